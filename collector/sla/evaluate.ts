import { type Account, accountOf, type StateSpan } from "./account.ts";
import { figuresOf, isMet } from "./figures.ts";
import { type Incident, incidentsOf } from "./incidents.ts";
import { type OpeningHours, openSpans } from "./opening-hours.ts";
import { type Scenario, ScenarioError } from "./scenario.ts";
import { periodOf, secondAt, spanOf, spansOf, timeZoneOf } from "./scenario-times.ts";
import { maintenanceSpans, serviceTime } from "./service-time.ts";
import { intersect, type Span, subtract, union } from "./spans.ts";

/** Reads opening hours; throws what is wrong with them as a sentence. Given from outside: the sentences are for people. */
export type ReadHours = (text: string) => OpeningHours;

export interface Evaluation {
  readonly account: Account;
  readonly figures: ReturnType<typeof figuresOf>;
  readonly isMet: boolean | null;
  /** Whole incidents that reach into the period, even where they begin before or end after it. */
  readonly incidents: readonly Incident[];
}

/** The states a file may name, the strongest first: where two overlap the first holds. What none names is up. */
const strongestFirst = ["down", "site", "degraded", "unknown"] as const;
const defaultStableSeconds = 900;

/** The SLA of a scenario told by its states. @throws ScenarioError naming the place. */
export function evaluateStates(scenario: Scenario, readHours: ReadHours): Evaluation {
  const timeZone = timeZoneOf(scenario);
  const period = periodOf(scenario, timeZone);
  const told = toldSpans(scenario, timeZone);
  const maintenance = maintenanceOf(scenario, timeZone);
  const inService = scenario.inService === undefined ? null : union(spansOf(scenario.inService, timeZone, ["inService"]));
  const all = hullOf([period, ...Object.values(told).flat(), ...maintenance]);
  const hours = hoursOf(scenario.serviceHours ?? "24/7", readHours, ["serviceHours"]);
  const wholeTime = serviceTime(inService ?? [all], openSpans(hours, timeZone, all), maintenance);
  const time = { expected: intersect(wholeTime.expected, [period]), maintenance: intersect(wholeTime.maintenance, [period]) };
  const states = timelineOf(told, all);
  const account = accountOf(states, time);
  const figures = figuresOf(account);
  return {
    account,
    figures,
    isMet: isMet(figures.service, scenario.targetBasisPoints ?? null),
    incidents: incidentsIn(scenario, states, {
      period,
      all,
      timeZone,
      measured: subtract(inService ?? [all], maintenance),
      time,
      readHours,
    }),
  };
}

interface IncidentContext {
  readonly period: Span;
  readonly all: Span;
  readonly timeZone: string;
  /** In service and not in maintenance, whatever the hours. */
  readonly measured: readonly Span[];
  readonly time: { readonly expected: readonly Span[] };
  readonly readHours: ReadHours;
}

function incidentsIn(scenario: Scenario, states: readonly StateSpan[], context: IncidentContext): Incident[] {
  const { gtr, serviceHours } = scenario;
  const { period, all, measured } = context;
  const clockHours = hoursOf(gtr?.clock ?? serviceHours ?? "24/7", context.readHours, ["gtr", "clock"]);
  const clock = intersect(openSpans(clockHours, context.timeZone, all), measured);
  const rule = { guaranteedSeconds: gtr?.seconds ?? null, stableSeconds: gtr?.stableSeconds ?? defaultStableSeconds };
  return incidentsOf(cutStates(states, measured), clock, rule).filter(
    (incident) =>
      incident.to > period.from &&
      incident.from < period.to &&
      // An outage outside all hours that count is nobody's incident.
      (incident.clockSeconds > 0 || intersect([incident], context.time.expected).length > 0),
  );
}

function toldSpans(scenario: Scenario, timeZone: string): Readonly<Record<(typeof strongestFirst)[number], Span[]>> {
  const read = (state: (typeof strongestFirst)[number]): Span[] =>
    union(spansOf(scenario.states?.[state] ?? [], timeZone, ["states", state]));
  return { down: read("down"), site: read("site"), degraded: read("degraded"), unknown: read("unknown") };
}

function maintenanceOf(scenario: Scenario, timeZone: string): Span[] {
  const declared = (scenario.maintenance ?? []).map(({ from, to, declaredAt }, index) => ({
    ...spanOf(from, to, timeZone, ["maintenance", index]),
    declaredAt: secondAt(declaredAt, timeZone, ["maintenance", index, "declaredAt"]),
  }));
  return maintenanceSpans(declared, scenario.noticeSeconds ?? 0);
}

/** Every second of `all` in one state. */
function timelineOf(told: Readonly<Record<(typeof strongestFirst)[number], readonly Span[]>>, all: Span): StateSpan[] {
  const states: StateSpan[] = [];
  let left: readonly Span[] = [all];
  for (const state of strongestFirst) {
    states.push(...intersect(left, told[state]).map((span) => ({ ...span, state })));
    left = subtract(left, told[state]);
  }
  states.push(...left.map((span) => ({ ...span, state: "up" as const })));
  return states.sort((a, b) => a.from - b.from);
}

function cutStates(states: readonly StateSpan[], spans: readonly Span[]): StateSpan[] {
  return states.flatMap(({ from, to, state }) => intersect([{ from, to }], spans).map((span) => ({ ...span, state })));
}

function hullOf(spans: readonly Span[]): Span {
  return spans.reduce((hull, { from, to }) => ({ from: Math.min(hull.from, from), to: Math.max(hull.to, to) }));
}

function hoursOf(text: string, readHours: ReadHours, path: readonly string[]): OpeningHours {
  try {
    return readHours(text);
  } catch (error) {
    throw new ScenarioError(path, "hours", error instanceof Error ? error.message : String(error));
  }
}

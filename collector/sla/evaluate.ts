import type { StateSpan } from "./account.ts";
import { type EndpointSla, slaOf } from "./endpoint-sla.ts";
import { type OpeningHours, openSpans } from "./opening-hours.ts";
import { type Scenario, ScenarioError } from "./scenario.ts";
import { periodOf, secondAt, spanOf, spansOf, timeZoneOf } from "./scenario-times.ts";
import { maintenanceSpans, serviceTime } from "./service-time.ts";
import { intersect, type Span, subtract, union } from "./spans.ts";

/** Reads opening hours; throws what is wrong with them as a sentence. Given from outside: the sentences are for people. */
export type ReadHours = (text: string) => OpeningHours;

/** The states a file may name, the strongest first: where two overlap the first holds. What none names is up. */
const strongestFirst = ["down", "site", "degraded", "unknown"] as const;
const defaultStableSeconds = 900;

/** The SLA of a scenario told by its states. @throws ScenarioError naming the place. */
export function evaluateStates(scenario: Scenario, readHours: ReadHours): EndpointSla {
  const timeZone = timeZoneOf(scenario);
  const period = periodOf(scenario, timeZone);
  const told = toldSpans(scenario, timeZone);
  const maintenance = maintenanceOf(scenario, timeZone);
  const inService = scenario.inService === undefined ? null : union(spansOf(scenario.inService, timeZone, ["inService"]));
  const all = hullOf([period, ...Object.values(told).flat(), ...maintenance]);
  const hours = hoursOf(scenario.serviceHours ?? "24/7", readHours, ["serviceHours"]);
  const wholeTime = serviceTime(inService ?? [all], openSpans(hours, timeZone, all), maintenance);
  const measured = subtract(inService ?? [all], maintenance);
  const clockHours = hoursOf(scenario.gtr?.clock ?? scenario.serviceHours ?? "24/7", readHours, ["gtr", "clock"]);
  return slaOf(timelineOf(told, all), {
    period,
    time: { expected: intersect(wholeTime.expected, [period]), maintenance: intersect(wholeTime.maintenance, [period]) },
    measured,
    clock: intersect(openSpans(clockHours, timeZone, all), measured),
    contract: {
      targetBasisPoints: scenario.targetBasisPoints ?? null,
      takeChargeSeconds: null,
      restoreSeconds: scenario.gtr?.seconds ?? null,
      stableSeconds: scenario.gtr?.stableSeconds ?? defaultStableSeconds,
    },
  });
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

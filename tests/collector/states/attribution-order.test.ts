import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { mergeViews } from "../../../collector/sla/merge-views.ts";
import type { StateInterval } from "../../../collector/sla/state-interval.ts";
import { laidToLine } from "../../../collector/states/line-cuts.ts";
import { ToldByAgents } from "../../../collector/states/told-by-agents.ts";
import { viewOf } from "../../../collector/states/view-of.ts";
import type { Outcome } from "../../../contract/observation.ts";
import { observed, t0 } from "../ledger/small-ledger.ts";
import {
  central,
  collectorSilent,
  gatewaySilent,
  ledgerAfter,
  lost,
  neighbourSilent,
  poll,
  rules,
  site,
  started,
  type Told,
  watchedBy,
} from "./watched-site.ts";

const withPrinter = { ...site, neighbours: ["printer"] };
const endS = 12_000;

/** Polls of one agent, some of them missing, with the uptime of a codec that starts anew now and then. */
function anyPolls(agent: string): fc.Arbitrary<Told[]> {
  const step = fc.tuple(
    fc.constantFrom(60, 60, 60, 60, 75, 200, 900, 2_500),
    fc.constantFrom<Outcome>("answered", "answered", "silent", "silent", "refused"),
    fc.integer({ min: 1, max: 8 }),
    fc.constantFrom(30, 200, 700, 90_000),
    fc.constantFrom("registered", "registered", "failed"),
  );
  return fc.array(step, { minLength: 1, maxLength: 12 }).map((steps) => {
    const told: Told[] = [];
    let at = 0;
    for (const [gap, outcome, count, uptime, registration] of steps) {
      for (let turn = 0; turn < count && at < endS; turn += 1) {
        at += turn === 0 ? gap : 60;
        const polled = poll(at, outcome, outcome === "answered" ? uptime + 60 * turn : undefined, agent);
        told.push(outcome === "answered" ? saying(polled, registration) : polled);
      }
    }
    return told;
  });
}

function saying(polled: Told, value: string): Told {
  const { observation } = polled;
  if (observation === undefined) return polled;
  return { ...polled, observation: { ...observation, readings: [...observation.readings, { kind: "sip_registration", value }] } };
}

/** The collector heard another site while it happened; of what is shuffled it hears afterwards. */
const ofAnotherSite = [1_000, 4_000, 8_000].map(
  (atS): Told => ({ agent: "agent-b", observation: observed(atS, { endpoint: "codec-elsewhere" }), receivedS: atS }),
);

const anySpan = fc
  .tuple(fc.integer({ min: 0, max: endS }), fc.integer({ min: 1, max: 5_000 }))
  .map(([from, length]) => [from, from + length] as const);
const idOf = (letter: string, index: number): string => `${letter}${String(index).padStart(15, "0")}`;

function anyEvents<T>(
  letter: string,
  arbitrary: fc.Arbitrary<T>,
  tell: (value: T, id: string) => Told[],
  maxLength = 2,
): fc.Arbitrary<Told[]> {
  return fc.array(arbitrary, { maxLength }).map((values) => values.flatMap((value, index) => tell(value, idOf(letter, index))));
}

/** A silence is told once with its end, or when it begins and again when it ends, or its end is never told. */
const anySilence = fc.tuple(anySpan, fc.constantFrom("whole", "twice", "open"));
const tellingsOf = (how: string, tell: (to: number | null) => Told, to: number): Told[] => {
  if (how === "whole") return [tell(to)];
  return how === "open" ? [tell(null)] : [tell(null), tell(to)];
};

const anyWorld = fc
  .tuple(
    anyPolls("agent-a"),
    fc.oneof(fc.constant<Told[]>([]), anyPolls("agent-z")),
    anyEvents("a", anySilence, ([[from, to], how], id) => tellingsOf(how, (end) => gatewaySilent(from, end, id), to)),
    anyEvents("b", anySilence, ([[from, to], how], id) => tellingsOf(how, (end) => neighbourSilent("printer", from, end, id), to)),
    anyEvents("e", anySilence, ([[from, to], how], id) => tellingsOf(how, (end) => collectorSilent(from, end, id), to)),
    anyEvents("c", fc.tuple(anySpan, fc.constantFrom("machine_restarted", "machine_restarted", "killed")), ([[from, to], ending], id) => [
      started(from, to, ending, id),
    ]),
    anyEvents("d", anySpan, ([from, to], id) => [lost(from, to, id)], 1),
  )
  .chain((parts) => {
    const told = parts.flat();
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 });
    return fc.tuple(fc.shuffledSubarray(told, { minLength: told.length }), sizes);
  });

/** All that the ledger holds, concluded at once. */
async function concludedAtOnce(ledger: Ledger): Promise<StateInterval[]> {
  const whole = { from: 0, to: 2 * t0 };
  const told = new ToldByAgents(ledger);
  const all = await ledger.observationsOf("codec-a", whole.from, whole.to, 100_000);
  const beside = [{ watcher: withPrinter, events: await told.between(withPrinter.agent, whole) }];
  const views = [withPrinter, central].map(async (watcher) =>
    viewOf(
      watcher,
      all.filter(({ agent }) => agent === watcher.agent),
      await told.between(watcher.agent, whole),
      rules,
      beside,
    ),
  );
  return mergeViews(laidToLine(await Promise.all(views), await told.lineCuts([withPrinter], whole)));
}

describe("in whatever order observations and events come", () => {
  test.prop([anyWorld], { numRuns: 60 })("the states are those of all of them at once", async ([told, sizes]) => {
    const ledger = await ledgerAfter([...ofAnotherSite, ...told], watchedBy(withPrinter, central), [1, 1, 1, ...sizes]);

    const states = await ledger.statesOf("codec-a", 0, 2 * t0);
    const expected = await concludedAtOnce(ledger);
    const words = ({ from, to, state, cause, evidence }: StateInterval) => [
      from - t0 / 1000,
      to - t0 / 1000,
      state,
      cause,
      evidence.dissent,
      evidence.events,
    ];
    expect(states.map(words)).toEqual(expected.map(words));
    await ledger.close();
  });
});

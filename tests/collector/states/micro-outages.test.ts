import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { mergeMicroOutages } from "../../../collector/sla/merge-views.ts";
import { microOutagesOf } from "../../../collector/sla/states-from-samples.ts";
import { Nearby } from "../../../collector/states/nearby.ts";
import { samplesOf } from "../../../collector/states/sample-of.ts";
import { followStates } from "../../../collector/states/states-follower.ts";
import type { Observation, Outcome } from "../../../contract/observation.ts";
import { batchOf, observed } from "../ledger/small-ledger.ts";

const rules = { confirmFailures: 3, holdIntervals: 3 };
const t0 = observed(0).observedAt / 1000;
const day = 86_400;

function poll(atS: number, outcome: Outcome = "answered"): Observation {
  return observed(atS, { channels: { snmp: outcome } });
}

async function ledgerAfter(batches: readonly (readonly Observation[])[]): Promise<Ledger> {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  const nearby = new Nearby(ledger);
  let next = 1;
  for (const observations of batches) {
    if (observations.length === 0) continue;
    await ledger.append(batchOf(next, observations));
    next += observations.length;
    while ((await followStates(ledger, rules, neverFails, undefined, nearby)) > 0);
  }
  return ledger;
}

function neverFails(endpoint: string, error: unknown): never {
  throw new Error(`${endpoint} could not be concluded`, { cause: error });
}

async function countIn(ledger: Ledger, from: number, to: number): Promise<number> {
  return (await ledger.microOutagesWithin(t0 + from, t0 + to)).get("codec-a") ?? 0;
}

describe("silences too short to be an outage", () => {
  it("are counted once each, on the day they began, however often they are concluded again", async () => {
    const first = [poll(0), poll(60, "silent"), poll(120), poll(180, "silent"), poll(240, "silent"), poll(300)];
    const ledger = await ledgerAfter([...first.map((one) => [one]), [poll(360)], [poll(day, "silent"), poll(day + 60)]]);

    expect(await countIn(ledger, 0, day)).toBe(2);
    expect(await countIn(ledger, day, 2 * day)).toBe(1);
  });

  it("are none any more when late polls show that they were an outage", async () => {
    const ledger = await ledgerAfter([[poll(0), poll(60, "silent"), poll(180, "silent"), poll(240)]]);
    expect(await countIn(ledger, 0, day)).toBe(1);

    await ledger.append(batchOf(5, [poll(120, "silent")]));
    while ((await followStates(ledger, rules, neverFails)) > 0);

    expect(await countIn(ledger, 0, day)).toBe(0);
  });

  it("seen from elsewhere only are the line's business where somebody beside the codec was watching", () => {
    const evidence = { firstObservedAt: 0, lastObservedAt: 0 };
    const watched = [{ from: 0, to: 100, state: "up" as const, cause: "answered" as const, evidence }];
    const beside = { agent: "a", vantage: "site" as const, intervals: watched, microOutages: [20_500] };
    const elsewhere = { agent: "b", vantage: "central" as const, intervals: [], microOutages: [50_000, 150_000] };

    expect(mergeMicroOutages([elsewhere, beside])).toEqual([20, 150]);
  });

  const polls = fc.array(fc.constantFrom<Outcome>("answered", "answered", "silent"), { minLength: 1, maxLength: 30 });

  test.prop([polls, fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 30, maxLength: 30 }), fc.boolean()], { numRuns: 8 })(
    "are the same in whatever pieces and order the polls arrive",
    async (outcomes, sizes, isBackwards) => {
      const all = outcomes.map((outcome, index) => poll(index * 60, outcome));
      const left = [...all];
      const batches = sizes.map((size) => left.splice(0, size));
      const ledger = await ledgerAfter(isBackwards ? batches.toReversed() : batches);

      expect(await countIn(ledger, 0, day)).toBe(microOutagesOf(samplesOf(all, rules), rules.confirmFailures).length);
      await ledger.close();
    },
  );
});

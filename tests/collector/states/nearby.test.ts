import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Ledger, TimeSpan } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { Nearby } from "../../../collector/states/nearby.ts";
import { followStates } from "../../../collector/states/states-follower.ts";
import type { Observation } from "../../../contract/observation.ts";
import { batchOf, observed, t0 } from "../ledger/small-ledger.ts";

const minuteMs = 60_000;
const dayMinutes = 1_440;
const everything: TimeSpan = { from: 0, to: 2 * t0 };

function poll(minute: number, endpoint = "codec-a"): Observation {
  return observed(minute * 60, { endpoint, readings: minute % 5 === 0 ? [{ kind: "uptime_seconds", value: 5_000 + minute * 60 }] : [] });
}

/** A ledger that counts how many observations it is asked to read again. */
async function countingLedger(): Promise<{ ledger: Ledger; readAgain: () => number }> {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  let count = 0;
  const observationsOf: Ledger["observationsOf"] = async (...asked) => {
    const found = await ledger.observationsOf(...asked);
    count += found.length;
    return found;
  };
  return { ledger: { ...ledger, observationsOf }, readAgain: () => count };
}

describe("what is remembered around the newest observations", () => {
  it("lets a backlog be concluded without reading its hours again, also beside the present", async () => {
    const { ledger, readAgain } = await countingLedger();
    const nearby = new Nearby(ledger);
    const rules = { confirmFailures: 3, holdIntervals: 3 };
    const follow = async (): Promise<void> => {
      while ((await followStates(ledger, rules, failLoudly, undefined, nearby)) > 0);
    };
    let sent = 0;
    for (let minute = 0; minute < 3 * dayMinutes; minute += 240) {
      const past = Array.from({ length: 240 }, (_, index) => poll(minute + index));
      await ledger.append(batchOf(1 + minute, past));
      await follow();
      await ledger.append(batchOf(1_000_000 + sent, [poll(30 * dayMinutes + 5 * sent)]));
      await follow();
      sent += 1;
    }

    expect(await ledger.statesOf("codec-a", t0 / 1000, 2 * t0)).toHaveLength(1 + sent);
    // A few hours where the backlog begins and where the present does, and no more with each envelope.
    expect(readAgain()).toBeLessThan(dayMinutes);
  });

  it("forgets all when somebody else has followed in between", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    const nearby = new Nearby(ledger);
    await ledger.append(batchOf(1, [poll(0)]));
    nearby.take(await ledger.observationsAfter(0, 10), 0);
    await nearby.between("codec-a", everything);
    await ledger.append(batchOf(2, [poll(1)]));
    await ledger.append(batchOf(3, [poll(2)]));

    nearby.take(await ledger.observationsAfter(2, 10), 2);

    expect((await nearby.between("codec-a", everything)).map(({ entry }) => entry)).toEqual([1, 2, 3]);
  });

  it("refuses an endpoint that has more observations than any codec, and reads it anew when asked again", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    const flood = Array.from({ length: 50_001 }, (_, index) => observed(0, { elapsedMs: index % 60_000 }));
    await ledger.append(batchOf(1, flood));
    const nearby = new Nearby(ledger);

    await expect(nearby.between("codec-a", everything)).rejects.toThrow("codec-a has more than");
    await expect(nearby.between("codec-a", everything)).rejects.toThrow("codec-a has more than");
    expect(await nearby.between("codec-b", everything)).toEqual([]);
  });
});

function failLoudly(endpoint: string, error: unknown): never {
  throw new Error(endpoint, { cause: error });
}

/** Envelopes from here and there in a month, each a few polls, and what is asked after each. */
const anyDoings = fc.array(
  fc.record({
    from: fc.constantFrom(0, 10, 200, 700, dayMinutes, dayMinutes + 1, 20 * dayMinutes, 30 * dayMinutes),
    step: fc.constantFrom(0, 1, 3, 400),
    count: fc.integer({ min: 1, max: 6 }),
    backMs: fc.constantFrom(0, minuteMs, 85 * minuteMs, 3 * dayMinutes * minuteMs),
    onMs: fc.constantFrom(0, 3 * minuteMs, 8 * 60 * minuteMs),
    doesForget: fc.boolean(),
    isToldTwice: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);

describe("however observations come in and are asked for", () => {
  test.prop([anyDoings], { numRuns: 60 })("what is remembered is what the ledger holds", async (doings) => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    const nearby = new Nearby(ledger);
    let next = 1;
    for (const { from, step, count, backMs, onMs, doesForget, isToldTwice } of doings) {
      const polls = Array.from({ length: count }, (_, index) => poll(from + index * step));
      await ledger.append(batchOf(next, polls));
      const fresh = await ledger.observationsAfter(next - 1, 100);
      nearby.take(fresh, next - 1);
      if (isToldTwice) nearby.take(fresh, next - 1);
      next += count;
      const newest = Math.max(...polls.map(({ observedAt }) => observedAt));
      const span = { from: Math.min(...polls.map(({ observedAt }) => observedAt)) - backMs, to: newest + onMs };

      expect(await nearby.between("codec-a", span)).toEqual(await ledger.observationsOf("codec-a", span.from, span.to + 1, 1_000));
      for (const side of [{ before: span.from }, { after: span.to }, { before: newest }, { after: newest }]) {
        expect(await nearby.nearest("codec-a", "uptime_seconds", side)).toEqual(
          await ledger.nearestReading("codec-a", "uptime_seconds", side),
        );
      }
      if (doesForget) nearby.forget("codec-a", newest, backMs);
    }
    await ledger.close();
  });
});

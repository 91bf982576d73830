import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { UsageLoopLedger } from "../../../collector/attendance/conclude-usage.ts";
import { createConcluding } from "../../../collector/attendance/usage-loop.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import type { CallRecord } from "../../../contract/call.ts";
import { at } from "../accounts/small-network.ts";
import { basis, called, concludeAt, far, importTo, used } from "./used-network.ts";

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openSqliteLedger({ file: ":memory:" });
});
afterEach(() => ledger.close());

const keys = async (of = ledger): Promise<string[]> => (await of.callsAfter(0, 1_000)).map(({ key }) => key);

/** Quarter by quarter: whom a room called in both is not told once the calls are forgotten. */
async function usesOfHalfYear(of = ledger) {
  const quarters = [await used(of, "2026-01-01", "2026-04-01", "2026-12-01"), await used(of, "2026-04-01", "2026-07-01", "2026-12-01")];
  return quarters.flatMap(({ endpoints }) => endpoints.map(({ uses, usedSeconds, farEnds }) => ({ uses, usedSeconds, farEnds })));
}

const january = called("2026-01-15T10:00", 60, { key: "january", ...far("aa") });
const midnight = called("2026-01-31T23:50", 20, { key: "midnight", ...far("aa") });
const february = called("2026-02-01T00:12", 30, { key: "february", ...far("aa") });
const may = called("2026-05-05T10:00", 30, { key: "may", ...far("bb") });
const all = [january, midnight, february, may];

describe("calls that are six whole months old", () => {
  it("are forgotten, and not those of the month that follows nor what a redial of that month would join", async () => {
    await importTo(ledger, "salle-a", all);
    const before = await usesOfHalfYear();

    await concludeAt(ledger, "2026-07-31T23:00");
    expect(await keys()).toEqual(["january", "midnight", "february", "may"]);
    await concludeAt(ledger, "2026-08-01T03:00");

    expect(await keys()).toEqual(["midnight", "february", "may"]);
    expect(await usesOfHalfYear()).toEqual(before);
  });

  it("do not come back when the codec, or a file, tells its history again: they are ignored and counted", async () => {
    await importTo(ledger, "salle-a", all);
    await concludeAt(ledger, "2026-10-01T03:00");
    const before = await usesOfHalfYear();

    const told = await importTo(ledger, "salle-a", all);
    await concludeAt(ledger, "2026-10-01T03:10");

    expect(told).toMatchObject({ added: 0, purged: 3, alreadyThere: 1 });
    expect(await ledger.toldAgain()).toBe(3);
    expect(await keys()).toEqual(["may"]);
    expect(await usesOfHalfYear()).toEqual(before);
  });

  it("do not come back in the next month when the codec's clock was set right in between", async () => {
    await importTo(ledger, "salle-a", all);
    await concludeAt(ledger, "2026-08-01T03:00");
    const before = await usesOfHalfYear();

    await importTo(ledger, "salle-a", [{ ...midnight, clockOffsetS: -3_600 }]);
    await concludeAt(ledger, "2026-08-01T03:10");

    expect((await keys()).toSorted()).toEqual(["february", "may", "midnight"]);
    expect(await usesOfHalfYear()).toEqual(before);
  });

  it("wait for a follower that has not read them", async () => {
    await importTo(ledger, "salle-a", all);
    await concludeAt(ledger, "2026-10-01T03:00", ["influx"]);
    expect(await keys()).toHaveLength(4);

    const { calls } = await ledger.lastEntries();
    await ledger.saveCursor("influx", "calls", calls);
    await concludeAt(ledger, "2026-10-01T03:10", ["influx"]);

    expect(await keys()).toEqual(["may"]);
  });

  it("are forgotten too of an endpoint that the inventory names no more", async () => {
    await ledger.importCalls("salle-d", all, at("2026-06-01T00:00") * 1000);

    await concludeAt(ledger, "2026-10-01T03:00");

    expect(await keys()).toEqual(["may"]);
  });

  it("still count among the calls that polls read", async () => {
    await ledger.importCalls("salle-a", all, 0);
    expect((await ledger.callCounts()).get("salle-a")).toBeUndefined();
    await pollTells(ledger, all);
    await concludeAt(ledger, "2026-10-01T03:00");

    expect(await keys()).toEqual(["may"]);
    expect((await ledger.callCounts()).get("salle-a")).toBe(4);
  });

  it("let an old history in that was never told of these months", async () => {
    await importTo(ledger, "salle-a", [january]);
    await concludeAt(ledger, "2026-10-01T03:00");

    const told = await importTo(ledger, "salle-a", [called("2025-03-04T10:00", 30), called("2026-03-04T10:00", 30)]);
    await concludeAt(ledger, "2026-10-01T03:10");

    expect(told).toMatchObject({ added: 2, purged: 0 });
    expect(await keys()).toEqual([]);
    expect((await used(ledger, "2025-01-01", "2026-10-01")).endpoints[0]?.uses).toBe(3);
  });

  it("leave a quarter its far ends, and say between what and what they lie once a late call joins them", async () => {
    await importTo(ledger, "salle-a", [january, called("2026-03-10T10:00", 30, far("aa")), called("2026-03-11T10:00", 30, far("bb"))]);
    await concludeAt(ledger, "2026-08-01T03:00");
    const quarter = async () => (await used(ledger, "2026-01-01", "2026-04-01", "2026-08-01")).endpoints[0]?.farEnds;
    expect(await quarter()).toEqual({ told: 3, distinct: [2, 2], first: [2, 2] });

    await importTo(ledger, "salle-a", [called("2026-03-12T10:00", 30, far("cc"))]);
    await concludeAt(ledger, "2026-08-01T03:10");

    expect(await quarter()).toEqual({ told: 4, distinct: [3, 4], first: [2, 2] });
  });
});

describe("a collector killed at any write", () => {
  it("ends with the same months and the same calls as one that was not", async () => {
    const someCalls = fc.array(
      fc.record({ day: fc.integer({ min: 1, max: 28 }), month: fc.integer({ min: 1, max: 6 }), name: fc.constantFrom("aa", "bb") }),
      { minLength: 1, maxLength: 12 },
    );
    const nowS = at("2026-09-10T03:00");
    await fc.assert(
      fc.asyncProperty(someCalls, fc.array(fc.nat(6), { maxLength: 8 }), async (list, deaths) => {
        const calls = list.map(({ day, month, name }, index) =>
          called(`2026-0${month}-${String(day).padStart(2, "0")}T${String(8 + index)}:00`.replace(/T(\d):/, "T0$1:"), 30, far(name)),
        );
        const [steady, killed] = [await openSqliteLedger({ file: ":memory:" }), await openSqliteLedger({ file: ":memory:" })];
        for (const one of [steady, killed]) await importTo(one, "salle-a", calls);
        const expected = await usesOfHalfYear(steady);
        await concludeAt(steady, "2026-09-10T03:00");
        for (const writes of deaths) {
          await concludingUntilKilled(killed, nowS, writes);
          await importTo(killed, "salle-a", calls);
          expect(await usesOfHalfYear(killed)).toEqual(expected);
        }
        await concludeAt(killed, "2026-09-10T03:00");
        expect(await keys(killed)).toEqual(await keys(steady));
        expect(await usesOfHalfYear(killed)).toEqual(await usesOfHalfYear(steady));
        await steady.close();
        await killed.close();
      }),
      { numRuns: 25 },
    );
  });
});

/** The process is gone after so many writes: the next one never reaches the ledger. */
async function concludingUntilKilled(of: Ledger, nowS: number, writes: number): Promise<void> {
  let left = writes;
  const live = (): void => {
    if (left === 0) throw new Error("killed");
    left -= 1;
  };
  const dying: UsageLoopLedger = {
    ...of,
    markUsage: async (...args) => {
      live();
      return of.markUsage(...args);
    },
    keepUsage: async (...args) => {
      live();
      return of.keepUsage(...args);
    },
    purgeCalls: async (...args) => {
      live();
      return of.purgeCalls(...args);
    },
  };
  const concluding = createConcluding({
    ledger: dying,
    basis: () => Promise.resolve(basis),
    keptMonths: 6,
    readers: [],
    now: () => nowS * 1000,
    onPurged: () => undefined,
  });
  await concluding().catch(() => undefined);
}

async function pollTells(of: Ledger, calls: readonly CallRecord[]): Promise<void> {
  await of.append({
    agent: "agent",
    outbox: "00112233aabbccdd",
    receivedAt: at("2026-06-01T00:00") * 1000,
    sentAt: at("2026-06-01T00:00") * 1000,
    boot: "cafe0123",
    first: 1,
    count: 1,
    observations: [
      {
        sequence: 1,
        observation: {
          endpoint: "salle-a",
          question: "history",
          observedAt: at("2026-06-01T00:00") * 1000,
          clockMs: 0,
          elapsedMs: 1,
          intervalS: 600,
          channels: { http: "answered" },
          readings: [],
          calls: [...calls],
        },
      },
    ],
  });
}

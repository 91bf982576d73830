import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Attendance, DetailPurged } from "../../../collector/attendance/question.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { tell } from "../accounts/small-network.ts";
import { called, concludeAt, far, importTo, used } from "./used-network.ts";

let ledger: Ledger;

beforeEach(async () => {
  ledger = await openSqliteLedger({ file: ":memory:" });
});
afterEach(() => ledger.close());

async function aQuarter(): Promise<void> {
  await importTo(ledger, "salle-a", [
    called("2026-01-15T10:00", 60, far("aa")),
    called("2026-01-15T11:03", 30, far("aa")),
    called("2026-02-03T20:00", 45, { ...far("bb"), farEndKind: "bridge", farEndPlace: "epci:242900314" }),
    called("2026-03-10T14:00", 20, far("aa")),
  ]);
  await importTo(ledger, "salle-b", [called("2026-01-15T10:30", 60, far("aa")), called("2026-01-16T09:00", 30, { isTest: true })]);
  await importTo(ledger, "salle-c", [called("2026-01-31T23:50", 20, far("aa")), called("2026-02-12T10:00", 30, far("aa"))]);
  await tell(ledger, "salle-a", ["up", "2026-01-01T00:00", "2026-01-20T09:00"], ["down", "2026-01-20T09:00", "2026-01-20T18:00"]);
  await tell(ledger, "salle-a", ["up", "2026-01-20T18:00", "2026-04-01T00:00"]);
}

const everything = async () => ({
  quarter: await used(ledger, "2026-01-01", "2026-04-01", "2026-09-15"),
  january: await used(ledger, "2026-01-01", "2026-02-01", "2026-09-15"),
});

/** Of a use whose calls are forgotten only the month is known. */
function withoutLastUse({ quarter, january }: Awaited<ReturnType<typeof everything>>) {
  const bare = (one: Attendance) => ({ ...one, lastUse: null });
  return [quarter, january].map(({ endpoints, sites, territories, hostKinds, network }) =>
    [...endpoints, ...sites, ...territories, ...hostKinds, network].map(bare),
  );
}

describe("attendance", () => {
  it("tells of a room its uses, hours, days, share off hours, first far end, and the time it was there to be used", async () => {
    await aQuarter();

    const [room] = (await used(ledger, "2026-01-01", "2026-04-01")).endpoints;

    expect(room).toMatchObject({
      uses: 3,
      days: 3,
      usedSeconds: 155 * 60,
      serviceUsedSeconds: 110 * 60,
      offHoursUses: 1,
      bridgeUses: 1,
      farEnds: { told: 3, distinct: [2, 2], first: [2, 2] },
      lengths: [20, 45, 90],
      lastUse: { from: Date.UTC(2026, 2, 10, 13) },
    });
    expect(room?.places.get("epci:242900314")).toBe(1);
    expect((room?.expectedSeconds ?? 0) - (room?.workedSeconds ?? 0)).toBe(9 * 3_600);
    expect(room?.months.map(({ month, uses }) => [month, uses])).toEqual([
      ["2026-01", 1],
      ["2026-02", 1],
      ["2026-03", 1],
    ]);
  });

  it("tells apart far ends of rooms that share a key, and says between what and what those of others lie", async () => {
    await aQuarter();

    const { sites, network } = await used(ledger, "2026-01-01", "2026-04-01");

    expect(sites.map(({ id, uses, farEnds }) => [id, uses, farEnds.distinct, farEnds.first])).toEqual([
      ["mairie", 4, [2, 2], [3, 3]],
      ["pepiniere", 2, [1, 1], [2, 2]],
    ]);
    expect(network.farEnds).toEqual({ told: 6, distinct: [2, 3], first: [3, 5] });
  });

  it("counts a site that moved in each territory for its time, a use where it began", async () => {
    await aQuarter();

    const { territories, hostKinds } = await used(ledger, "2026-01-01", "2026-04-01");

    expect(territories.map(({ id, uses, sites }) => [id, uses, sites])).toEqual([
      ["brest", 5, 2],
      ["iroise", 1, 1],
    ]);
    expect(hostKinds.map(({ id, uses }) => [id, uses])).toEqual([
      ["collectivite", 4],
      ["pepiniere", 2],
    ]);
  });

  it("is the same from what is kept of months as from the calls, and once the calls are forgotten", async () => {
    await aQuarter();
    const fromCalls = await everything();
    await concludeAt(ledger, "2026-04-01T03:00");
    const fromMonths = await everything();
    await concludeAt(ledger, "2026-10-01T03:00");
    const withoutCalls = await everything();

    expect(fromMonths).toEqual(fromCalls);
    expect(await ledger.callsAfter(0, 100)).toEqual([]);
    expect(withoutLastUse(withoutCalls)).toEqual(withoutLastUse(fromCalls));
    expect(withoutCalls.quarter.endpoints[0]?.lastUse).toEqual({ from: Date.UTC(2026, 1, 28, 23), to: Date.UTC(2026, 2, 31, 22) });
  });

  it("works a month out again for a call or a state that comes late", async () => {
    await aQuarter();
    await concludeAt(ledger, "2026-04-01T03:00");
    await importTo(ledger, "salle-a", [called("2026-01-22T10:00", 30, far("cc"))]);
    await tell(ledger, "salle-a", ["down", "2026-02-02T09:00", "2026-02-02T10:00"]);
    const before = await everything();
    await concludeAt(ledger, "2026-04-01T03:10");
    const after = await everything();

    expect(before.quarter.endpoints[0]).toMatchObject({ uses: 4, farEnds: { distinct: [3, 3] } });
    const { expectedSeconds = 0, workedSeconds = 0 } = before.quarter.endpoints[0] ?? {};
    expect(expectedSeconds - workedSeconds).toBe(10 * 3_600);
    expect(after).toEqual(before);
  });

  it("refuses to cut a month whose calls are forgotten, and names it", async () => {
    await aQuarter();
    await concludeAt(ledger, "2026-10-01T03:00");

    await expect(used(ledger, "2026-01-10", "2026-04-01", "2026-09-15")).rejects.toThrow(DetailPurged);
    await expect(used(ledger, "2026-01-10", "2026-04-01", "2026-09-15")).rejects.toMatchObject({ month: "2026-01" });
  });

  it("adds up: a quarter is its months", async () => {
    await aQuarter();
    const quarter = (await used(ledger, "2026-01-01", "2026-04-01")).network;
    const cuts = ["2026-01-01", "2026-01-16", "2026-02-01", "2026-03-01", "2026-04-01"];
    const parts = await Promise.all(cuts.slice(1).map((to, place) => used(ledger, cuts[place] ?? to, to)));

    for (const name of [
      "uses",
      "days",
      "usedSeconds",
      "serviceUsedSeconds",
      "offHoursSeconds",
      "expectedSeconds",
      "workedSeconds",
    ] as const) {
      expect(parts.reduce((sum, part) => sum + part.network[name], 0)).toBe(quarter[name]);
    }
  });
});

import { expect, it } from "vitest";
import type { Ledger, UsageConclusion, UsagePart } from "../../../collector/ledger/port.ts";
import { qualityCounts } from "../../../collector/usage/use-counts.ts";
import { callTold, t0 } from "./small-ledger.ts";

const dayS = 86_400;
const start = t0 / 1000;
const month = { from: start - 10 * dayS, to: start + 20 * dayS };

function part(more: Partial<UsagePart> = {}): UsagePart {
  return {
    endpoint: "codec-a",
    ...month,
    terms: "abc",
    expectedSeconds: 1_000,
    workedSeconds: 900,
    unknownSeconds: 50,
    uses: 2,
    days: 1,
    usedSeconds: 1_200,
    serviceUsedSeconds: 600,
    offHoursSeconds: 300,
    offHoursUses: 1,
    attempts: 4,
    failedAttempts: 1,
    hardAttempts: 2,
    retries: 1,
    shortCalls: 1,
    bridgeUses: 1,
    gatewayUses: 0,
    quality: { ...qualityCounts(() => 0), good: 2 },
    lengths: [5, 10],
    places: new Map([["commune:29019", 2]]),
    farEnds: { told: 2, distinct: [1, 2], first: [1, 2] },
    ...more,
  };
}

const conclusionOf = (upTo: number, one = part()): UsageConclusion => ({
  endpoint: one.endpoint,
  months: [month],
  parts: [one],
  farEnds: [{ scope: "endpoint", id: one.endpoint, from: one.from, to: one.to, ...one.farEnds }],
  upTo,
});

/** What every ledger promises of use by month. */
export function keepsUsage(ledger: () => Ledger): void {
  const due = async () => (await ledger().usageDue(100)).map(({ endpoint }) => endpoint);
  const newest = async () => (await ledger().usageDue(100)).at(-1)?.entry ?? 0;

  it("marks the time of every call that is kept, changed or removed, and of none that says nothing new", async () => {
    await ledger().importCalls("codec-a", [callTold("1")], t0);
    expect(await due()).toEqual(["codec-a"]);
    await ledger().importCalls("codec-a", [callTold("1")], t0 + 1);
    expect(await due()).toHaveLength(1);
    await ledger().importCalls("codec-a", [callTold("1", { durationS: 900 })], t0 + 2);
    expect(await due()).toHaveLength(3);
    await ledger().removeImported("codec-a", [callTold("1")]);
    expect(await due()).toHaveLength(4);
    const [mark] = await ledger().usageDue(1);
    expect(mark).toMatchObject({ from: start - dayS, to: start + 601 });
  });

  it("keeps a part as it was told, in place of what was kept of the same month, and takes away the marks it answers and no later one", async () => {
    await ledger().importCalls("codec-a", [callTold("1")], t0);
    const upTo = await newest();
    await ledger().importCalls("codec-a", [callTold("2", { startedAt: t0 + 5e6 })], t0);
    await ledger().keepUsage([conclusionOf(upTo, part({ uses: 7 }))]);
    await ledger().keepUsage([conclusionOf(upTo)]);

    expect(ledger().usageParts(month.from, month.to)).toEqual([{ ...part(), isPurged: false }]);
    expect(ledger().usageParts(month.from, month.to, "codec-b")).toEqual([]);
    expect(await ledger().farEndsKept(month.from, month.to)).toEqual([{ scope: "endpoint", id: "codec-a", ...month, ...part().farEnds }]);
    expect(await ledger().usageBeginnings()).toEqual(new Map([[month.from, 1]]));
    expect(await due()).toHaveLength(1);
  });

  it("forgets calls only of what was worked out; then keeps what they came to as it was, and writes the service alone anew", async () => {
    await ledger().importCalls("codec-a", [callTold("1")], t0);
    expect(await ledger().purgeCalls(month.to, [])).toEqual({ calls: 0, waiting: 1 });
    await ledger().keepUsage([conclusionOf(await newest())]);
    expect(await ledger().purgeCalls(month.to, ["influx"])).toEqual({ calls: 0, waiting: 1 });
    expect(await ledger().purgeCalls(month.to, [])).toEqual({ calls: 1, waiting: 0 });

    await ledger().keepUsage([conclusionOf(await newest(), part({ uses: 0, workedSeconds: 1_000 }))]);

    expect(await ledger().callsAfter(0, 10)).toEqual([]);
    expect(ledger().usageParts(month.from, month.to)).toEqual([{ ...part({ workedSeconds: 1_000 }), isPurged: true }]);
    expect(await ledger().importCalls("codec-a", [callTold("1")], t0)).toMatchObject({ added: 0, purged: 1 });
    expect(await ledger().toldAgain()).toBe(1);
    expect((await ledger().lastUses()).get("codec-a")).toEqual({ from: month.from * 1000, to: month.to * 1000 });
  });
}

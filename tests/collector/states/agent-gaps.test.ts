import { expect, it } from "vitest";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { agentGaps } from "../../../collector/states/agent-gaps.ts";
import { batchOf, t0 } from "../ledger/small-ledger.ts";

it("says from when to when an agent lost how many observations, and why", async () => {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  const instant = (at: number) => ({ at, clockMs: 0, boot: "cafe0123" });
  const noticed = instant(t0 + 9_000_000);
  const dated = { oldest: instant(t0), newest: instant(t0 + 3_600_000) };
  await ledger.append(
    batchOf(1, [], {
      events: [
        { event: { id: "0000000000000001", kind: "loss", reason: "bytes", count: 70, noticed, ...dated }, from: t0, to: t0 + 3_600_000 },
        { event: { id: "0000000000000002", kind: "loss", reason: "damaged", count: 3, noticed }, from: noticed.at, to: noticed.at },
        { event: { id: "0000000000000003", kind: "clock_step", at: noticed, byMs: 5_000 }, from: noticed.at, to: noticed.at },
      ],
    }),
  );

  expect(await agentGaps(ledger, "agent-a", t0, t0 + 10_000_000)).toEqual([
    { from: t0, to: t0 + 3_600_000, isDated: true, count: 70, reason: "bytes" },
    { from: noticed.at, to: noticed.at, isDated: false, count: 3, reason: "damaged" },
  ]);
  expect(await agentGaps(ledger, "agent-b", t0, t0 + 10_000_000)).toEqual([]);
  await ledger.close();
});

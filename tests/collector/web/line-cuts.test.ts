import { expect, it } from "vitest";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { agentView } from "../../../collector/web/collection-view.ts";
import { lineCutsOf } from "../../../collector/web/line-cuts.ts";
import { batchOf } from "../ledger/small-ledger.ts";
import { fixedNow } from "./fleet-fixture.ts";

const minute = 60_000;

it("the collection says when an agent was cut off from the collector in the last day, by its own account", async () => {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  const cut = (id: string, fromAgo: number, toAgo: number) => {
    const [from, to] = [fixedNow - fromAgo * minute, fixedNow - toAgo * minute];
    const instant = (at: number) => ({ at, clockMs: 0, boot: "cafe0123" });
    return { event: { id: id.repeat(16), kind: "silence", witness: "collector", from: instant(from), to: instant(to) }, from, to } as const;
  };
  await ledger.append(batchOf(1, [], { events: [cut("1", 3_000, 2_900), cut("2", 600, 540), cut("3", 90, 63)] }));
  const agent = { id: "agent-a", vantage: "site", site: null, sites: [], tokenSha256: null } as const;

  const cuts = await lineCutsOf(ledger, { agents: [agent, { ...agent, id: "agent-b" }] }, fixedNow);

  expect([...cuts].map(([id, { count, seconds }]) => [id, count, seconds])).toEqual([["agent-a", 2, 87 * 60]]);
  const known = { id: "agent-a", condition: "current", lastContactAt: fixedNow, lagS: 0, clockOffsetMs: 0 } as const;
  const counts = { outboxCount: 0, lostCount: 0, version: "1.0.0", plan: null, refusedRelease: null, accessEnded: null } as const;
  const lineCuts = cuts.get("agent-a");
  const { remarks } = agentView({ ...known, ...counts, ...(lineCuts !== undefined && { lineCuts }) }, fixedNow);
  expect(remarks.join().replace(/\u00a0/g, " ")).toMatch(
    /^2 coupures de liaison avec le collecteur en 24 h, 1 h 27 \(la dernière : .* – .*\)$/,
  );
});

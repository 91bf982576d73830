import { expect, it } from "vitest";
import type { Ledger, TimedEvent } from "../../../collector/ledger/port.ts";
import type { AgentEventOf } from "../../../contract/agent-event.ts";
import { batchOf, observed, t0 } from "./small-ledger.ts";

const instant = (atS: number) => ({ at: t0 + atS * 1000, clockMs: t0, boot: "cafe0123" });

function loss(count: number, more: Partial<AgentEventOf<"loss">> = {}): TimedEvent {
  const event = { id: "0123456789abcdef", kind: "loss", reason: "bytes", count, noticed: instant(900), ...more } as const;
  return { event, from: t0, to: t0 + count * 1000 };
}

function silence(toS: number | null, id = "aaaaaaaaaaaaaaaa"): TimedEvent {
  const open = { id, kind: "silence", witness: "gateway", from: instant(100) } as const;
  if (toS === null) return { event: open, from: t0 + 100_000, to: null };
  return { event: { ...open, to: instant(toS) }, from: t0 + 100_000, to: t0 + toS * 1000 };
}

/** What every ledger promises of what agents tell of themselves. */
export function keepsWhatAgentsTell(ledger: () => Ledger): void {
  const tell = (...events: TimedEvent[]) => ledger().append(batchOf(1, [], { events }));

  it("keeps an event once, by its fullest telling, in whatever order tellings come", async () => {
    await tell(loss(5), silence(null));
    await tell(loss(9), silence(700));
    await tell(loss(5), silence(null));

    expect(await ledger().agentEvents("agent-a", t0, t0 + 1_000_000)).toMatchObject([
      { agent: "agent-a", from: t0, to: t0 + 9_000, event: { count: 9 } },
      { from: t0 + 100_000, to: t0 + 700_000, event: { kind: "silence" } },
    ]);
    expect(await ledger().lossCounts()).toEqual(new Map([["agent-a", { bytes: 9 }]]));
  });

  it("gives an event that was told more fully again, under a new entry", async () => {
    await tell(silence(null));
    const [first] = await ledger().agentEventsAfter(0, 10);
    await tell(silence(700));

    expect(await ledger().agentEventsAfter(first?.entry ?? 0, 10)).toMatchObject([{ to: t0 + 700_000 }]);
    expect(await ledger().agentEventsAfter(0, 10)).toHaveLength(1);
  });

  it("finds what goes on, and what has ended only where it was", async () => {
    await tell(silence(200), silence(null, "bbbbbbbbbbbbbbbb"));

    const at = async (fromS: number, toS: number) =>
      (await ledger().agentEvents("agent-a", t0 + fromS * 1000, t0 + toS * 1000)).map(({ event }) => event.id.charAt(0));
    expect(await at(0, 100)).toEqual([]);
    expect(await at(0, 101)).toEqual(["a", "b"]);
    expect(await at(300, 400)).toEqual(["b"]);
  });

  it("counts losses of each agent by reason, and an event of another agent is another event", async () => {
    await tell(loss(5), loss(2, { id: "1111111111111111", reason: "damaged" }), loss(3, { id: "2222222222222222" }));
    await ledger().append(batchOf(1, [], { agent: "agent-b", events: [loss(70)] }));

    expect(await ledger().lossCounts()).toEqual(
      new Map([
        ["agent-a", { bytes: 8, damaged: 2 }],
        ["agent-b", { bytes: 70 }],
      ]),
    );
  });

  it("corrects a clock in one row for as long as it is wrong by the same", async () => {
    const correction = (first: number, next: number, byMs: number) => ({
      first,
      next,
      from: t0,
      to: t0 + next,
      byMs,
      basis: "anchor" as const,
      evidence: "{}",
    });
    await ledger().append(batchOf(1, [observed(0), observed(60)], { corrections: [correction(1, 3, 3_600_000)] }));
    await ledger().append(batchOf(3, [observed(120)], { corrections: [correction(3, 4, 3_600_400)] }));
    await ledger().append(batchOf(4, [observed(180)], { corrections: [correction(4, 5, 60_000)] }));

    expect(await ledger().clockCorrections("agent-a", 10)).toMatchObject([
      { first: 4, next: 5, byMs: 60_000 },
      { first: 1, next: 4, byMs: 3_600_000, to: t0 + 4 },
    ]);
  });
}

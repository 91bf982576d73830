import { expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import type { Reading } from "../../../contract/observation.ts";
import { batchOf, callTold, observed, t0 } from "./small-ledger.ts";

const inCall: Reading[] = [
  { kind: "active_calls", value: 1 },
  { kind: "stream_loss_ratio", value: 0.1, instance: "audio-in" },
];
const rest: Reading[] = [{ kind: "active_calls", value: 0 }];
const ofCentral = { agent: "agent-z" } as const;

/** What every ledger promises of an endpoint that two agents watch. */
export function keepsViewsApart(ledger: () => Ledger): void {
  const wordsNow = async () =>
    ((await ledger().latestReadings()).get("codec-a") ?? []).map(({ agent, kind, value }) => [agent, kind, value]);

  it("keeps the newest word of each agent, and forgets for an agent only what that agent is not told any more", async () => {
    await ledger().append(batchOf(1, [observed(0, { readings: inCall })]));
    await ledger().append(batchOf(1, [observed(10, { readings: inCall })], ofCentral));
    await ledger().append(batchOf(2, [observed(60, { readings: rest })]));
    expect(await wordsNow()).toEqual([
      ["agent-a", "active_calls", 0],
      ["agent-z", "active_calls", 1],
      ["agent-z", "stream_loss_ratio", 0.1],
    ]);

    await ledger().append(batchOf(2, [observed(70, { readings: rest })], ofCentral));
    expect(await wordsNow()).toEqual([
      ["agent-a", "active_calls", 0],
      ["agent-z", "active_calls", 0],
    ]);
  });

  it("remembers what each agent heard on each channel, and when it was last answered", async () => {
    await ledger().append(batchOf(1, [observed(0)]));
    await ledger().append(batchOf(1, [observed(10, { channels: { snmp: "silent" } })], ofCentral));

    expect((await ledger().channelStandings()).get("codec-a")).toEqual([
      { agent: "agent-a", channel: "snmp", outcome: "answered", observedAt: t0, intervalS: 60 },
      { agent: "agent-z", channel: "snmp", outcome: "silent", observedAt: t0 + 10_000, intervalS: 60 },
    ]);
    expect((await ledger().endpointStandings()).get("codec-a")).toEqual([
      { agent: "agent-a", lastObservedAt: t0, lastAnsweredAt: t0 },
      { agent: "agent-z", lastObservedAt: t0 + 10_000, lastAnsweredAt: null },
    ]);
  });

  it("counts a call once that both agents read", async () => {
    await ledger().append(batchOf(1, [observed(0, { calls: [callTold("7")] })]));
    await ledger().append(batchOf(1, [observed(10, { calls: [callTold("7")] })], ofCentral));

    expect((await ledger().callCounts()).get("codec-a")).toBe(1);
  });

  it("does not remember for ever what an agent once named that reads the endpoint no more", async () => {
    await ledger().append(batchOf(1, [observed(0, { channels: { snmp: "garbled" }, readings: inCall })], ofCentral));
    await ledger().append(batchOf(1, [observed(8 * 86_400, { readings: rest })]));

    expect(await wordsNow()).toEqual([
      ["agent-a", "active_calls", 0],
      ["agent-z", "active_calls", 1],
    ]);
  });
}

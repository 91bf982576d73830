import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import type { AgentHealth } from "../../../contract/envelope.ts";
import type { Reading } from "../../../contract/observation.ts";
import { keepsCalls } from "./ledger-calls.ts";
import { importsCalls } from "./ledger-imports.ts";
import { keepsRestarts } from "./ledger-restarts.ts";
import { concludesStates, readsStatesOfMany, states, tellsChanges } from "./ledger-states.ts";
import { keepsWhatAgentsTell } from "./ledger-told.ts";
import { keepsUsage } from "./ledger-usage.ts";
import { keepsViewsApart } from "./ledger-views.ts";
import { batchOf, callTold, observed, t0 } from "./small-ledger.ts";

const health: AgentHealth = {
  version: "0.1.0",
  startedAt: t0,
  outboxCount: 3,
  outboxBytes: 900,
  lostCount: 0,
  rejectedCount: 0,
  spoofedReplies: 0,
  malformedReplies: 0,
  latePolls: 0,
  rssBytes: 70_000_000,
  polls: { count: 1_000, timeouts: 40, totalMs: 250_000, longestMs: 6_100 },
  keptIn: "disk",
};

/** What every ledger promises, wherever it keeps things. `open` gives an empty one, or the same again after `close`. */
export function ledgerSuite(name: string, open: () => Promise<Ledger>): void {
  describe(`a ledger: ${name}`, () => {
    let ledger: Ledger;
    beforeEach(async () => {
      ledger = await open();
    });
    afterEach(() => ledger.close());

    keepsObservationsOnce(() => ledger);
    keepsTheNewest(() => ledger);
    keepsViewsApart(() => ledger);
    keepsCalls(() => ledger);
    importsCalls(() => ledger);
    keepsUsage(() => ledger);
    keepsRestarts(() => ledger);
    keepsWhatAgentsTell(() => ledger);
    concludesStates(() => ledger);
    readsStatesOfMany(() => ledger);
    tellsChanges(() => ledger);
    forgets(() => ledger);
  });
}

function keepsObservationsOnce(ledger: () => Ledger): void {
  it("gives back what it was given, in the order it came", async () => {
    const readings: Reading[] = [
      { kind: "uptime_seconds", value: 42 },
      { kind: "camera_state", value: "ok", instance: "1" },
    ];
    await ledger().append(batchOf(1, [observed(60, { readings, channels: { snmp: "silent", http: "answered" } }), observed(0)]));

    const [first, second] = await ledger().observationsAfter(0, 10);

    expect(first).toMatchObject({
      entry: 1,
      agent: "agent-a",
      ...observed(60, { readings, channels: { snmp: "silent", http: "answered" } }),
    });
    expect(second).toMatchObject({ entry: 2, observedAt: t0 });
  });

  it("keeps an envelope that comes twice only once", async () => {
    const batch = batchOf(1, [observed(0), observed(60)]);

    expect(await ledger().append(batch)).toMatchObject({ accepted: 2, alreadySeen: 0 });
    expect(await ledger().append(batch)).toMatchObject({ accepted: 0, alreadySeen: 2 });
    expect(await ledger().observationsAfter(0, 10)).toHaveLength(2);
  });

  it("keeps what is new of an envelope that overlaps others, in whatever order they come", async () => {
    await ledger().append(batchOf(11, [observed(11), observed(12)]));
    await ledger().append(batchOf(1, [observed(1), observed(2)]));

    expect(
      await ledger().append(
        batchOf(
          2,
          Array.from({ length: 10 }, (_, index) => observed(2 + index)),
        ),
      ),
    ).toMatchObject({ accepted: 8, alreadySeen: 2 });
    expect(
      await ledger().append(
        batchOf(
          1,
          Array.from({ length: 12 }, (_, index) => observed(1 + index)),
        ),
      ),
    ).toMatchObject({ accepted: 0, alreadySeen: 12 });
  });

  it("does not take one outbox for another, nor one agent for another", async () => {
    await ledger().append(batchOf(1, [observed(0)]));

    expect(await ledger().append(batchOf(1, [observed(0)], { outbox: "ffffffffffffffff" }))).toMatchObject({ accepted: 1, alreadySeen: 0 });
    expect(await ledger().append(batchOf(1, [observed(0)], { agent: "agent-b" }))).toMatchObject({ accepted: 1, alreadySeen: 0 });
  });

  it("counts a sequence that was rejected at the door as spoken for", async () => {
    const batch = batchOf(1, [observed(0), observed(60), observed(120)]);
    await ledger().append({ ...batch, observations: batch.observations.filter(({ sequence }) => sequence !== 2) });

    expect(await ledger().append(batchOf(2, [observed(60)]))).toMatchObject({ accepted: 0, alreadySeen: 1 });
  });

  it("keeps an envelope larger than one sentence can hold", async () => {
    const many = Array.from({ length: 1_234 }, (_, index) => observed(index));

    expect(await ledger().append(batchOf(1, many))).toMatchObject({ accepted: 1_234, alreadySeen: 0 });
    expect((await ledger().observationsOf("codec-a", t0 + 100_000, t0 + 200_000, 100)).map((one) => one.observedAt)).toEqual(
      Array.from({ length: 100 }, (_, index) => t0 + 100_000 + index * 1000),
    );
  });
}

function keepsTheNewest(ledger: () => Ledger): void {
  it("does not take a late reading for the newest", async () => {
    await ledger().append(batchOf(1, [observed(600, { readings: [{ kind: "firmware", value: "new" }] })]));
    await ledger().append(
      batchOf(2, [
        observed(0, {
          readings: [
            { kind: "firmware", value: "old" },
            { kind: "model", value: "X" },
          ],
        }),
      ]),
    );

    expect((await ledger().latestReadings()).get("codec-a")).toEqual([
      { agent: "agent-a", kind: "firmware", instance: null, value: "new", observedAt: t0 + 600_000, intervalS: 60 },
      { agent: "agent-a", kind: "model", instance: null, value: "X", observedAt: t0, intervalS: 60 },
    ]);
  });

  it("lets go of a reading the codec does not give any more, once it has answered the same question in whole", async () => {
    const kindsNow = async () => ((await ledger().latestReadings()).get("codec-a") ?? []).map(({ kind }) => kind);
    const inCall: Reading[] = [
      { kind: "active_calls", value: 1 },
      { kind: "stream_loss_ratio", value: 0.1, instance: "audio-in" },
    ];
    const afterCall: Reading[] = [{ kind: "active_calls", value: 0 }];
    await ledger().append(batchOf(1, [observed(0, { readings: inCall, channels: { snmp: "answered", http: "answered" } })]));

    await ledger().append(batchOf(2, [observed(60, { readings: afterCall, channels: { snmp: "answered", http: "silent" } })]));
    await ledger().append(batchOf(3, [observed(90, { readings: afterCall, question: "status" })]));
    expect(await kindsNow()).toEqual(["active_calls", "stream_loss_ratio"]);

    await ledger().append(batchOf(4, [observed(120, { readings: afterCall, channels: { snmp: "answered", icmp: "silent" } })]));
    expect(await kindsNow()).toEqual(["active_calls"]);

    await ledger().append(batchOf(5, [observed(30, { readings: inCall })]));
    expect(await kindsNow()).toEqual(["active_calls"]);
  });

  it("remembers what each channel last did, whichever question tried it", async () => {
    await ledger().append(
      batchOf(1, [
        observed(300, { question: "status", intervalS: 300, channels: { http: "refused" } }),
        observed(240, { channels: { snmp: "answered", icmp: "answered" } }),
        observed(0, { channels: { snmp: "silent", http: "answered" } }),
      ]),
    );

    expect((await ledger().channelStandings()).get("codec-a")?.toSorted((a, b) => (a.channel < b.channel ? -1 : 1))).toEqual([
      { agent: "agent-a", channel: "http", outcome: "refused", observedAt: t0 + 300_000, intervalS: 300 },
      { agent: "agent-a", channel: "icmp", outcome: "answered", observedAt: t0 + 240_000, intervalS: 60 },
      { agent: "agent-a", channel: "snmp", outcome: "answered", observedAt: t0 + 240_000, intervalS: 60 },
    ]);
  });

  it("remembers when an endpoint last answered, however long it has been silent since", async () => {
    await ledger().append(batchOf(1, [observed(0), observed(60, { channels: { snmp: "silent" } })]));
    await ledger().append(batchOf(3, [observed(30, { channels: { snmp: "silent" } })]));

    expect((await ledger().endpointStandings()).get("codec-a")).toEqual([
      { agent: "agent-a", lastObservedAt: t0 + 60_000, lastAnsweredAt: t0 },
    ]);
  });

  it("keeps what an agent last said of itself, and when it was last heard", async () => {
    await ledger().append(batchOf(1, [observed(0)], { health }));
    await ledger().append(batchOf(2, [observed(60)], { receivedAt: t0 + 2_000_000, sentAt: t0 + 2_000_000 }));

    expect((await ledger().agents()).get("agent-a")).toEqual({
      agent: "agent-a",
      lastContactAt: t0 + 2_000_000,
      clockOffsetMs: 0,
      newestObservedAt: t0 + 60_000,
      health,
    });
    expect(await ledger().agentReportsAfter(0, 10)).toEqual([
      { entry: 1, agent: "agent-a", receivedAt: t0 + 1_000_000, sentAt: t0 + 1_000_250, health },
    ]);
  });
}

function forgets(ledger: () => Ledger): void {
  it("forgets old observations only once every follower has passed them, and never conclusions or calls", async () => {
    await ledger().append(batchOf(1, [observed(0, { calls: [callTold("7")] }), observed(60), observed(6_000)]));
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: t0 / 1000, to: t0 / 1000 + 60, states: states(["up", t0 / 1000, t0 / 1000 + 60]) }] },
      {
        follower: "states",
        entry: 3,
      },
    );
    await ledger().saveCursor("influx", "observations", 1);

    const readers = { observations: ["states", "influx"], agent_reports: [], state_changes: [] };
    expect(await ledger().prune(t0 + 5_000_000, { ...readers, observations: ["states", "newcomer"] })).toEqual({ observations: 0 });
    expect(await ledger().prune(t0 + 5_000_000, readers)).toEqual({ observations: 1 });
    await ledger().saveCursor("influx", "observations", 3);
    expect(await ledger().prune(t0 + 5_000_000, readers)).toEqual({ observations: 1 });
    expect(await ledger().stateChangesAfter(0, 10)).toEqual([]);
    expect(await ledger().observationsAfter(0, 10)).toHaveLength(1);
    expect(await ledger().callsAfter(0, 10)).toHaveLength(1);
    expect(await ledger().statesOf("codec-a", 0, t0)).toHaveLength(1);
    expect(await ledger().append(batchOf(1, [observed(0)]))).toMatchObject({ accepted: 0, alreadySeen: 1 });
  });

  it("keeps a point that was set aside for a person to look at", async () => {
    const point = { sink: "influx", at: t0, reason: "field type conflict", line: "endpoint_reading x=1" };
    await ledger().setAside(point);

    expect(await ledger().setAsidePoints(10)).toEqual([point]);
  });

  it("says how far each stream has come", async () => {
    await ledger().append(batchOf(1, [observed(0, { calls: [callTold("7")] })], { health }));

    expect(await ledger().lastEntries()).toEqual({ observations: 1, calls: 1, agent_reports: 1, state_changes: 0, agent_events: 0 });
  });
}

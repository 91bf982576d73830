import { openOutbox } from "../../../agent/outbox/open-outbox.ts";
import type { Outbox } from "../../../agent/outbox/outbox.ts";
import { openPoster } from "../../../agent/uplink/post.ts";
import { startUplink, type Uplink, type UplinkOptions } from "../../../agent/uplink/uplink.ts";
import type { AgentEvent } from "../../../contract/agent-event.ts";
import type { AgentHealth } from "../../../contract/envelope.ts";
import type { Observation } from "../../../contract/observation.ts";
import { Secret } from "../../../settings/secret.ts";
import { heardLog, movedClock } from "../outbox/outbox-room.ts";
import { type StubCollector, type StubOptions, startStubCollector } from "./stub-collector.ts";

export interface UplinkRoom {
  readonly collector: StubCollector;
  readonly outbox: Outbox;
  readonly uplink: Uplink;
  readonly log: ReturnType<typeof heardLog>;
  /** Appends and tells the uplink, as the agent does. */
  readonly observe: (observations: readonly Observation[]) => void;
  readonly close: () => Promise<void>;
}

export interface UplinkRoomOptions extends StubOptions {
  /** Appended before the uplink starts. */
  readonly waiting?: readonly Observation[];
  readonly events?: readonly AgentEvent[];
  readonly uplink?: Partial<UplinkOptions>;
  readonly timeoutMs?: number;
}

/**
 * An uplink with a real clock and real HTTP to a collector on loopback. Chance is taken out: the waits between tries are the
 * shortest the rules allow.
 */
export async function startUplinkRoom(options: UplinkRoomOptions = {}): Promise<UplinkRoom> {
  const collector = await startStubCollector(options);
  const log = heardLog();
  const clock = { ...movedClock(), monotonicMs: () => Math.floor(performance.now()) };
  const outbox = openOutbox({ file: ":memory:", maxBytes: 100e6, maxDays: 30, clock, log });
  outbox.append(options.waiting ?? []);
  for (const event of options.events ?? []) outbox.events.record(event);
  const credential = { kind: "token", token: new Secret("the-token") } as const;
  const poster = openPoster({
    url: collector.url,
    credential: () => credential,
    caPem: null,
    timeoutMs: options.timeoutMs ?? 10_000,
  });
  const uplink = startUplink({
    agent: "agent-1",
    outbox,
    poster,
    clock,
    log,
    batchSeconds: 1,
    stateSeconds: 60,
    health: () => healthOf(outbox),
    random: () => 0,
    ...options.uplink,
  });
  return {
    collector,
    outbox,
    uplink,
    log,
    observe: (observations) => {
      outbox.append(observations);
      uplink.noticed(observations);
    },
    close: async () => {
      await uplink.stop(1_000);
      outbox.close();
      await collector.close();
    },
  };
}

function healthOf(outbox: Outbox): AgentHealth {
  const { count, bytes, lostCount, rejectedCount, keptIn } = outbox.stats();
  const waiting = { outboxCount: count, outboxBytes: bytes, lostCount, rejectedCount, keptIn };
  const polls = { count: 0, timeouts: 0, totalMs: 0, longestMs: 0 };
  const sinceStart = { spoofedReplies: 0, malformedReplies: 0, latePolls: 0, polls };
  return { version: "0.1.0", startedAt: 0, ...waiting, ...sinceStart, rssBytes: 1 };
}

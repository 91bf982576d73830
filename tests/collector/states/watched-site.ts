import type { Ledger, TimedEvent } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { followEvents } from "../../../collector/states/follow-events.ts";
import { followStates } from "../../../collector/states/states-follower.ts";
import type { Watcher, Watchers } from "../../../collector/states/watchers.ts";
import type { AgentEvent, Ending, Instant } from "../../../contract/agent-event.ts";
import type { Observation, Outcome } from "../../../contract/observation.ts";
import { batchOf, observed, t0 } from "../ledger/small-ledger.ts";

export const rules = { confirmFailures: 3, holdIntervals: 3 };
export const site: Watcher = { agent: "agent-a", vantage: "site", neighbours: [] };
export const central: Watcher = { agent: "agent-z", vantage: "central", neighbours: [] };

/** Nothing reaches the collector before it happens. */
const receivedS = 30_000;

/** One codec, and who may watch it. */
export function watchedBy(...watchers: readonly Watcher[]): Watchers {
  return { of: () => watchers, endpointsOf: () => new Set(["codec-a"]) };
}

/** Something of one agent that reaches the collector. */
export interface Told {
  readonly agent: string;
  readonly observation?: Observation;
  readonly event?: TimedEvent;
  /** When it reaches the collector, where that matters. */
  readonly receivedS?: number;
}

/** The ledger once all of it has come, in this order and so many at a time, followed each time. */
export async function ledgerAfter(told: readonly Told[], watchers: Watchers, sizes: readonly number[] = [1]): Promise<Ledger> {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  const next = new Map<string, number>();
  for (let at = 0, turn = 0; at < told.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    for (const agent of new Set(told.slice(at, at + size).map((one) => one.agent))) {
      const own = told.slice(at, at + size).filter((one) => one.agent === agent);
      const first = next.get(agent) ?? 1;
      const observations = own.flatMap(({ observation }) => observation ?? []);
      next.set(agent, first + observations.length);
      await ledger.append(
        batchOf(first, observations, {
          agent,
          receivedAt: ms(own[0]?.receivedS ?? receivedS),
          events: own.flatMap(({ event }) => event ?? []),
        }),
      );
    }
    at += size;
    await followAll(ledger, watchers);
  }
  return ledger;
}

async function followAll(ledger: Ledger, watchers: Watchers): Promise<void> {
  const fail = (endpoint: string, error: unknown): never => {
    throw new Error(`${endpoint} could not be concluded`, { cause: error });
  };
  while ((await followStates(ledger, rules, fail, watchers)) + (await followEvents(ledger, rules, fail, watchers)) > 0);
}

export async function statesIn(ledger: Ledger): Promise<[string, string, number, number][]> {
  const s0 = t0 / 1000;
  const intervals = await ledger.statesOf("codec-a", 0, 2 * s0);
  return intervals.map(({ state, cause, from, to }) => [state, cause, from - s0, to - s0]);
}

export function poll(atS: number, outcome: Outcome = "answered", uptimeS?: number, agent = "agent-a"): Told {
  const readings = uptimeS === undefined ? [] : [{ kind: "uptime_seconds" as const, value: uptimeS }];
  return { agent, observation: observed(atS, { channels: { snmp: outcome }, readings }) };
}

/** Polls every minute, first and last included. */
export function polls(fromS: number, toS: number, outcome: Outcome = "answered", agent = "agent-a"): Told[] {
  return Array.from({ length: (toS - fromS) / 60 + 1 }, (_, index) => poll(fromS + 60 * index, outcome, undefined, agent));
}

export function gatewaySilent(fromS: number, toS: number | null, id = "a".repeat(16), agent = "agent-a"): Told {
  return silence({ witness: "gateway" }, fromS, toS, id, agent);
}

export function neighbourSilent(name: string, fromS: number, toS: number | null, id = "b".repeat(16)): Told {
  return silence({ witness: "neighbour", name }, fromS, toS, id);
}

export function collectorSilent(fromS: number, toS: number | null, id = "f".repeat(16), agent = "agent-a"): Told {
  return silence({ witness: "collector" }, fromS, toS, id, agent);
}

type Silent = Pick<Extract<AgentEvent, { kind: "silence" }>, "witness" | "name">;

function silence(who: Silent, fromS: number, toS: number | null, id: string, agent = "agent-a"): Told {
  const event = { id, kind: "silence", ...who, from: instant(fromS), ...(toS !== null && { to: instant(toS) }) } as const;
  return { agent, event: { event, from: ms(fromS), to: toS === null ? null : ms(toS) } };
}

export function started(previousS: number, atS: number, ending: Ending, id = "c".repeat(16), agent = "agent-a"): Told {
  const event = { id, kind: "started", at: instant(atS), previous: instant(previousS), ending } as const;
  return { agent, event: { event, from: ms(previousS), to: ms(atS) } };
}

export function lost(fromS: number, toS: number, id = "d".repeat(16)): Told {
  const [oldest, newest] = [instant(fromS), instant(toS)];
  const event = { id, kind: "loss", reason: "bytes", count: 9, oldest, newest, noticed: newest } as const;
  return { agent: "agent-a", event: { event, from: ms(fromS), to: ms(toS) } };
}

function instant(atS: number): Instant {
  return { at: ms(atS), clockMs: 0, boot: "cafe0123" };
}

function ms(atS: number): number {
  return t0 + atS * 1000;
}

import type { AgentEventOf } from "../../contract/agent-event.ts";
import type { Observation } from "../../contract/observation.ts";
import type { StoredEvent, TimeSpan } from "../ledger/port.ts";
import type { Evidence, StateCause, StateInterval } from "../sla/state-interval.ts";
import { longestHoldMs } from "./sample-of.ts";

/** A codec is heard again so long after its agent at the latest, or the two did not start for the same reason. */
const awaitCodecStartMs = 1_800_000;
/** A codec whose power came back with the agent's has begun to run by then. */
const startsWithinMs = 600_000;
const toleranceMs = 5_000;

interface Start extends StoredEvent {
  readonly event: AgentEventOf<"started">;
  readonly to: number;
}

/** A time in which the agent did not run, and the starts that ended it: more than one where it never came to ask in between. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly starts: readonly Start[];
}

/** Observations in this time may change what is concluded of a gap. */
export function weighingOn({ from, to }: Pick<Gap, "from" | "to">): TimeSpan {
  return { from: from - longestHoldMs, to: to + awaitCodecStartMs };
}

/** Times in which the agent did not run, as its starts tell; oldest first. */
export function gapsOf(events: readonly StoredEvent[], observations: readonly Observation[]): Gap[] {
  const gaps: Gap[] = [];
  for (const start of events.filter(isStart)) {
    const last = gaps.at(-1);
    const isAsked = last !== undefined && observations.some(({ observedAt }) => observedAt >= last.to && observedAt < start.from);
    const isNext = last !== undefined && start.from - last.to <= awaitCodecStartMs && !isAsked;
    if (!isNext) gaps.push({ from: start.from, to: start.to, starts: [start] });
    else gaps[gaps.length - 1] = { from: last.from, to: Math.max(last.to, start.to), starts: [...last.starts, start] };
  }
  return gaps;
}

function isStart(event: StoredEvent): event is Start {
  return event.event.kind === "started" && event.event.previous !== undefined && event.to !== null;
}

/**
 * Power cuts of a site: the agent's machine started anew, and the codec says that it started in the same gap. Until it answers again it
 * was without power, or still starting for that reason.
 *
 * @param observations of one codec by the agent that stands beside it, oldest first
 */
export function powerCutsOf(gaps: readonly Gap[], observations: readonly Observation[]): StateInterval[] {
  return gaps.flatMap((gap): StateInterval[] => {
    if (gap.starts.every(({ event }) => event.ending !== "machine_restarted")) return [];
    const lastBefore = observations.findLast(({ observedAt }) => observedAt < gap.to && observedAt >= gap.from - longestHoldMs);
    const answer = observations.find((one) => one.observedAt >= gap.to && Object.values(one.channels).includes("answered"));
    if (lastBefore === undefined || answer === undefined || !startedIn(gap, observations)) return [];
    const from = Math.max(gap.from, lastBefore.observedAt);
    const evidence = { firstObservedAt: lastBefore.observedAt, lastObservedAt: answer.observedAt, events: idsOf(gap) };
    return intervalOf(from, answer.observedAt, "site", "site_power", evidence);
  });
}

/** Whether the codec began to run in the gap, by the first word on itself after it. */
function startedIn({ from, to }: Gap, observations: readonly Observation[]): boolean {
  const after = observations.filter(({ observedAt }) => observedAt >= to && observedAt <= to + awaitCodecStartMs);
  for (const kind of ["uptime_seconds", "snmp_uptime_seconds"]) {
    for (const { observedAt, readings } of after) {
      const uptime = readings.find((reading) => reading.kind === kind && reading.instance === undefined);
      if (uptime === undefined) continue;
      const startedAt = observedAt - Number(uptime.value) * 1000;
      return startedAt > from - toleranceMs && startedAt <= to + startsWithinMs;
    }
  }
  return false;
}

/** What is told of times in which nothing was observed, or is not here any more: why nothing is known. */
export function explanationsOf(gaps: readonly Gap[], events: readonly StoredEvent[]): StateInterval[][] {
  const stood = gaps.flatMap((gap) => unknown(gap.from, gap.to, "agent_not_running", idsOf(gap)));
  const lost = events.flatMap(({ event, from, to }) =>
    event.kind === "loss" && to !== null ? [unknown(from, to, "observations_lost", [event.id])] : [],
  );
  return [stood, ...lost];
}

function unknown(from: number, to: number, cause: StateCause, events: readonly string[]): StateInterval[] {
  return intervalOf(from, to, "unknown", cause, { firstObservedAt: from, lastObservedAt: to, events });
}

function intervalOf(fromMs: number, toMs: number, state: StateInterval["state"], cause: StateCause, evidence: Evidence): StateInterval[] {
  const [from, to] = [Math.floor(fromMs / 1000), Math.floor(toMs / 1000)];
  return to > from ? [{ from, to, state, cause, evidence }] : [];
}

function idsOf({ starts }: Gap): string[] {
  return starts.map(({ event }) => event.id);
}

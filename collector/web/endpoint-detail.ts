import type { Ledger } from "../ledger/port.ts";
import type { StateInterval } from "../sla/state-interval.ts";
import { bestReadings } from "../states/best-word.ts";
import type { Watcher } from "../states/watchers.ts";
import { callsShown, type EndpointDetail, intervalsShown, restartsShown } from "./overview.ts";

const dayS = 86_400;

/** A restless endpoint fills the page within a week; only a calm one, which has few intervals, is read since the beginning. */
const lookedBackDays = [7, 92] as const;

type StatesLedger = Pick<
  Ledger,
  "latestReadings" | "lastCalls" | "newestCalls" | "statesOf" | "restartsOf" | "callCounts" | "agentEventsNamed"
>;

/** @param watchers of this endpoint */
export async function endpointDetailOf(
  ledger: StatesLedger,
  watchers: readonly Watcher[],
  id: string,
  nowMs: number,
): Promise<EndpointDetail> {
  const now = Math.floor(nowMs / 1000);
  // A state is held ahead of now. It is not cut here: the page may be made a second later, and that second is not unknown.
  const until = now + dayS;
  const readings = await ledger.latestReadings();
  const intervals = await newestIntervals(ledger, id, now, until);
  const named = new Set(intervals.slice(-intervalsShown).flatMap(({ evidence }) => evidence.events ?? []));
  return {
    readings: bestReadings(readings.get(id) ?? [], watchers, nowMs),
    intervals,
    events: await ledger.agentEventsNamed([...named]),
    lastDay: await ledger.statesOf(id, now - dayS, until),
    restarts: await ledger.restartsOf(id, restartsShown),
    lastCalls: (await ledger.lastCalls()).get(id) ?? { call: null, test: null },
    newestCalls: await ledger.newestCalls(id, callsShown),
    connectedCalls: (await ledger.callCounts()).get(id) ?? 0,
  };
}

async function newestIntervals(ledger: StatesLedger, id: string, now: number, until: number): Promise<readonly StateInterval[]> {
  for (const days of lookedBackDays) {
    const intervals = await ledger.statesOf(id, now - days * dayS, until);
    // The ledger cuts to what it is asked for: the oldest may have begun earlier, and its beginning would be a lie.
    if (intervals.length > intervalsShown) return intervals.slice(1);
  }
  return ledger.statesOf(id, 0, until);
}

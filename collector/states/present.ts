import type { Directory, Endpoint } from "../directory/directory.ts";
import type { EndpointStanding, LatestReading, Ledger } from "../ledger/port.ts";
import { type Availability, availabilityOf } from "../sla/availability.ts";
import { startOfLocalDay } from "../sla/calendar.ts";
import type { EndpointState, StateCause, StateInterval } from "../sla/state-interval.ts";

/** What is known of one endpoint now. Instants are ms since 1970 UTC; `null` means that it cannot be known. */
export interface EndpointPresent {
  readonly endpoint: Endpoint;
  readonly state: EndpointState;
  readonly cause: StateCause;
  readonly since: number | null;
  readonly lastObservedAt: number | null;
  readonly lastProofAt: number | null;
  readonly readings: readonly LatestReading[];
  readonly connectedCalls: number;
  /** Since local midnight, and over the last 30 days; round the clock, up to now. */
  readonly today: Availability;
  readonly last30Days: Availability;
}

const timeZone = "Europe/Paris";
const thirtyDaysS = 30 * 86_400;

/**
 * The present of every endpoint of the directory. A state holds no longer than its interval: what has been silent since is
 * unknown from the end of the hold on, whether or not anyone has noted it yet.
 */
export async function presentOf(ledger: Ledger, directory: Directory, nowMs: number): Promise<EndpointPresent[]> {
  const now = Math.floor(nowMs / 1000);
  const midnight = startOfLocalDay(now, timeZone);
  const [standings, newest, readings, calls] = [
    await ledger.endpointStandings(),
    await ledger.latestStates(),
    await ledger.latestReadings(),
    await ledger.callCounts(),
  ];
  const present: EndpointPresent[] = [];
  for (const endpoint of directory.endpoints) {
    const states = await ledger.statesOf(endpoint.id, now - thirtyDaysS, now);
    present.push({
      endpoint,
      ...stateNow(newest.get(endpoint.id), states, now),
      ...proofOf(standings.get(endpoint.id)),
      readings: readings.get(endpoint.id) ?? [],
      connectedCalls: calls.get(endpoint.id) ?? 0,
      today: availabilityOf(states, midnight, now),
      last30Days: availabilityOf(states, now - thirtyDaysS, now),
    });
  }
  return present;
}

function stateNow(
  newest: StateInterval | undefined,
  states: readonly StateInterval[],
  now: number,
): Pick<EndpointPresent, "state" | "cause" | "since"> {
  if (newest === undefined) return { state: "unknown", cause: "no_observation", since: null };
  if (newest.to <= now) return { state: "unknown", cause: "no_observation", since: newest.to * 1000 };
  return { state: newest.state, cause: newest.cause, since: startOfState(newest, states) * 1000 };
}

/** A state goes on while only its cause changes: "degraded since", whatever part failed first. */
function startOfState(newest: StateInterval, states: readonly StateInterval[]): number {
  let since = newest.from;
  for (const interval of states.toReversed()) {
    if (interval.to === since && interval.state === newest.state) since = interval.from;
  }
  return since;
}

function proofOf(standing: EndpointStanding | undefined): Pick<EndpointPresent, "lastObservedAt" | "lastProofAt"> {
  return { lastObservedAt: standing?.lastObservedAt ?? null, lastProofAt: standing?.lastAnsweredAt ?? null };
}

/** The value of a reading without instance, or null when the endpoint never gave it. */
export function readingOf(present: Pick<EndpointPresent, "readings">, kind: string): number | string | null {
  return present.readings.find((reading) => reading.kind === kind && reading.instance === null)?.value ?? null;
}

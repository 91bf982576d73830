import { nameHoles } from "../sla/account.ts";
import { type IncidentNote, type SaidOfIncident, saidOf } from "../sla/incident-notes.ts";
import { contractSeconds, type Incident } from "../sla/incidents.ts";
import { ownerOf, type StateOwner } from "../sla/owner.ts";
import type { StateCause } from "../sla/state-interval.ts";
import type { EndpointAccount } from "./accounts.ts";

/** An incident as it is told: what it was, to whom it is laid, and what people did about it. */
export interface ReportedIncident extends Incident, SaidOfIncident {
  /** "salle-conseil@2026-04-30T15:00:00Z": the endpoint and the beginning as known now. */
  readonly id: string;
  readonly endpoint: string;
  /** What it was made of, the longest first. */
  readonly causes: readonly CauseShare[];
  /** By the evidence; `attributed` says what a person holds against it. */
  readonly owner: StateOwner;
  /** Seconds of the contract's clock until somebody took charge, or until it was over; null: nobody has. */
  readonly takeChargeSeconds: number | null;
  /** Somebody took charge only when the service was back: no time to intervene was measured. */
  readonly isTakenAfterEnd: boolean;
  /** Null: no GTI is promised, or it still runs. */
  readonly isTakeChargeBreach: boolean | null;
  /** Until when what people say is said of it; s since 1970 UTC. */
  readonly spokenUntil: number;
  /** It had not ended when the figures were worked out. */
  readonly isGoingOn: boolean;
}

interface CauseShare {
  readonly cause: StateCause;
  readonly owner: StateOwner;
  readonly seconds: number;
}

/** @param notes of the endpoint, in order */
export function reportedIncidents(account: EndpointAccount, notes: readonly IncidentNote[], until: number): ReportedIncident[] {
  return account.incidents.map((incident, place) => {
    const next = account.incidents[place + 1]?.from ?? Number.POSITIVE_INFINITY;
    // Who comes back from the room speaks of an outage that has just ended.
    const spokenUntil = Math.min(incident.to + account.terms.contract.stableSeconds, next);
    const said = saidOf(notes, { from: incident.from, to: spokenUntil });
    const causes = causesOf(account, incident);
    return {
      ...incident,
      ...said,
      ...takenCharge(account, incident, said),
      id: incidentId(account.endpoint.id, incident.from),
      endpoint: account.endpoint.id,
      causes,
      spokenUntil,
      owner: causes[0]?.owner ?? "none",
      isGoingOn: incident.to >= until,
    };
  });
}

function incidentId(endpoint: string, from: number): string {
  return `${endpoint}@${new Date(from * 1000).toISOString().replace(".000Z", "Z")}`;
}

function takenCharge(
  { states, terms }: EndpointAccount,
  incident: Incident,
  { acknowledged }: SaidOfIncident,
): Pick<ReportedIncident, "takeChargeSeconds" | "isTakenAfterEnd" | "isTakeChargeBreach"> {
  const promised = terms.contract.takeChargeSeconds;
  const at = Math.min(acknowledged?.at ?? Number.POSITIVE_INFINITY, incident.to);
  const unknown = nameHoles(states, incident).filter(({ state }) => state === "unknown");
  const seconds = contractSeconds({ from: incident.from, to: at }, unknown, terms.clock);
  const takeChargeSeconds = acknowledged === null ? null : seconds;
  const isTakenAfterEnd = acknowledged !== null && acknowledged.at > incident.to;
  if (promised === null) return { takeChargeSeconds, isTakenAfterEnd, isTakeChargeBreach: null };
  // Nobody took charge yet: too late is too late already.
  const isInTime = acknowledged === null ? null : false;
  return { takeChargeSeconds, isTakenAfterEnd, isTakeChargeBreach: seconds > promised ? true : isInTime };
}

/** States that are no outage are no cause of one. */
function causesOf({ states }: EndpointAccount, incident: Incident): CauseShare[] {
  const seconds = new Map<StateCause, number>();
  for (const { from, to, state, cause } of states) {
    if (to <= incident.from || from >= incident.to || (state !== "down" && state !== "site")) continue;
    const length = Math.min(to, incident.to) - Math.max(from, incident.from);
    seconds.set(cause, (seconds.get(cause) ?? 0) + length);
  }
  return [...seconds]
    .map(([cause, length]) => ({ cause, owner: ownerOf(cause) ?? "none", seconds: length }))
    .toSorted((a, b) => b.seconds - a.seconds);
}

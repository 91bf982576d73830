import { createDirectory } from "../../../collector/directory/create-directory.ts";
import type { Directory, Endpoint, Site } from "../../../collector/directory/directory.ts";
import { parseOpeningHours } from "../../../collector/directory/opening-hours.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { instantOf, networkTimeZone } from "../../../collector/sla/calendar.ts";
import { noContract } from "../../../collector/sla/contract.ts";
import type { SiteCalendar } from "../../../collector/sla/dated-hours.ts";
import type { EndpointState, StateCause, StateInterval } from "../../../collector/sla/state-interval.ts";

/** "2026-04-07T09:00" on the clock on the wall, s since 1970 UTC. */
export function at(local: string): number {
  const second = instantOf(local, networkTimeZone);
  if (second === null) throw new Error(`${local} is no time`);
  return second;
}

export function calendarOf(hours: string, closures: SiteCalendar["closures"] = []): SiteCalendar {
  const read = parseOpeningHours(hours);
  if ("problem" in read) throw new Error(read.problem);
  return { hours: [{ from: 0, hours: read.hours }], closures };
}

export const contract = { ...noContract, targetBasisPoints: 9_900, takeChargeSeconds: 3_600, restoreSeconds: 14_400 };

export function siteOf(id: string, more: Partial<Site> = {}): Site {
  return {
    id,
    name: id,
    territory: "brest",
    insee: "29019",
    commune: "Brest",
    hostKind: "collectivite",
    calendar: calendarOf("Mo-Fr 08:00-18:00; PH off"),
    contracts: [contract],
    memberships: [{ from: 0, epci: null, territories: ["brest"] }],
    hasTechnician: false,
    regionalAidEuros: 0,
    isFictional: true,
    ...more,
  };
}

export function networkOf(sites: readonly Site[], endpoints: readonly Endpoint[]): Directory {
  const territories = ["brest", "iroise"].map((id) => ({ id, name: id, kind: "EPCI" as const, siren: null }));
  return createDirectory({ territories, sites, endpoints, agents: [] });
}

const causes: Readonly<Record<EndpointState, StateCause>> = {
  up: "answered",
  degraded: "registration_failed",
  down: "silent_confirmed",
  site: "site_network",
  unknown: "no_observation",
};

type Told = readonly [state: EndpointState, from: string, to: string];

/** Tells the ledger what an endpoint was, in place of what it knew of that time. */
export async function tell(ledger: Ledger, endpoint: string, ...told: Told[]): Promise<void> {
  const states = told.map(([state, from, to]): StateInterval => {
    const span = { from: at(from), to: at(to) };
    return { ...span, state, cause: causes[state], evidence: { firstObservedAt: span.from * 1000, lastObservedAt: span.to * 1000 } };
  });
  const [first] = states;
  const last = states.at(-1);
  if (first === undefined || last === undefined) return;
  await ledger.keepConclusions({ states: [{ endpoint, from: first.from, to: last.to, states }] }, { follower: "test", entry: 1 });
}

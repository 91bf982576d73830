import type { Directory } from "../directory/directory.ts";
import { type EndpointPresent, readingOf } from "../states/present.ts";
import type { EndpointNow } from "./source.ts";

/** The present of an endpoint as metrics tell it; null when the inventory does not say where it is. */
export function endpointNow(present: EndpointPresent, directory: Directory): EndpointNow | null {
  const site = directory.site(present.endpoint.site);
  if (site === undefined) return null;
  return {
    endpoint: present.endpoint.id,
    site: site.id,
    territory: site.territory,
    state: present.state,
    cause: present.cause,
    sinceS: present.since === null ? null : present.since / 1000,
    lastObservedAt: present.lastObservedAt,
    lastProofAt: present.lastProofAt,
    uptimeSeconds: numberOf(present, "uptime_seconds"),
    activeCalls: numberOf(present, "active_calls"),
    model: textOf(present, "model"),
    firmware: textOf(present, "firmware"),
    connectedCalls: present.connectedCalls,
    availabilityToday: present.today,
    availability30Days: present.last30Days,
  };
}

function numberOf(present: EndpointPresent, kind: string): number | null {
  const value = readingOf(present, kind);
  return typeof value === "number" ? value : null;
}

function textOf(present: EndpointPresent, kind: string): string | null {
  const value = readingOf(present, kind);
  return value === null ? null : String(value);
}

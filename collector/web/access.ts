import type { EndpointOverview } from "./overview.ts";

/** Whether a channel that speaks refuses us now: somebody has to look after credentials, whatever the other channels say. */
export function isRefused({ refusals }: EndpointOverview): boolean {
  return refusals.length > 0;
}

/** Whether what answers on the web could be anybody. */
export function isUnverified({ tls }: EndpointOverview): boolean {
  return tls === "accepted" || tls === "clear";
}

/** Whether somebody has to act, though the codec may well be up. */
export function isToDealWith(endpoint: EndpointOverview): boolean {
  return endpoint.state !== "up" || isRefused(endpoint);
}

/** When what somebody has to deal with began; ms since 1970 UTC. */
export function troubleSince(endpoint: EndpointOverview): number | null {
  if (endpoint.state !== "up") return endpoint.since;
  const starts = endpoint.refusals.flatMap(({ since }) => since ?? []);
  return starts.length === 0 ? null : Math.min(...starts);
}

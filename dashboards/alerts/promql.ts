import { type MetricName, metricNames } from "../../contract/metric-names.ts";
import type { Waits } from "../settings.ts";

/** 600 -> "10m": as Prometheus writes a length of time. */
export function lengthOf(seconds: number): string {
  for (const [unit, size] of [
    ["d", 86_400],
    ["h", 3_600],
    ["m", 60],
  ] as const) {
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`;
  }
  return `${seconds}s`;
}

/** The last value within the bridge: a collector that starts anew ends no alert. Only for series whose labels do not change with the state. */
export function lately(series: MetricName, { bridge }: Pick<Waits, "bridge">, selector = ""): string {
  return `last_over_time(${series}${selector}[${lengthOf(bridge)}])`;
}

/** Sites where somebody could be in the room now, or soon enough. */
export function usableSites(waits: Waits): string {
  return `${lately(metricNames.siteOpenFrom, waits)} - time() < ${waits.usableWithin}`;
}

/** One series for each site of the inventory, of value 1. */
function sites(waits: Waits): string {
  return `group by (site, territory) (${lately(metricNames.siteInfo, waits)})`;
}

/** One series for each site that still has a room in service, of value 1. */
export function livingSites(waits: Waits): string {
  return `group by (site, territory) (${lately(metricNames.siteOpen, waits)})`;
}

/** Seconds since each agent that stands on a site was heard, with its territory; only those above the bound. */
export function silentAgents(aboveS: number, waits: Waits): string {
  const silence = `(time() - ${lately(metricNames.agentLastContact, waits, '{site!=""}')} > ${aboveS})`;
  return `${silence} * on (site) group_left (territory) ${sites(waits)}`;
}

/** Sites known to be cut off, or whose agent is silent. */
export function cutSites(waits: Waits): string {
  const known = `group by (site, territory) (${metricNames.endpointCause}{cause=~"site_network|site_power|operator_link"} == 1)`;
  return `group by (site, territory) (${silentAgents(waits.manySilent, waits)}) or ${known}`;
}

/** Nothing is concluded from silence just after the collector has started: agents are coming back. */
export function collectorIsSettled({ collectorStart }: Waits): string {
  return `on () (time() - max(${metricNames.collectorStart}) > ${collectorStart})`;
}

import { metricNames as m } from "../../contract/metric-names.ts";
import { agentOf, always, endpointOf, minutes, type SiteId, siteOf, type World } from "./healthy-world.ts";

/** What is otherwise than in the healthy world. Minutes since its beginning. */
export interface AlertCase {
  readonly alert: string;
  readonly because: string;
  readonly world: World;
  /** Of the alerts that fire then; none: it must be silent. */
  readonly at: number;
  readonly fires: readonly ("page" | "ticket" | "none")[];
}

export const one = endpointOf("s1");
export const agent = agentOf("s1");
export const rising = (perMinute: number): string => `0+${perMinute}x${minutes}`;
/** Heard until a minute, and no more. */
export const untilMinute = (minute: number): string => `0+60x${minute} ${minute * 60}+0x${minutes - minute - 1}`;
export const silentAfter = (minute: number, ...sites: SiteId[]): World =>
  Object.fromEntries(sites.map((site) => [`${m.agentLastContact}{${agentOf(site)}}`, untilMinute(minute)]));
export const closed = (...sites: SiteId[]): World =>
  Object.fromEntries(sites.map((site) => [`${m.siteOpenFrom}{${siteOf(site)}}`, always(500_000)]));
export const down = (site: SiteId): World => ({ [`${m.endpointState}{${endpointOf(site)},state="down"}`]: always(1) });
export const causeOf = (site: SiteId, cause: string): World => ({
  [`${m.endpointCause}{${endpointOf(site)},cause="answered"}`]: `_x${minutes}`,
  [`${m.endpointCause}{${endpointOf(site)},cause="${cause}"}`]: always(1),
});

export const page = ["page"] as const;
export const ticket = ["ticket"] as const;
export const nothing = [] as const;

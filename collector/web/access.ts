import { speakingChannels } from "../../contract/observation.ts";
import type { EndpointOverview } from "./overview.ts";

/** Whether a channel that speaks refuses us now: somebody has to look after credentials, whatever the other channels say. */
export function isRefused({ channels }: EndpointOverview): boolean {
  return channels.some(
    ({ channel, state, isCurrent }) => isCurrent && state === "refused" && speakingChannels.some((one) => one === channel),
  );
}

/** Whether what answers on the web could be anybody. */
export function isUnverified({ tls }: EndpointOverview): boolean {
  return tls === "accepted" || tls === "clear";
}

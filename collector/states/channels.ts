import { type Channel, channels, type Outcome } from "../../contract/observation.ts";
import type { ChannelStanding, LatestReading } from "../ledger/port.ts";

/** What one channel of an endpoint is known to do; `not_configured`: its agent does not use it, which is neither good nor bad. */
export interface ChannelPresent {
  readonly channel: Channel;
  readonly state: Outcome | "not_configured";
  /** ms since 1970 UTC; null where it was never tried. */
  readonly observedAt: number | null;
  /** Said so lately that it holds now. */
  readonly isCurrent: boolean;
}

const holdIntervals = 3;

/**
 * Every channel there is. One that is tried no longer, while the endpoint is still polled, was taken out of the configuration: what it did
 * last is no news.
 */
export function channelsOf(standings: readonly ChannelStanding[], lastObservedAt: number | null, nowMs: number): ChannelPresent[] {
  return channels.map((channel) => {
    const standing = standings.find((one) => one.channel === channel);
    if (standing === undefined || !isHeld(standing, lastObservedAt ?? nowMs)) {
      return { channel, state: "not_configured", observedAt: null, isCurrent: true };
    }
    const { outcome, observedAt } = standing;
    return { channel, state: outcome, observedAt, isCurrent: isHeld(standing, nowMs) };
  });
}

/** Whether what was read at `observedAt`, and is read again every `intervalS`, still speaks at `atMs`. */
export function isHeld({ observedAt, intervalS }: Pick<LatestReading, "observedAt" | "intervalS">, atMs: number): boolean {
  return atMs - observedAt <= holdIntervals * intervalS * 1000;
}

import type { Restart } from "../ledger/port.ts";
import type { ChannelPresent } from "../states/channels.ts";
import { type Moment, momentOfAge } from "./endpoint-row.ts";
import { channelAdvice, channelStateWords, channelWords, restartWords } from "./fr-endpoint.ts";
import { dateTime, duration, machineTime } from "./french-format.ts";
import type { EndpointOverview } from "./overview.ts";

/** One way to the endpoint, in words. */
export interface ChannelRow {
  readonly channel: string;
  readonly state: ChannelPresent["state"];
  readonly stateWord: string;
  /** What to do about it; null where there is nothing to do. */
  readonly advice: string | null;
  readonly tried: Moment;
}

export function channelRows({ channels }: EndpointOverview, nowMs: number): ChannelRow[] {
  return channels.map(({ channel, state, observedAt }) => ({
    channel: channelWords[channel],
    state,
    stateWord: channelStateWords[state],
    advice: state === "not_configured" ? null : (channelAdvice[channel][state] ?? null),
    tried: state === "not_configured" ? { text: "–", date: null, machine: null } : momentOfAge(observedAt, nowMs),
  }));
}

export interface RestartRow {
  readonly at: { readonly text: string; readonly machine: string };
  readonly what: string;
  readonly before: string;
  readonly proof: string;
}

export function restartRow({ at, kind, lastBeforeAt, firstAfterAt, uptimeBeforeS }: Restart): RestartRow {
  return {
    at: { text: dateTime(at), machine: machineTime(at) },
    what: restartWords[kind],
    before: duration(uptimeBeforeS),
    proof: `${dateTime(lastBeforeAt)} – ${dateTime(firstAfterAt)}`,
  };
}

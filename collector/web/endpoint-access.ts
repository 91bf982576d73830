import type { Channel, Outcome } from "../../contract/observation.ts";
import type { Restart } from "../ledger/port.ts";
import type { ChannelPresent } from "../states/channels.ts";
import { type Moment, moment, momentOfAge } from "./endpoint-row.ts";
import { channelAdvice, channelStateWords, channelWords, refusalWords, restartWords } from "./fr-endpoint.ts";
import { tlsRefusalWords } from "./fr-tls.ts";
import { dateTime, dateTimeRange, duration, machineTime, since } from "./french-format.ts";
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

export function channelRows(endpoint: EndpointOverview, nowMs: number): ChannelRow[] {
  return endpoint.channels.map(({ channel, state, observedAt }) => ({
    channel: channelWords[channel],
    state,
    stateWord: channelStateWords[state],
    advice: state === "not_configured" ? null : adviceFor(endpoint, channel, state),
    tried: refusedMoment(endpoint, channel, nowMs) ?? (state === "not_configured" ? moment(null, "–") : momentOfAge(observedAt, nowMs)),
  }));
}

function adviceFor({ tlsRefusal }: EndpointOverview, channel: Channel, state: Outcome): string | null {
  if (channel === "http" && tlsRefusal !== null) return tlsRefusalWords[tlsRefusal].action;
  return channelAdvice[channel][state] ?? null;
}

/** A channel that refuses us is left alone for long, and told as refused all the while: the last try is not what was told last. */
function refusedMoment({ refusals }: EndpointOverview, channel: Channel, nowMs: number): Moment | null {
  const refusal = refusals.find((one) => one.channel === channel);
  if (refusal === undefined) return null;
  return refusal.since === null ? moment(null, "–") : moment(refusal.since, `${refusalWords.refusedSince} ${since(refusal.since, nowMs)}`);
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
    proof: dateTimeRange(lastBeforeAt, firstAfterAt),
  };
}

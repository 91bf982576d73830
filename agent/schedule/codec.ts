import type { Logger } from "pino";
import { type Channel, type Observation, type Outcome, type Question } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { EndpointSettings } from "../poll/endpoint-settings.ts";
import { type PollResult, pollEndpoint } from "../poll/poll-endpoint.ts";
import { openTarget, type PollTarget, type TargetOptions } from "../poll/poll-target.ts";
import type { ScheduledEndpoint } from "./round.ts";

export interface CodecOptions extends TargetOptions {
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "warn">;
}

/** One codec with its connections and what was last heard of it. */
export interface Codec extends ScheduledEndpoint {
  readonly poll: (question: Question, resting: ReadonlySet<Channel>) => Promise<Observation>;
  readonly close: () => Promise<void>;
}

/** Opens nothing yet: the first poll does. @throws Error where the settings name a family that does not exist. */
export function openCodec(settings: EndpointSettings, options: CodecOptions): Codec {
  const whole = openTarget(settings, options);
  const parts = new Map<Channel, PollTarget>();
  const tell = outcomeTeller(settings.id, options.log);
  const targetWithout = (resting: ReadonlySet<Channel>): PollTarget => {
    const left = (["snmp", "http"] as const).filter((channel) => settings[channel] !== undefined && !resting.has(channel));
    const only = left.length === 1 ? left[0] : undefined;
    if (resting.size === 0 || only === undefined) return whole;
    const part = parts.get(only) ?? openTarget(withOnly(settings, only, whole), options);
    parts.set(only, part);
    return part;
  };
  return {
    id: settings.id,
    asks: (question) => whole.asks(question),
    poll: async (question, resting) => {
      const target = targetWithout(resting);
      const result = await pollEndpoint(target, question, options.clock);
      tell(result);
      // Without the web interface SNMP would tell readings that come from the web otherwise: an uptime that jumps is a false reboot.
      return target === whole || target.http !== null ? result.observation : { ...result.observation, readings: [], calls: [] };
    },
    close: async () => {
      await Promise.all([whole, ...parts.values()].map((target) => target.close()));
    },
  };
}

function withOnly(settings: EndpointSettings, channel: Channel, whole: PollTarget): EndpointSettings {
  const { snmp, http, ...others } = settings;
  const family = whole.driver?.family ?? settings.family;
  if (channel === "snmp" && snmp !== undefined) return { ...others, family, snmp };
  return http === undefined ? settings : { ...others, family, http };
}

/** Says once that a channel went quiet and once that it is back, not at every poll. */
function outcomeTeller(endpoint: string, log: CodecOptions["log"]): (result: PollResult) => void {
  const last = new Map<string, Outcome>();
  const told = { dropped: "" };
  return ({ observation: { channels, question, elapsedMs }, notes, notACodec, droppedAddresses }) => {
    for (const channel of ["snmp", "http"] as const) {
      const outcome = channels[channel];
      const before = last.get(`${channel} ${question}`) ?? "answered";
      if (outcome === undefined || outcome === before) continue;
      last.set(`${channel} ${question}`, outcome);
      // Every question meets the same silence; the one asked most often tells of it.
      if (question !== "state" && (outcome === "silent" || before === "silent")) continue;
      const facts = { endpoint, question, channel, outcome, note: notes[channel], notACodec: notACodec ?? undefined, elapsedMs };
      if (outcome === "answered") log.info(facts, "codec answers again");
      else log.warn(facts, "poll got no answer");
    }
    const dropped = droppedAddresses.join(" ");
    if (dropped !== "" && dropped !== told.dropped)
      log.warn({ endpoint, addresses: droppedAddresses }, "values not right for their kind were dropped");
    if (dropped !== "") told.dropped = dropped;
  };
}

/** Seconds between two polls of each question, as a poll tells them before the schedule knows better. */
export function pacesOf(paces: {
  stateSeconds: number;
  statusSeconds: number;
  historySeconds: number;
}): Readonly<Record<Question, number>> {
  return { state: paces.stateSeconds, status: paces.statusSeconds, history: paces.historySeconds, inventory: 86_400 };
}

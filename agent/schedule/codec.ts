import type { Logger } from "pino";
import { type Channel, type Observation, type Outcome, type Question, speakingChannels } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { EndpointSettings } from "../poll/endpoint-settings.ts";
import { type PollResult, pollEndpoint } from "../poll/poll-endpoint.ts";
import { openTarget, type PollTarget, type TargetOptions } from "../poll/poll-target.ts";
import type { Polled } from "./rests.ts";
import type { ScheduledEndpoint } from "./round.ts";

export interface CodecOptions extends TargetOptions {
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "warn">;
}

/** One codec with its connections and what was last heard of it. */
export interface Codec extends ScheduledEndpoint {
  readonly poll: (question: Question, resting: ReadonlySet<Channel>) => Promise<Polled>;
  readonly close: () => Promise<void>;
}

/** Opens nothing yet: the first poll does. @throws Error where the settings name a family that does not exist. */
export function openCodec(settings: EndpointSettings, options: CodecOptions): Codec {
  const targets = new Targets(settings, options);
  const tell = outcomeTeller(settings, options.log);
  return {
    id: settings.id,
    asks: (question) => targets.whole.asks(question),
    poll: async (question, resting) => {
      const refused = speakingChannels.filter((channel) => settings[channel] !== undefined && resting.has(channel));
      const target = await targets.without(refused);
      if (!target.asks(question)) return restingOnly(targets.whole, question, refused, options.clock);
      const result = await pollEndpoint(target, question, options.clock);
      tell(result);
      return { observation: withRefused(result.observation, refused), notes: result.notes };
    },
    close: () => targets.close(),
  };
}

/** What is known of a channel that rests is what it said last. */
function withRefused(observation: Observation, refused: readonly Channel[]): Observation {
  if (refused.length === 0) return observation;
  const channels = { ...observation.channels, ...Object.fromEntries(refused.map((channel) => [channel, "refused" as const])) };
  // Without the web interface SNMP would tell readings that come from the web otherwise: an uptime that jumps is a false reboot. Its
  // calls stay: they are remembered as told.
  return refused.includes("http") ? { ...observation, channels, readings: [] } : { ...observation, channels };
}

/** Nobody was asked. */
function restingOnly({ settings, paces }: PollTarget, question: Question, refused: readonly Channel[], clock: Clock): Polled {
  const observedAt = clock.nowMs();
  const empty: Observation = {
    endpoint: settings.id,
    question,
    observedAt,
    clockMs: observedAt - clock.monotonicMs(),
    elapsedMs: 0,
    intervalS: paces[question],
    channels: {},
    readings: [],
    calls: [],
  };
  return { observation: withRefused(empty, refused), notes: {} };
}

/** The codec with all its channels, and with some of them while the others rest; one web channel, so that it has one session of ours. */
class Targets {
  readonly whole: PollTarget;
  readonly #options: CodecOptions;
  readonly #parts = new Map<string, PollTarget>();

  constructor(settings: EndpointSettings, options: CodecOptions) {
    this.whole = openTarget(settings, options);
    this.#options = options;
  }

  async without(resting: readonly Channel[]): Promise<PollTarget> {
    return resting.length === 0 ? this.whole : this.#part(resting);
  }

  async close(): Promise<void> {
    await Promise.all([this.whole, ...this.#parts.values()].map((target) => target.close()));
  }

  async #part(resting: readonly Channel[]): Promise<PollTarget> {
    const key = resting.join(" ");
    const family = this.whole.driver?.family ?? this.whole.settings.family;
    const known = this.#parts.get(key);
    if (known?.settings.family === family) return known;
    await known?.close();
    const { snmp, http, ...others } = this.whole.settings;
    const left = {
      ...(snmp === undefined || resting.includes("snmp") ? {} : { snmp }),
      ...(http === undefined || resting.includes("http") ? {} : { http }),
    };
    const part = openTarget({ ...others, ...left, family }, { ...this.#options, whole: this.whole });
    this.#parts.set(key, part);
    return part;
  }
}

const sayings = {
  silent: "codec did not answer",
  refused: "codec refused us",
  garbled: "codec's answer could not be understood",
} as const;

/** Says once that a channel went quiet and once that it is back, not at every poll. */
function outcomeTeller(settings: EndpointSettings, log: CodecOptions["log"]): (result: PollResult) => void {
  const endpoint = settings.id;
  const last = new Map<string, Outcome>();
  const told = new Set<string>();
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
      else log.warn({ ...facts, setting: settingFor(facts.note, settings) }, sayings[outcome]);
    }
    tellMissing(endpoint, channels, notes, log);
    tellDropped(endpoint, droppedAddresses, told, log);
  };
}

/** More than any family has: some addresses carry the number of a conference, and those never end. */
const mostRemembered = 500;

/** Each address once, whatever else is dropped beside it from one poll to the next. */
function tellDropped(endpoint: string, dropped: readonly string[], told: Set<string>, log: CodecOptions["log"]): void {
  const addresses = dropped.filter((address) => !told.has(address));
  if (addresses.length === 0) return;
  log.warn({ endpoint, addresses }, "values not right for their kind were dropped");
  if (told.size > mostRemembered) told.clear();
  for (const address of addresses) told.add(address);
}

/** A witness that this machine cannot call: the poll says so once. */
function tellMissing(endpoint: string, channels: Observation["channels"], notes: PollResult["notes"], log: CodecOptions["log"]): void {
  for (const channel of ["icmp", "tcp"] as const) {
    if (channels[channel] !== undefined || notes[channel] === undefined) continue;
    log.warn({ endpoint, channel, note: notes[channel] }, "this machine cannot call the witness");
  }
}

/** The key of agent.yml that a person may change about it, knowing what it costs. */
function settingFor(note: string | undefined, { http }: EndpointSettings): string | undefined {
  return note === "tls_too_old" && http?.tlsMinimum !== "1.0" ? "http.tlsMinimum" : undefined;
}

/** Seconds between two polls of each question, as a poll tells them before the schedule knows better. */
export function pacesOf(paces: {
  stateSeconds: number;
  statusSeconds: number;
  historySeconds: number;
}): Readonly<Record<Question, number>> {
  return { state: paces.stateSeconds, status: paces.statusSeconds, history: paces.historySeconds, inventory: 86_400 };
}

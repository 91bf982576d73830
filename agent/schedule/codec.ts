import type { Logger } from "pino";
import type { Channel, Observation, Outcome, Question } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { EndpointSettings } from "../poll/endpoint-settings.ts";
import { type PollResult, pollEndpoint } from "../poll/poll-endpoint.ts";
import { openTarget, type TargetOptions } from "../poll/poll-target.ts";
import { tlsRefusalOf } from "../poll/tls-refusal.ts";
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
  const target = openTarget(settings, options);
  const tell = outcomeTeller(settings, options.log);
  const watching = pauseTeller(settings.id, options);
  return {
    id: settings.id,
    asks: (question) => target.asks(question),
    poll: async (question, resting) => {
      const result = await watching(question, pollEndpoint(target, question, options.clock, { resting }));
      tell(result, resting);
      return result;
    },
    close: () => target.close(),
  };
}

/** Says once of each question that a codec takes so long over it that the polls of its state wait: it is asked one thing at a time. */
function pauseTeller(
  endpoint: string,
  { paces, log }: Pick<CodecOptions, "paces" | "log">,
): <T>(question: Question, poll: Promise<T>) => Promise<T> {
  const told = new Set<Question>();
  return async (question, poll) => {
    if (question === "state" || told.has(question)) return poll;
    const tell = (): void => {
      told.add(question);
      log.info({ endpoint, question, waitedSeconds: paces.state }, "codec takes long over a question, the polls of its state wait");
    };
    const timer = setTimeout(tell, paces.state * 1000);
    return poll.finally(() => clearTimeout(timer));
  };
}

const sayings = {
  silent: "codec did not answer",
  refused: "codec refused us",
  distrusted: "codec's certificate was refused, no password was sent",
  outdated: "codec's TLS is too old, no password was sent",
  garbled: "codec's answer could not be understood",
} as const;

/** Whose refusal it is. */
function sayingOf(outcome: Exclude<Outcome, "answered">, note: string | undefined): string {
  const ours = outcome === "refused" ? tlsRefusalOf(note) : null;
  if (ours === null) return sayings[outcome];
  return ours === "too_old" ? sayings.outdated : sayings.distrusted;
}

/** Says once that a channel went quiet and once that it is back, not at every poll. */
function outcomeTeller(settings: EndpointSettings, log: CodecOptions["log"]): (result: PollResult, resting: ReadonlySet<Channel>) => void {
  const endpoint = settings.id;
  const last = new Map<string, Outcome>();
  const told = new Set<string>();
  return ({ observation: { channels, question, elapsedMs }, notes, faults, notACodec, droppedAddresses }, resting) => {
    for (const channel of ["snmp", "http"] as const) {
      const outcome = resting.has(channel) ? undefined : channels[channel];
      const before = last.get(`${channel} ${question}`) ?? "answered";
      if (outcome === undefined || outcome === before) continue;
      last.set(`${channel} ${question}`, outcome);
      // Every question meets the same silence; the one asked most often tells of it.
      if (question !== "state" && (outcome === "silent" || before === "silent")) continue;
      const request = channel === "http" ? faults.find(({ note }) => note === notes.http)?.request : undefined;
      const facts = { endpoint, question, channel, outcome, note: notes[channel], request, notACodec: notACodec ?? undefined, elapsedMs };
      if (outcome === "answered") log.info(facts, "codec answers again");
      else log.warn({ ...facts, setting: settingFor(facts.note, settings) }, sayingOf(outcome, facts.note));
    }
    tellMissing(endpoint, channels, notes, log);
    tellForbidden(endpoint, faults, told, log);
    tellDropped(endpoint, droppedAddresses, told, log);
  };
}

/** Each document once: the channel answers, and what only that document tells is missing for as long as our account may not read it. */
function tellForbidden(endpoint: string, faults: PollResult["faults"], told: Set<string>, log: CodecOptions["log"]): void {
  for (const { request, note, isForbidden } of faults) {
    if (isForbidden !== true || told.has(request)) continue;
    log.warn({ endpoint, request, note }, "codec forbids our account a document, and is asked for the others");
    told.add(request);
  }
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
  if (note === "certificate_changed" || note === "certificate_renewed") return "http.fingerprintSha256";
  if (note === "certificate_not_trusted") return "http.caFile";
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

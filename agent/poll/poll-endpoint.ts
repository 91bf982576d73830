import { type Channel, channels, type Observation, type Outcome, type Question, type Reading } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { Driver } from "../drivers/driver.ts";
import { genericMib2 } from "../drivers/generic-mib2.ts";
import { askDriver, type Results } from "./ask-driver.ts";
import { askWitnesses, type WitnessReport } from "./ask-witnesses.ts";
import { finishCalls, mostCallsAtOnce } from "./finish-calls.ts";
import { drop, type Gathering, gather, newGathering } from "./gathering.ts";
import type { DocumentFault } from "./hear-documents.ts";
import { type Identification, identify } from "./identify.ts";
import type { PollListener } from "./listener.ts";
import { type Askers, overheard } from "./overhear.ts";
import { Patience } from "./patience.ts";
import type { PollTarget } from "./poll-target.ts";
import type { PollTurn } from "./poll-turn.ts";
import { mostCallsADay } from "./reported-calls.ts";
import { explained, tlsRefusalOf } from "./tls-refusal.ts";

export interface PollResult {
  readonly observation: Observation;
  /** Values that broke the rule of their kind; the others were kept. */
  readonly droppedFields: number;
  /** Where those values were, for the log. */
  readonly droppedAddresses: readonly string[];
  /**
   * Per channel, one fixed word on why it did not answer everything: "snmp_timeout", "http_401", "not_xml"… A witness that this
   * machine cannot call has a note, once, and no outcome: "ping_missing".
   */
  readonly notes: Readonly<Partial<Record<Channel, string>>>;
  /** Documents of the web interface that could not be read, though the channel may have answered. */
  readonly faults: readonly DocumentFault[];
  /** A list of calls was read to where it had to be read, even if it was empty. */
  readonly isHistoryRead: boolean;
  /** Name of the device when it is known and is not a codec. */
  readonly notACodec: string | null;
}

export interface PollOptions {
  readonly listener?: PollListener | undefined;
  /** Channels left alone, as a codec that refuses us is: they are told as refusing still. */
  readonly resting?: ReadonlySet<Channel>;
}

/** Asks one codec one question. Never rejects because of a codec: its silence, refusal or nonsense is the result. */
export function pollEndpoint(target: PollTarget, question: Question, clock: Clock, options: PollOptions = {}): Promise<PollResult> {
  return target.inTurn(() => poll(target, question, clock, options));
}

const nobody: ReadonlySet<Channel> = new Set();

async function poll(
  target: PollTarget,
  question: Question,
  clock: Clock,
  { listener, resting = nobody }: PollOptions,
): Promise<PollResult> {
  const observedAt = clock.nowMs();
  const startedAt = clock.monotonicMs();
  const { memory, settings, site } = target;
  memory.reportedCalls.refresh(startedAt);
  const gathering = newGathering(listener);
  const turn: PollTurn = { clock, site, patience: new Patience(question, target.paces, clock), gathering, memory };
  const { results, notACodec } = await ask(target, question, turn, { listener, resting });
  const spokenAt = clock.monotonicMs();
  // One thing at a time: a witness knocks at the same machine.
  const witnessed = question === "state" ? await askWitnesses(settings) : {};
  readTls(target, question, results, gathering);
  if (question === "state" && results.http?.outcome === "answered") readForbidden(memory, gathering);
  // An echo that never comes back does not make slow a codec that speaks.
  const endedAt = Object.keys(results).length > 0 ? spokenAt : clock.monotonicMs();
  const calls = newCalls(target, gathering, observedAt, endedAt);
  const observation: Observation = {
    endpoint: settings.id,
    question,
    observedAt,
    clockMs: observedAt - startedAt,
    elapsedMs: Math.max(0, Math.round(endedAt - startedAt)),
    intervalS: target.paces[question],
    channels: { ...outcomesOf(results, witnessed), ...stillRefusing(target, resting) },
    readings: gathering.readings,
    calls,
  };
  return {
    observation,
    droppedFields: gathering.dropped.length,
    droppedAddresses: [...new Set(gathering.dropped)],
    notes: notesOf(results, witnessed, target),
    faults: results.http?.faults ?? [],
    isHistoryRead: gathering.isHistoryRead,
    notACodec,
  };
}

async function ask(
  target: PollTarget,
  question: Question,
  turn: PollTurn,
  { listener, resting = nobody }: PollOptions,
): Promise<{ results: Results; notACodec: string | null }> {
  const askers = awake(overheard(target, listener), resting);
  if (target.driver !== null) {
    const results = await askDriver(askers, target.questionnaireFor(target.driver, question), turn);
    return { results: withReason(results, target.driver), notACodec: results.snmp?.notACodec ?? null };
  }
  const { driver, notACodec, results } = await identifyInTurn(askers, target, turn);
  if (driver === null) return { results, notACodec };
  // SNMP alone may know less of it than the web interface that rests.
  if (driver !== genericMib2 || !resting.has("http")) target.remember(driver);
  return { results: withReason(await askDriver(askers, target.questionnaireFor(driver, question), turn), driver), notACodec: null };
}

/** A stranger that was shown the password is not shown it again for a while. */
async function identifyInTurn(askers: Askers, { memory, settings }: PollTarget, { clock }: PollTurn): Promise<Identification> {
  const startedAt = clock.monotonicMs();
  const identification = await identify(askers, settings.timeoutMs, memory.vainKnocks.whyNot(startedAt));
  const { driver, knockedInVain } = identification;
  if (driver === null && knockedInVain !== null) memory.vainKnocks.learn(knockedInVain, startedAt);
  return identification;
}

function awake({ snmp, http }: Askers, resting: ReadonlySet<Channel>): Askers {
  return { snmp: resting.has("snmp") ? null : snmp, http: resting.has("http") ? null : http };
}

function withReason(results: Results, driver: Driver): Results {
  return results.http === undefined ? results : { ...results, http: explained(results.http, driver) };
}

/** What is known of a channel that rests is what it said last. */
function stillRefusing({ snmp, http }: PollTarget, resting: ReadonlySet<Channel>): Observation["channels"] {
  return {
    ...(snmp !== null && resting.has("snmp") && { snmp: "refused" as const }),
    ...(http !== null && resting.has("http") && { http: "refused" as const }),
  };
}

/** How the web interface is known to be the codec's; or, as long as it lasts, why we do not talk to it. */
function readTls({ http, memory }: PollTarget, question: Question, results: Results, gathering: Gathering): void {
  if (results.http !== undefined) memory.tlsRefusal = tlsRefusalOf(results.http.note);
  const { tlsRefusal } = memory;
  if (question === "state" && tlsRefusal !== null) gather(gathering, "TLS", tlsOrigin, () => ({ kind: "tls_refusal", value: tlsRefusal }));
  const tlsState = question === "status" && results.http?.outcome === "answered" ? (http?.tlsState ?? null) : null;
  if (tlsState !== null) gather(gathering, "TLS", tlsOrigin, () => ({ kind: "tls_state", value: tlsState }));
}

const tlsOrigin = { source: "The agent's own connection to the web interface, and what it was told to check" };

/** Told for as long as it lasts: a document that is given again, or no longer refused, is not counted. */
function readForbidden({ forbidden: { count } }: PollTarget["memory"], gathering: Gathering): void {
  if (count > 0) gather(gathering, "HTTP", forbiddenOrigin, () => ({ kind: "forbidden_documents", value: count }));
}

const forbiddenOrigin = { source: "The agent's own questions to the web interface, in this poll and the ones before" };

/** What of the calls read is new, and whether the history joins up with the one before. */
function newCalls({ memory, site }: PollTarget, gathering: Gathering, nowMs: number, monotonicMs: number): Observation["calls"] {
  const clockOffsetS = memory.clockOffsetS(gathering.readings, monotonicMs);
  if (!gathering.isHistoryRead) return [];
  const calls = finishCalls(gathering, { farEnds: site.farEnds, zone: site.zone, nowMs, clockOffsetS, most: mostCallsAtOnce });
  memory.reportedCalls.isIncomplete = gathering.isHistoryCut;
  const state = gathering.isHistoryCut ? null : memory.history.next(calls.map(({ key }) => key));
  if (state !== null) gather(gathering, "history", historyOrigin, (): Reading => ({ kind: "history_state", value: state }));
  const news = memory.reportedCalls.onlyNews(calls);
  if (memory.reportedCalls.isSpent) drop(gathering, `history, beyond ${mostCallsADay} calls a day`, historyOrigin);
  return news;
}

const historyOrigin = { source: "The list of calls read now, compared with the one read before" };

function outcomesOf(results: Results, witnessed: WitnessReport): Observation["channels"] {
  const outcomes: Partial<Record<Channel, Outcome>> = {};
  for (const channel of channels) {
    const seen = results[channel] ?? witnessed[channel];
    if (seen !== undefined && "outcome" in seen) outcomes[channel] = seen.outcome;
  }
  return outcomes;
}

function notesOf(results: Results, witnessed: WitnessReport, { memory }: PollTarget): PollResult["notes"] {
  const notes: Partial<Record<Channel, string>> = {};
  for (const channel of channels) {
    const seen = results[channel] ?? witnessed[channel];
    if (seen === undefined) continue;
    if ("notTold" in seen && memory.isNew(seen.notTold)) notes[channel] = seen.notTold;
    if ("note" in seen && seen.note !== undefined) notes[channel] = seen.note;
  }
  return notes;
}

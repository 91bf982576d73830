import { type Channel, channels, type Observation, type Outcome, type Question, type Reading } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import { askDriver, type Results } from "./ask-driver.ts";
import { askWitnesses, type WitnessReport } from "./ask-witnesses.ts";
import { finishCalls, mostCallsAtOnce } from "./finish-calls.ts";
import { drop, type Gathering, gather, newGathering } from "./gathering.ts";
import { identify } from "./identify.ts";
import type { PollListener } from "./listener.ts";
import { overheard } from "./overhear.ts";
import type { PollTarget } from "./poll-target.ts";
import type { PollTurn } from "./poll-turn.ts";
import { mostCallsADay } from "./reported-calls.ts";

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
  /** Name of the device when it is known and is not a codec. */
  readonly notACodec: string | null;
}

/** Asks one codec one question. Never rejects because of a codec: its silence, refusal or nonsense is the result. */
export function pollEndpoint(target: PollTarget, question: Question, clock: Clock, listener?: PollListener): Promise<PollResult> {
  return target.inTurn(() => poll(target, question, clock, listener));
}

async function poll(target: PollTarget, question: Question, clock: Clock, listener?: PollListener): Promise<PollResult> {
  const observedAt = clock.nowMs();
  const startedAt = clock.monotonicMs();
  const { memory, settings, site } = target;
  memory.reportedCalls.refresh(startedAt);
  const gathering = newGathering(listener);
  const turn: PollTurn = { clock, site, timeoutMs: settings.timeoutMs, gathering, memory };
  const [{ results, notACodec, spokenAt }, witnessed] = await Promise.all([
    ask(target, question, turn, listener).then((told) => ({ ...told, spokenAt: clock.monotonicMs() })),
    question === "state" ? askWitnesses(settings) : {},
  ]);
  if (question === "status" && results.http?.outcome === "answered") readTlsState(target, gathering);
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
    channels: outcomesOf(results, witnessed),
    readings: gathering.readings,
    calls,
  };
  return {
    observation,
    droppedFields: gathering.dropped.length,
    droppedAddresses: [...new Set(gathering.dropped)],
    notes: notesOf(results, witnessed, target),
    notACodec,
  };
}

async function ask(
  target: PollTarget,
  question: Question,
  turn: PollTurn,
  listener: PollListener | undefined,
): Promise<{ results: Results; notACodec: string | null }> {
  const askers = overheard(target, listener);
  if (target.driver !== null) {
    const results = await askDriver(askers, target.planFor(target.driver, question), turn);
    return { results, notACodec: results.snmp?.notACodec ?? null };
  }
  const { driver, notACodec, results } = await identify(askers, target.settings.timeoutMs);
  if (driver === null) return { results, notACodec };
  target.remember(driver);
  return { results: await askDriver(askers, target.planFor(driver, question), turn), notACodec: null };
}

function readTlsState({ http }: PollTarget, gathering: Gathering): void {
  const value = http?.tlsState ?? null;
  if (value !== null) gather(gathering, "TLS", tlsOrigin, () => ({ kind: "tls_state", value }));
}

const tlsOrigin = { source: "The agent's own connection to the web interface, and what it was told to check" };

/** What of the calls read is new, and whether the history joins up with the one before. */
function newCalls({ memory, site }: PollTarget, gathering: Gathering, nowMs: number, monotonicMs: number): Observation["calls"] {
  const clockOffsetS = memory.clockOffsetS(gathering.readings, monotonicMs);
  if (!gathering.isHistoryRead) return [];
  const calls = finishCalls(gathering, { farEnds: site.farEnds, nowMs, clockOffsetS, most: mostCallsAtOnce });
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

import type { Driver } from "../agent/drivers/driver.ts";
import type { DocumentFault } from "../agent/poll/hear-documents.ts";
import type { PollResult } from "../agent/poll/poll-endpoint.ts";
import type { CallRecord } from "../contract/call.ts";
import { type Channel, channels, type Outcome, outcomeOf, type Reading } from "../contract/observation.ts";
import type { Hearing } from "./probe-hearing.ts";

/** A reading, and where it comes from. */
export interface SourcedReading extends Reading {
  readonly address: string;
  readonly source: string;
  /** Nobody has seen a codec answer this address. */
  readonly isUnverified: boolean;
}

export interface ProbedChannel {
  readonly channel: Channel;
  readonly outcome: Outcome | null;
  readonly notes: readonly string[];
  /** Web only: the documents that could not be read, each once, and why. */
  readonly faults: readonly DocumentFault[];
}

/** What one probe found. The JSON report has these fields. */
export interface ProbeReport {
  readonly host: string;
  readonly family: string | null;
  readonly outcome: Outcome;
  readonly notACodec: string | null;
  readonly channels: readonly ProbedChannel[];
  readonly readings: readonly SourcedReading[];
  readonly calls: readonly CallRecord[];
  /** A list of calls was read, even if it was empty. */
  readonly isHistoryRead: boolean;
  /** Where the calls come from. */
  readonly callSources: readonly { readonly address: string; readonly source: string; readonly isUnverified: boolean }[];
  readonly droppedFields: number;
  readonly droppedAddresses: readonly string[];
  readonly elapsedMs: number;
}

export function reportOf(host: string, driver: Driver | null, results: readonly PollResult[], { taken }: Hearing): ProbeReport {
  const observations = results.map((result) => result.observation);
  const seen = channels.flatMap((channel) => channelOf(channel, results) ?? []);
  const told = seen.flatMap(({ channel, outcome }) => (outcome === null ? [] : [[channel, outcome] as const]));
  return {
    host,
    family: driver?.family ?? null,
    outcome: outcomeOf({ channels: Object.fromEntries(told) }),
    notACodec: results.map((result) => result.notACodec).find((name) => name !== null) ?? null,
    channels: seen,
    readings: readingsOf(
      observations.flatMap((observation) => observation.readings),
      taken,
    ),
    calls: observations.flatMap((observation) => observation.calls),
    isHistoryRead: results.some((result) => result.isHistoryRead),
    callSources: callSourcesOf(taken),
    droppedFields: results.reduce((sum, result) => sum + result.droppedFields, 0),
    droppedAddresses: [...new Set(results.flatMap((result) => result.droppedAddresses))],
    elapsedMs: observations.reduce((sum, observation) => sum + observation.elapsedMs, 0),
  };
}

/** A witness that this machine cannot call has a note and no outcome. */
function channelOf(channel: Channel, results: readonly PollResult[]): ProbedChannel | null {
  const outcomes = results.flatMap(({ observation }) => observation.channels[channel] ?? []);
  const notes = [...new Set(results.flatMap((result) => result.notes[channel] ?? []))];
  if (outcomes.length === 0 && notes.length === 0) return null;
  const faults = channel === "http" ? onceEach(results.flatMap((result) => result.faults)) : [];
  return { channel, outcome: wordFor(channel, outcomes), notes, faults };
}

/** A web interface that answers some questions and then refuses us refuses us; of one that lets us in, a forbidden document is a fault. */
function wordFor(channel: Channel, outcomes: readonly Outcome[]): Outcome | null {
  if (channel === "http" && outcomes.includes("refused")) return "refused";
  return outcomes.includes("answered") ? "answered" : (outcomes[0] ?? null);
}

function onceEach(faults: readonly DocumentFault[]): DocumentFault[] {
  return [...new Map(faults.map((fault) => [`${fault.request} ${fault.note}`, fault])).values()];
}

/** Each reading once: two questions may tell the same. */
function readingsOf(readings: readonly Reading[], taken: Hearing["taken"]): SourcedReading[] {
  const once = new Map(readings.toReversed().map((reading) => [`${reading.kind}#${reading.instance ?? ""}`, reading]));
  return [...once.values()].toReversed().map((reading) => {
    const from = taken.find(({ reading: told }) => told?.kind === reading.kind && told.instance === reading.instance);
    return { ...reading, address: from?.address ?? "", source: from?.source ?? "", isUnverified: from?.isUnverified === true };
  });
}

function callSourcesOf(taken: Hearing["taken"]): ProbeReport["callSources"] {
  const sources = taken
    .filter(({ call }) => call !== undefined)
    .map(({ address, source, isUnverified }) => [address, { address, source, isUnverified }] as const);
  return [...new Map(sources).values()];
}

import type { Channel, Reading } from "../../contract/observation.ts";
import { askHttp } from "./ask-http.ts";
import { askSnmp, type ChannelResult } from "./ask-snmp.ts";
import type { HeardDocument } from "./hear-documents.ts";
import type { Askers } from "./overhear.ts";
import type { PollTurn } from "./poll-turn.ts";
import type { Part, Questionnaire } from "./questionnaire.ts";

export type Results = Readonly<Partial<Record<Channel, ChannelResult>>>;

interface Round {
  results: Partial<Record<Channel, ChannelResult>>;
  heard: readonly HeardDocument[];
}

/** Puts one question to a codec whose family is known; during a call, what can only be asked then as well. */
export async function askDriver(askers: Askers, questionnaire: Questionnaire, turn: PollTurn): Promise<Results> {
  const main = await askPart(askers, questionnaire, questionnaire, [], turn);
  if (questionnaire.inCall === null || !isInCall(turn.gathering.readings)) return main.results;
  // What did not answer just now is not asked more.
  const still: Askers = {
    snmp: main.results.snmp?.outcome === "answered" || main.results.snmp === undefined ? askers.snmp : null,
    http: main.results.http?.outcome === "answered" || main.results.http === undefined ? askers.http : null,
  };
  const more = await askPart(still, questionnaire.inCall, questionnaire, main.heard, turn);
  return { ...main.results, ...added("snmp", main, more), ...added("http", main, more) };
}

async function askPart(
  { snmp, http }: Askers,
  part: Part,
  { proof }: Pick<Questionnaire, "proof">,
  earlier: readonly HeardDocument[],
  turn: PollTurn,
): Promise<Round> {
  const round: Round = { results: {}, heard: [] };
  // Web first where both are read: its readings are the better ones, and the first of a kind is kept.
  if (http !== null && part.documents.length > 0) {
    const { result, heard } = await askHttp(http, { documents: part.documents, proof, earlier }, turn);
    round.results.http = result;
    round.heard = heard;
  }
  if (snmp !== null && part.gets.length + part.columns.length > 0) round.results.snmp = await askSnmp(snmp, part, turn);
  return round;
}

function isInCall(readings: readonly Reading[]): boolean {
  return readings.some(
    ({ kind, value }) => (kind === "active_calls" && Number(value) > 0) || (kind === "system_state" && value === "in_call"),
  );
}

/** A channel that answered the question has answered, even if it has nothing to say of the call in progress. */
function added(channel: "snmp" | "http", main: Round, more: Round): Results {
  const first = main.results[channel];
  const second = more.results[channel];
  if (second === undefined) return {};
  if (first === undefined) return { [channel]: second };
  const note = first.note ?? second.note;
  const faults = [...(first.faults ?? []), ...(second.faults ?? [])];
  return { [channel]: { outcome: first.outcome, faults, ...(note === undefined ? {} : { note }) } };
}

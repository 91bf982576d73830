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
  /** The web interface refuses us: SNMP says what it can in its place. */
  isWebAway: boolean;
}

/** What the parts of one poll have in common. */
interface Asking {
  readonly proof: Questionnaire["proof"];
  readonly earlier: readonly HeardDocument[];
  readonly isWebAway: boolean;
}

/** Puts one question to a codec whose family is known; during a call, what can only be asked then as well. */
export async function askDriver(askers: Askers, questionnaire: Questionnaire, turn: PollTurn): Promise<Results> {
  const { proof } = questionnaire;
  // Who is not asked although there is something to ask has refused us, and rests.
  const isResting = askers.http === null && questionnaire.documents.length > 0;
  const main = await askPart(askers, questionnaire, { proof, earlier: [], isWebAway: isResting }, turn);
  if (questionnaire.inCall === null || !isInCall(turn.gathering.readings)) return main.results;
  // What did not answer just now is not asked more.
  const still: Askers = {
    snmp: main.results.snmp?.outcome === "answered" || main.results.snmp === undefined ? askers.snmp : null,
    http: main.results.http?.outcome === "answered" || main.results.http === undefined ? askers.http : null,
  };
  const more = await askPart(still, questionnaire.inCall, { proof, earlier: main.heard, isWebAway: main.isWebAway }, turn);
  return { ...main.results, ...added("snmp", main, more), ...added("http", main, more) };
}

async function askPart({ snmp, http }: Askers, part: Part, { proof, earlier, isWebAway }: Asking, turn: PollTurn): Promise<Round> {
  const round: Round = { results: {}, heard: [], isWebAway };
  // Web first where both are read: its readings are the better ones, the first of a kind is kept, and SNMP knows whether to stand in.
  if (http !== null && part.documents.length > 0) {
    const { result, heard } = await askHttp(http, { documents: part.documents, proof, earlier }, turn);
    round.results.http = result;
    round.heard = heard;
    round.isWebAway ||= result.outcome === "refused";
  }
  const asked = round.isWebAway ? part.standIn : part;
  if (snmp !== null && asked.gets.length + asked.columns.length > 0) round.results.snmp = await askSnmp(snmp, asked, turn);
  return round;
}

function isInCall(readings: readonly Reading[]): boolean {
  return readings.some(
    ({ kind, value }) => (kind === "active_calls" && Number(value) > 0) || (kind === "system_state" && value === "in_call"),
  );
}

/**
 * A channel that answered the question has answered, even if it has nothing to say of the call in progress; a web interface that
 * refuses us there refuses us as a whole.
 */
function added(channel: "snmp" | "http", main: Round, more: Round): Results {
  const first = main.results[channel];
  const second = more.results[channel];
  if (second === undefined) return {};
  if (first === undefined) return { [channel]: second };
  const faults = [...(first.faults ?? []), ...(second.faults ?? [])];
  if (channel === "http" && second.outcome === "refused") return { http: { ...second, faults } };
  const note = first.note ?? second.note;
  return { [channel]: { outcome: first.outcome, faults, ...(note === undefined ? {} : { note }) } };
}

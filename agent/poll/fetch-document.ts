import type { Document, DocumentNode, Ownership } from "../drivers/driver.ts";
import { parseDocument } from "../transport/document.ts";
import type { NoAnswer } from "../transport/no-answer.ts";
import type { WhyNot } from "./left-alone.ts";
import type { HttpAsker } from "./overhear.ts";
import type { Request } from "./patience.ts";
import type { PollTurn } from "./poll-turn.ts";

export type Fetched =
  | { readonly outcome: "answered"; readonly tree: DocumentNode; readonly ownership: Exclude<Ownership, "not_ours"> }
  | WhyNot;

type Question = Pick<Document, "path" | "format" | "post" | "slowestS" | "ownership">;

export const hourMs = 3_600_000;
export const notThisDocument: NoAnswer = { outcome: "garbled", note: "not_this_document" };
const stillAnswering: NoAnswer = { outcome: "silent", note: "still_answering" };
const askedHourly: NoAnswer = { outcome: "silent", note: "asked_hourly" };
const noTimeLeft: NoAnswer = { outcome: "silent", note: "no_time_left" };
const slowNotes = new Set(["http_timeout", stillAnswering.note, askedHourly.note]);

/** A codec that takes long over what takes long is busy, not away: whether it is there, something quicker tells. */
export function isOnlySlow({ slowestS }: Request, { note }: NoAnswer): boolean {
  return slowestS !== undefined && slowNotes.has(note);
}

/** "POST /putxml", as people are told. */
export const requestOf = ({ path, post }: Request): string => `${post === undefined ? "GET" : "POST"} ${path}`;

/** One request within the time that the poll has for it; what the codec is still at work on, or took too long over, is not asked again at once. */
export async function fetchInTurn(channel: Pick<HttpAsker, "ask">, document: Question, turn: PollTurn): Promise<Fetched> {
  const { patience, memory, clock } = turn;
  const sentAt = clock.monotonicMs();
  const known = memory.busy.whyNot(document, sentAt);
  if (known !== null) return known;
  const mostMs = patience.for(document);
  if (mostMs === 0) return noTimeLeft;
  const fetched = await fetchDocument(channel, document, mostMs);
  leaveIfSlow(document, fetched, { sentAt, mostMs }, turn);
  return fetched;
}

/**
 * The same question again would be one more on the heap of a codec that is at work on it although we have hung up. And one that held
 * the codec so long that nobody could know its state may do so once an hour.
 */
function leaveIfSlow(
  document: Question,
  { outcome, ...fetched }: Fetched,
  { sentAt, mostMs }: { readonly sentAt: number; readonly mostMs: number },
  { patience, memory, clock }: PollTurn,
): void {
  const endedAt = clock.monotonicMs();
  const slowestMs = (document.slowestS ?? 0) * 1000;
  const isCutShort = outcome === "silent" && "note" in fetched && fetched.note === "http_timeout" && mostMs < slowestMs;
  if (patience.isTooLong(endedAt - sentAt)) memory.busy.leave(document, askedHourly, endedAt + hourMs);
  else if (isCutShort) memory.busy.leave(document, stillAnswering, sentAt + slowestMs);
}

/** One request: an answer that is the document asked for, or may be. */
export async function fetchDocument(
  channel: Pick<HttpAsker, "ask">,
  { path, format, post, ownership }: Pick<Document, "path" | "format" | "post" | "ownership">,
  deadlineMs: number,
): Promise<Fetched> {
  const answer = await channel.ask({
    method: post === undefined ? "GET" : "POST",
    path,
    accept: format === "xml" ? "text/xml, application/xml" : "application/json",
    deadlineMs,
    ...(post === undefined ? {} : { body: post }),
  });
  if (answer.outcome !== "answered") return answer;
  const parsed = await parseDocument(format, answer.text);
  if ("problem" in parsed) return { outcome: "garbled", note: parsed.problem };
  const whose = ownership.of(parsed.tree);
  return whose === "not_ours" ? notThisDocument : { outcome: "answered", tree: parsed.tree, ownership: whose };
}

import type { Document, DocumentNode, Ownership } from "../drivers/driver.ts";
import { parseDocument } from "../transport/document.ts";
import type { NoAnswer } from "../transport/no-answer.ts";
import type { HttpAsker } from "./overhear.ts";
import type { Request } from "./patience.ts";
import type { PollTurn } from "./poll-turn.ts";

export type Fetched =
  | { readonly outcome: "answered"; readonly tree: DocumentNode; readonly ownership: Exclude<Ownership, "not_ours"> }
  | NoAnswer;

export const notThisDocument: NoAnswer = { outcome: "garbled", note: "not_this_document" };
const stillAnswering: NoAnswer = { outcome: "silent", note: "still_answering" };
const noTimeLeft: NoAnswer = { outcome: "silent", note: "no_time_left" };
const slowNotes = new Set(["http_timeout", stillAnswering.note]);

/** A codec that takes long over what takes long is busy, not away: whether it is there, something quicker tells. */
export function isOnlySlow({ slowestS }: Request, { note }: NoAnswer): boolean {
  return slowestS !== undefined && slowNotes.has(note);
}

/** "POST /putxml", as people are told. */
export const requestOf = ({ path, post }: Request): string => `${post === undefined ? "GET" : "POST"} ${path}`;

/** One request within the time that the poll has for it; what the codec is still at work on is not asked twice. */
export async function fetchInTurn(
  channel: Pick<HttpAsker, "ask">,
  document: Pick<Document, "path" | "format" | "post" | "slowestS" | "ownership">,
  { patience, memory, clock }: Pick<PollTurn, "patience" | "memory" | "clock">,
): Promise<Fetched> {
  const sentAt = clock.monotonicMs();
  if (memory.underWay.has(document, sentAt)) return stillAnswering;
  const mostMs = patience.for(document);
  if (mostMs === 0) return noTimeLeft;
  const fetched = await fetchDocument(channel, document, mostMs);
  if (fetched.outcome === "silent" && fetched.note === "http_timeout") memory.underWay.leave(document, sentAt, mostMs);
  return fetched;
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

import type { Document, DocumentNode, ReadCall, ReadContext } from "../drivers/driver.ts";
import { nodesAt, textAt } from "../drivers/node-access.ts";
import type { NoAnswer } from "../transport/no-answer.ts";
import { type Fetched, isOnlySlow, notThisDocument, requestOf } from "./fetch-document.ts";
import type { HttpAsker } from "./overhear.ts";
import { contextNow, type PollTurn } from "./poll-turn.ts";
import { fetchOrForbidden } from "./refused-document.ts";

/** An answer that is the document asked for, or may be. */
export interface HeardDocument {
  readonly document: Document;
  readonly tree: DocumentNode;
  readonly context: ReadContext;
}

/** A document that could not be read, and why, in one fixed word. */
export interface DocumentFault {
  /** "GET /status.xml" */
  readonly request: string;
  readonly note: string;
  /** Our account may not read it, while the codec tells it the rest. */
  readonly isForbidden?: true;
}

/** What is asked of the web interface in one part of a poll. */
export interface HttpQuestion {
  readonly documents: readonly Document[];
  /** Shows whose the others are, and whether the codec lets us in. Null: this family has none. */
  readonly proof: Document | null;
  /** What this poll has already heard from this codec, proven to be its own. */
  readonly earlier: readonly HeardDocument[];
}

export interface Hearing {
  readonly kept: HeardDocument[];
  /** One of them at least is ours: it is our codec that speaks. */
  isProven: boolean;
  /** Documents were absent that may be, are slow to come, or are not for us: any other server lacks them too. */
  isMissingSome: boolean;
  /** A part of a list of calls could not be had. */
  isHistoryCut: boolean;
  firstFailure: NoAnswer | null;
  /** The codec refused us as a whole, be it after it had answered. */
  refusal: NoAnswer | null;
  /** Of a codec that is ours: a document that may be missing is none. */
  readonly faults: DocumentFault[];
  /** After a refusal, a silence or a sign-in in vain nothing more is asked: a codec locks its door after a few of them. */
  isClosed: boolean;
}

const maxEach = 4;
/** What stands for a value in a path must not become another path; "." and ".." would. */
const safeValue = /^(?!\.+$)[A-Za-z0-9._-]{1,64}$/;

/** Asks documents one after the other. One that cannot be read does not hide the others. */
export async function hearDocuments(channel: HttpAsker, question: HttpQuestion, turn: PollTurn): Promise<Hearing> {
  const { documents, earlier } = question;
  const hearing: Hearing = {
    kept: [],
    isProven: earlier.length > 0,
    isMissingSome: false,
    isHistoryCut: false,
    firstFailure: null,
    refusal: null,
    faults: [],
    isClosed: false,
  };
  const ask: Ask = (asked, declared) => fetchOrForbidden(channel, { asked, declared }, question.proof, turn);
  for (const document of documents) {
    const whyNot = turn.memory.forbidden.whyNot(document, turn.clock.monotonicMs());
    if (whyNot !== null) keep(document, whyNot, hearing, turn);
    else if (document.each !== undefined) await hearEach(ask, document, document.each, earlier, hearing, turn);
    else if (document.pages !== undefined) await hearPages(ask, document, document.pages, hearing, turn);
    else keep(document, await ask(document, document), hearing, turn);
    if (hearing.isClosed) break;
  }
  return hearing;
}

type Ask = (asked: Document, declared: Document) => Promise<Fetched>;

async function hearEach(
  ask: Ask,
  document: Document,
  { of, at }: NonNullable<Document["each"]>,
  earlier: readonly HeardDocument[],
  hearing: Hearing,
  turn: PollTurn,
): Promise<void> {
  const found = [...earlier, ...hearing.kept].filter((heard) => heard.document.path === of).flatMap(({ tree }) => nodesAt(tree, at));
  const values = found.map((node) => textAt(node)).filter((value) => value !== null && safeValue.test(value));
  for (const value of [...new Set(values)].slice(0, maxEach)) {
    const asked = filled(document, String(value));
    const heard = keep(document, await ask(asked, document), hearing, turn, asked);
    if (hearing.isClosed || (heard === null && turn.memory.forbidden.whyNot(document, turn.clock.monotonicMs()) !== null)) return;
  }
}

/** The newest calls come first, so a part that brings none that is new is followed by none that does. */
async function hearPages(
  ask: Ask,
  document: Document,
  { size, most }: NonNullable<Document["pages"]>,
  hearing: Hearing,
  turn: PollTurn,
): Promise<void> {
  for (let page = 0; page < most; page += 1) {
    const asked = filled(document, String(page * size));
    const fetched = await ask(asked, document);
    if (page > 0 && isBeyondTheEnd(fetched)) return;
    const heard = keep(document, fetched, hearing, turn, asked);
    if (heard === null) {
      hearing.isHistoryCut ||= page > 0;
      return;
    }
    const nodes = document.calls === undefined ? [] : nodesAt(heard.tree, document.calls.at);
    if (nodes.length < size || !nodes.some((node) => isNews(heard, node, turn))) return;
  }
}

/** A list whose length is a multiple of the part's ends there; some say so with an error. */
function isBeyondTheEnd(fetched: Fetched): boolean {
  return fetched.outcome === "garbled" && (fetched === notThisDocument || fetched.note === "http_400" || fetched.note === "http_404");
}

/** A list told in parts is read no further than to what has already been told. */
function isNews({ document, context }: HeardDocument, node: DocumentNode, { memory }: PollTurn): boolean {
  const call = callAt(document, node, context);
  return call !== null && !memory.reportedCalls.knows(call.key);
}

/** What surprises the driver is counted when the list is read; here it is nothing new. */
function callAt({ calls }: Document, node: DocumentNode, context: ReadContext): ReadCall | null {
  try {
    return calls?.toCall(node, context) ?? null;
  } catch {
    return null;
  }
}

/**
 * Null: no usable answer, and why is kept in the hearing.
 *
 * @param asked the document as it was asked, where it stands for several
 */
function keep(document: Document, fetched: Fetched, hearing: Hearing, turn: PollTurn, asked = document): HeardDocument | null {
  if (fetched.outcome === "answered") {
    const heard = { document, tree: fetched.tree, context: contextNow(turn) };
    hearing.kept.push(heard);
    hearing.isProven ||= fetched.ownership === "ours";
    return heard;
  }
  if (fetched.isForbidden === true) {
    hearing.faults.push({ request: requestOf(asked), note: fetched.note, isForbidden: true });
    hearing.isMissingSome = true;
    return null;
  }
  const isMissing = fetched.note === "http_404" && document.mayBeMissing === true;
  hearing.firstFailure ??= fetched;
  if (fetched.outcome === "refused") hearing.refusal = fetched;
  if (!isMissing) hearing.faults.push({ request: requestOf(asked), note: fetched.note });
  const isSlow = isOnlySlow(document, fetched);
  hearing.isMissingSome ||= isMissing || isSlow;
  hearing.isClosed = (fetched.outcome !== "garbled" && !isSlow) || fetched.isDoorShut === true;
  return null;
}

/** What is asked when `value` stands where `{}` is written. */
function filled(document: Document, value: string): Document {
  const { path, post } = document;
  return {
    ...document,
    path: path.replace("{}", value),
    ...(post === undefined ? {} : { post: { ...post, text: post.text.replace("{}", value) } }),
  };
}

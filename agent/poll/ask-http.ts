import type { Document, DocumentNode, Ownership, ReadContext } from "../drivers/driver.ts";
import { nodesAt } from "../drivers/node-access.ts";
import { parseDocument } from "../transport/document.ts";
import type { HttpChannel } from "../transport/http.ts";
import type { NoAnswer } from "../transport/no-answer.ts";
import type { ChannelResult } from "./ask-snmp.ts";
import { type Gathering, gather, gatherCall } from "./gathering.ts";
import type { Plan } from "./plan.ts";

/** A codec writes most documents in a second or two, and its whole status in up to twenty times that. */
const patience = { usual: 4, slow: 10 };

type Fetched = { readonly outcome: "answered"; readonly tree: DocumentNode; readonly ownership: Exclude<Ownership, "not_ours"> } | NoAnswer;

interface Heard {
  /** Answers that are ours, or may be. */
  readonly kept: { readonly document: Document; readonly tree: DocumentNode }[];
  /** One of them at least is ours: it is our codec that speaks. */
  isProven: boolean;
  /** Documents were absent that may be: any other server lacks them too. */
  isMissingSome: boolean;
  firstFailure: NoAnswer | null;
  /** After a refusal or a silence nothing more is asked: a codec locks its door after a few wrong passwords. */
  isClosed: boolean;
}

/** Asks documents one after the other. One that cannot be read does not hide the others; none is read before one is proven ours. */
export async function askHttp(
  channel: HttpChannel,
  { documents, proof }: Pick<Plan, "documents" | "proof">,
  timeoutMs: number,
  context: ReadContext,
  gathering: Gathering,
): Promise<ChannelResult> {
  const heard = await hear(channel, documents, timeoutMs);
  const failure = heard.isProven ? null : await whyUnproven(channel, heard, documents, proof, timeoutMs);
  if (failure !== null) return failure;
  for (const { document, tree } of heard.kept) readDocument(document, tree, context, gathering);
  return { ...heard.firstFailure, outcome: "answered" };
}

async function hear(channel: HttpChannel, documents: readonly Document[], timeoutMs: number): Promise<Heard> {
  const heard: Heard = { kept: [], isProven: false, isMissingSome: false, firstFailure: null, isClosed: false };
  for (const document of documents) {
    const fetched = await fetchDocument(channel, document, timeoutMs);
    if (fetched.outcome === "answered") {
      heard.kept.push({ document, tree: fetched.tree });
      heard.isProven ||= fetched.ownership === "ours";
      continue;
    }
    heard.firstFailure ??= fetched;
    heard.isMissingSome ||= fetched.note === "http_404" && document.mayBeMissing === true;
    heard.isClosed = fetched.outcome !== "garbled";
    if (heard.isClosed) break;
  }
  return heard;
}

/** An empty list and an absent page are what any server has: they count when the codec proves itself otherwise. Null: it did. */
async function whyUnproven(
  channel: HttpChannel,
  heard: Heard,
  documents: readonly Document[],
  proof: Document | null,
  timeoutMs: number,
): Promise<NoAnswer | null> {
  const isWorthProving = !heard.isClosed && (heard.kept.length > 0 || heard.isMissingSome);
  const wasAsked = documents.some((document) => document.path === proof?.path);
  if (!isWorthProving || wasAsked || proof === null) return heard.firstFailure ?? notThisDocument;
  const fetched = await fetchDocument(channel, proof, timeoutMs);
  if (fetched.outcome !== "answered") return fetched;
  return fetched.ownership === "ours" ? null : notThisDocument;
}

const notThisDocument: NoAnswer = { outcome: "garbled", note: "not_this_document" };

export async function fetchDocument(
  channel: HttpChannel,
  { path, format, post, isSlow, ownership }: Pick<Document, "path" | "format" | "post" | "isSlow" | "ownership">,
  timeoutMs: number,
): Promise<Fetched> {
  const answer = await channel.ask({
    method: post === undefined ? "GET" : "POST",
    path,
    accept: format === "xml" ? "text/xml, application/xml" : "application/json",
    deadlineMs: timeoutMs * (isSlow === true ? patience.slow : patience.usual),
    ...(post === undefined ? {} : { body: post }),
  });
  if (answer.outcome !== "answered") return answer;
  const parsed = await parseDocument(format, answer.text);
  if ("problem" in parsed) return { outcome: "garbled", note: parsed.problem };
  const whose = ownership.of(parsed.tree);
  return whose === "not_ours" ? notThisDocument : { outcome: "answered", tree: parsed.tree, ownership: whose };
}

function readDocument(document: Document, tree: DocumentNode, context: ReadContext, gathering: Gathering): void {
  for (const field of document.fields) {
    const nodes = nodesAt(tree, field.at);
    if (nodes.length > 0) gather(gathering, `${document.path}#${field.at}`, () => field.toReading(nodes, context));
  }
  const { calls } = document;
  if (calls === undefined) return;
  for (const node of nodesAt(tree, calls.at)) {
    gatherCall(gathering, `${document.path}#${calls.at}`, context.nowMs, () => calls.toCall(node, context));
  }
}

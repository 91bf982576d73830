import { nodesAt } from "../drivers/node-access.ts";
import type { NoAnswer } from "../transport/no-answer.ts";
import type { ChannelResult } from "./ask-snmp.ts";
import { fetchInTurn, notThisDocument } from "./fetch-document.ts";
import { type Gathering, gather, gatherCall } from "./gathering.ts";
import { type HeardDocument, type Hearing, type HttpQuestion, hearDocuments } from "./hear-documents.ts";
import type { HttpAsker } from "./overhear.ts";
import type { PollTurn } from "./poll-turn.ts";

/** Asks documents, and reads them when one is proven ours. Gives what was read too, for the documents that follow from it. */
export async function askHttp(
  channel: HttpAsker,
  question: HttpQuestion,
  turn: PollTurn,
): Promise<{ readonly result: ChannelResult; readonly heard: readonly HeardDocument[] }> {
  const hearing = await hearDocuments(channel, question, turn);
  const failure = hearing.isProven ? null : await whyUnproven(channel, hearing, question, turn);
  const { faults, refusal } = hearing;
  if (failure !== null) return { result: { ...failure, faults }, heard: [] };
  turn.gathering.isHistoryCut ||= hearing.isHistoryCut;
  for (const heard of inOrderOfTrust(hearing.kept)) readDocument(heard, turn.gathering);
  // What it told before it refused us is true; what else there is, it is not asked.
  if (refusal !== null) return { result: { outcome: "refused", note: refusal.note, faults }, heard: [] };
  const [first] = faults;
  return { result: { outcome: "answered", faults, ...(first !== undefined && { note: first.note }) }, heard: hearing.kept };
}

/** An empty list and an absent page are what any server has: they count when the codec proves itself otherwise. Null: it did. */
async function whyUnproven(
  channel: HttpAsker,
  hearing: Hearing,
  { documents, proof }: HttpQuestion,
  turn: PollTurn,
): Promise<NoAnswer | null> {
  if (hearing.refusal !== null) return hearing.refusal;
  const isWorthProving = !hearing.isClosed && (hearing.kept.length > 0 || hearing.isMissingSome);
  const wasAsked = documents.some((document) => document.path === proof?.path);
  if (!isWorthProving || wasAsked || proof === null) return hearing.firstFailure ?? notThisDocument;
  const fetched = await fetchInTurn(channel, proof, turn);
  if (fetched.outcome !== "answered") return fetched;
  return fetched.ownership === "ours" ? null : notThisDocument;
}

function inOrderOfTrust(kept: readonly HeardDocument[]): HeardDocument[] {
  return kept.toSorted((one, other) => Number(other.document.isReadFirst === true) - Number(one.document.isReadFirst === true));
}

function readDocument({ document, tree, context }: HeardDocument, gathering: Gathering): void {
  for (const field of document.fields) {
    const nodes = nodesAt(tree, field.at);
    if (nodes.length > 0) gather(gathering, `${document.path}#${field.at}`, field, () => field.toReading(nodes, context));
  }
  const { calls } = document;
  if (calls === undefined) return;
  gathering.isHistoryRead = true;
  const address = `${document.path}#${calls.at}`;
  for (const node of nodesAt(tree, calls.at)) gatherCall(gathering, address, calls, () => calls.toCall(node, context));
}

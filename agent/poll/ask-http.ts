import type { Document, DocumentNode, ReadContext } from "../drivers/driver.ts";
import { nodesAt } from "../drivers/node-access.ts";
import { parseDocument } from "../transport/document.ts";
import type { HttpChannel } from "../transport/http.ts";
import type { NoAnswer } from "../transport/no-answer.ts";
import type { ChannelResult } from "./ask-snmp.ts";
import { type Gathering, gather, gatherCall } from "./gathering.ts";

/** A codec writes most documents in a second or two, and its whole status in up to twenty times that. */
const patience = { usual: 4, slow: 10 };

type Fetched = { readonly outcome: "answered"; readonly tree: DocumentNode } | NoAnswer;

/**
 * Asks documents one after the other. After a refusal or a silence the others are not tried: a codec locks its door after a
 * few wrong passwords. One document that cannot be read does not hide the others.
 */
export async function askHttp(
  channel: HttpChannel,
  documents: readonly Document[],
  timeoutMs: number,
  context: ReadContext,
  gathering: Gathering,
): Promise<ChannelResult> {
  let worst: ChannelResult | null = null;
  let hasAnswered = false;
  for (const document of documents) {
    const fetched = await fetchDocument(channel, document, timeoutMs);
    if (fetched.outcome === "garbled" && fetched.note === "http_404" && document.mayBeMissing === true) hasAnswered = true;
    if (fetched.outcome === "answered") {
      hasAnswered = true;
      readDocument(document, fetched.tree, context, gathering);
      continue;
    }
    worst ??= fetched;
    if (fetched.outcome !== "garbled") break;
  }
  if (worst === null) return { outcome: "answered" };
  return hasAnswered ? { ...worst, outcome: "answered" } : worst;
}

export async function fetchDocument(
  channel: HttpChannel,
  { path, format, post, isSlow }: Pick<Document, "path" | "format" | "post" | "isSlow">,
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
  return { outcome: "answered", tree: parsed.tree };
}

function readDocument(document: Document, tree: DocumentNode, context: ReadContext, gathering: Gathering): void {
  for (const field of document.fields) {
    const nodes = nodesAt(tree, field.at);
    if (nodes.length > 0) gather(gathering, `${document.path}#${field.at}`, () => field.toReading(nodes, context));
  }
  const { calls } = document;
  if (calls === undefined) return;
  for (const node of nodesAt(tree, calls.at)) gatherCall(gathering, `${document.path}#${calls.at}`, () => calls.toCall(node, context));
}

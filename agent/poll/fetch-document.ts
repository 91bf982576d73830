import type { Document, DocumentNode, Ownership } from "../drivers/driver.ts";
import { parseDocument } from "../transport/document.ts";
import type { NoAnswer } from "../transport/no-answer.ts";
import type { HttpAsker } from "./overhear.ts";

/** A codec writes most documents in a second or two, and its whole status in up to twenty times that. */
const patience = { usual: 4, slow: 10 };

export type Fetched =
  | { readonly outcome: "answered"; readonly tree: DocumentNode; readonly ownership: Exclude<Ownership, "not_ours"> }
  | NoAnswer;

export const notThisDocument: NoAnswer = { outcome: "garbled", note: "not_this_document" };

/** One request: an answer that is the document asked for, or may be. */
export async function fetchDocument(
  channel: Pick<HttpAsker, "ask">,
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

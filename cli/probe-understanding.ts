import type { CallList, Document, DocumentFormat, DocumentNode, Driver, ReadContext, Reads } from "../agent/drivers/driver.ts";
import { systemOids } from "../agent/drivers/mib2.ts";
import { nodesAt } from "../agent/drivers/node-access.ts";
import { evidenceOids } from "../agent/drivers/recognise.ts";
import type { Heard } from "../agent/poll/listener.ts";
import { parseDocument } from "../agent/transport/document.ts";
import { questions } from "../contract/observation.ts";
import { type Leaf, leavesOf, watched } from "./watched.ts";

/** A web answer, and which of its values the driver looked at. */
export interface UnderstoodAnswer {
  readonly heard: Heard;
  readonly format: DocumentFormat;
  /** Empty where the answer could not be read. */
  readonly leaves: readonly Leaf[];
  readonly readPaths: ReadonlySet<string>;
  /** It is the document that was asked for, as far as anybody knows: what another device says is nothing unread. */
  readonly isOwn: boolean;
}

export interface UnderstoodNode {
  readonly heard: Heard;
  readonly isRead: boolean;
}

export interface Understanding {
  readonly answers: readonly UnderstoodAnswer[];
  readonly nodes: readonly UnderstoodNode[];
  /** Who was called, in clear: to be hidden, never to be shown. */
  readonly farEnds: ReadonlySet<string>;
}

/** Reads every answer once more as the driver does, and watches what it looks at. */
export async function understand(driver: Driver | null, heard: readonly Heard[], context: ReadContext): Promise<Understanding> {
  const reads = driver === null ? [] : readsOf(driver);
  const farEnds = new Set<string>();
  const answers: UnderstoodAnswer[] = [];
  for (const answer of heard.filter(({ channel }) => channel === "http")) {
    const documents = reads.flatMap((read) => read.documents ?? []).filter((document) => isAnswerTo(answer, document));
    answers.push(await understandAnswer(answer, documents, context, farEnds));
  }
  const isRead = oidsReadBy(reads);
  const nodes = heard.filter(({ channel }) => channel === "snmp").map((node) => ({ heard: node, isRead: isRead(node.request) }));
  for (const read of reads) findFarEndsOfTables(read, nodes, context, farEnds);
  return { answers, nodes, farEnds };
}

function readsOf(driver: Driver): Reads[] {
  return questions.flatMap((question) => {
    const asked = driver[question];
    return asked === undefined ? [] : [asked, asked.inCall ?? {}];
  });
}

/** `{}` in what is asked stands for something that came with an earlier answer. */
function isAnswerTo({ request, posted }: Heard, { path, post }: Document): boolean {
  return isFilled(request, `${post === undefined ? "GET" : "POST"} ${path}`) && isFilled(posted ?? "", post?.text ?? "");
}

function isFilled(text: string, template: string): boolean {
  const [before = "", after] = template.split("{}");
  if (after === undefined) return text === before;
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

async function understandAnswer(
  heard: Heard,
  documents: readonly Document[],
  context: ReadContext,
  farEnds: Set<string>,
): Promise<UnderstoodAnswer> {
  const format = documents[0]?.format ?? (heard.text.trimStart().startsWith("<") ? "xml" : "json");
  const parsed = await parseDocument(format, heard.text);
  const readPaths = new Set<string>();
  if ("problem" in parsed) return { heard, format, leaves: [], readPaths, isOwn: false };
  const tree = watched(parsed.tree, (path) => readPaths.add(path));
  const isOwn = documents.length === 0 || documents.some(({ ownership }) => surprising(() => ownership.of(parsed.tree)) !== "not_ours");
  for (const { ownership, fields, calls } of documents) {
    surprising(() => ownership.of(tree));
    for (const field of fields) {
      const nodes = nodesAt(tree, field.at);
      if (nodes.length > 0) surprising(() => field.toReading(nodes, context));
    }
    if (calls !== undefined) findFarEnds(calls, tree, context, farEnds);
  }
  return { heard, format, leaves: leavesOf(parsed.tree), readPaths, isOwn };
}

function findFarEnds(calls: CallList, tree: DocumentNode, context: ReadContext, farEnds: Set<string>): void {
  for (const node of nodesAt(tree, calls.at)) {
    const address = surprising(() => calls.toCall(node, context))?.farEndAddress ?? null;
    if (address !== null) farEnds.add(address);
  }
}

/** What surprises a driver was counted by the poll. */
function surprising<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function oidsReadBy(reads: readonly Reads[]): (oid: string) => boolean {
  const scalars = new Set([...evidenceOids, ...systemOids, ...reads.flatMap((read) => read.scalars ?? []).map(({ oid }) => oid)]);
  const columns = reads
    .flatMap((read) => read.tables ?? [])
    .flatMap((table) => [table, ...(table.joins ?? [])])
    .flatMap((table) => Object.values(table.columns).map((column) => `${table.entry}.${column}.`));
  return (oid) => scalars.has(oid) || columns.some((column) => oid.startsWith(column));
}

function findFarEndsOfTables(read: Reads, nodes: readonly UnderstoodNode[], context: ReadContext, farEnds: Set<string>): void {
  for (const { toCalls, entry, columns } of read.tables ?? []) {
    if (toCalls === undefined) continue;
    const rows = new Map<string, Record<string, string>>();
    for (const [name, column] of Object.entries(columns)) {
      const beginning = `${entry}.${column}.`;
      for (const { heard } of nodes.filter((node) => node.heard.request.startsWith(beginning))) {
        const index = heard.request.slice(beginning.length);
        rows.set(index, { ...rows.get(index), [name]: heard.text });
      }
    }
    const calls =
      surprising(() =>
        toCalls(
          [...rows].map(([index, cells]) => ({ index, cells })),
          context,
          [],
        ),
      ) ?? [];
    for (const { farEndAddress } of calls) if (farEndAddress !== null) farEnds.add(farEndAddress);
  }
}

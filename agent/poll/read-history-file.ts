import type { CallRecord } from "../../contract/call.ts";
import type { Document, DocumentNode, Driver, ReadContext } from "../drivers/driver.ts";
import { nodesAt } from "../drivers/node-access.ts";
import { type ParsedDocument, parseDocument } from "../transport/document.ts";
import { finishCalls } from "./finish-calls.ts";
import { gatherCall, newGathering } from "./gathering.ts";
import type { SiteContext } from "./site.ts";

/** "no_history": this family keeps no list of calls that a file could hold. */
export type HistoryFileProblem = Extract<ParsedDocument, { problem: string }>["problem"] | "not_this_document" | "no_history";

export interface HistoryFile {
  readonly calls: readonly CallRecord[];
  /** Entries of the list, whatever they are. */
  readonly records: number;
  /** Entries that are no call, or not a right one. */
  readonly dropped: number;
  /** Those of them of which the driver made no call: without a date or a length that can be read, or no call at all. */
  readonly unread: number;
  /** Nothing could be read. */
  readonly problem?: HistoryFileProblem;
}

/** The calls of a history saved from a codec, as a poll of that codec would have told them at `nowMs`. */
export async function readHistoryFile(driver: Driver, text: string, site: SiteContext, nowMs: number): Promise<HistoryFile> {
  let problem: HistoryFileProblem = "no_history";
  for (const document of driver.history?.documents ?? []) {
    if (document.calls === undefined) continue;
    const parsed = await parseDocument(document.format, text);
    if ("problem" in parsed) problem = problem === "not_this_document" ? problem : parsed.problem;
    else if (document.ownership.of(parsed.tree) === "not_ours") problem = "not_this_document";
    else return readCalls(document.calls, document.path, parsed.tree, site, nowMs);
  }
  return { calls: [], records: 0, dropped: 0, unread: 0, problem };
}

function readCalls(list: NonNullable<Document["calls"]>, path: string, tree: DocumentNode, site: SiteContext, nowMs: number): HistoryFile {
  const { zone, ignoredDiagnostics, farEnds } = site;
  const context: ReadContext = { nowMs, zone, ignoredDiagnostics };
  const gathering = newGathering();
  const nodes = nodesAt(tree, list.at);
  for (const node of nodes) gatherCall(gathering, `${path}#${list.at}`, list, () => list.toCall(node, context));
  const unread = nodes.length - gathering.found.length;
  const calls = finishCalls(gathering, { farEnds, zone, nowMs, clockOffsetS: null });
  return { calls, records: nodes.length, dropped: nodes.length - calls.length, unread };
}

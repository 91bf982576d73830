import { readFileSync } from "node:fs";
import { type HistoryFile, readHistoryFile } from "../agent/poll/read-history-file.ts";
import { decodeText } from "../agent/transport/http-charset.ts";
import { trueStartOf } from "../collector/call-time.ts";
import { usesOf } from "../collector/usage/uses.ts";
import type { CallRecord } from "../contract/call.ts";
import type { HistoryOptions } from "./calls-options.ts";
import { callsFr } from "./fr-calls.ts";
import { doubtsFr } from "./fr-calls-import.ts";
import type { Io } from "./io.ts";
import { faultyLine } from "./xml-line.ts";

/** A history that could be read, or the French sentence that says why not. */
export type SavedHistory = ReadHistory | { readonly problem: string };

export interface ReadHistory extends Omit<HistoryFile, "problem"> {
  /** How often the room was used, redials joined. */
  readonly uses: number;
}

/** Reads one file, or what is piped in where it is called "-". A far end is told only by a key that stays. */
export async function readSavedHistory(
  file: string,
  { driver, site, hasKey }: HistoryOptions,
  io: Io,
  nowMs: number,
): Promise<SavedHistory> {
  const bytes = await bytesOf(file, io);
  if ("problem" in bytes) return bytes;
  // As a poll reads it: a name with an accent has the same hash either way.
  const text = decodeText(bytes, "");
  const name = file === "-" ? callsFr.standardInput : file;
  if (text.trim() === "") return { problem: callsFr.empty(name) };
  const { problem, calls, ...counts } = await readHistoryFile(driver, text, site, nowMs);
  if (problem !== undefined) {
    const line = problem === "not_xml" ? faultyLine(text) : null;
    return { problem: callsFr.unreadable(line === null ? name : `${name}:${line}`, callsFr.problems[problem](driver.family)) };
  }
  if (counts.records > 0 && calls.length === 0) return { problem: doubtsFr.noneRead(name, counts.records, counts.unread) };
  return {
    ...counts,
    calls: hasKey ? calls : withoutFarEnds(calls),
    uses: usesOf(calls.map((call) => ({ ...call, trueStartedAt: trueStartOf(call) }))).length,
  };
}

/** Hashed with a key that is forgotten, a far end means nothing to anybody who comes later. */
function withoutFarEnds(calls: readonly CallRecord[]): CallRecord[] {
  return calls.map(({ farEnd: _, ...call }) => call);
}

async function bytesOf(file: string, io: Io): Promise<Uint8Array | { readonly problem: string }> {
  if (file === "-") return (await io.stdin?.()) ?? new Uint8Array();
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { problem: callsFr.unreadable(file, callsFr.fileErrors[code] ?? code) };
  }
}

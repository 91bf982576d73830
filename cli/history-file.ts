import { readFileSync } from "node:fs";
import { type HistoryFile, readHistoryFile } from "../agent/poll/read-history-file.ts";
import { countUses } from "../collector/usage/count-uses.ts";
import type { CallRecord } from "../contract/call.ts";
import type { HistoryOptions } from "./calls-options.ts";
import { callsFr } from "./fr-calls.ts";
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
  const text = await textOf(file, io);
  if (typeof text !== "string") return text;
  const name = file === "-" ? callsFr.standardInput : file;
  if (text.trim() === "") return { problem: callsFr.empty(name) };
  const { problem, calls, ...counts } = await readHistoryFile(driver, text, site, nowMs);
  if (problem !== undefined) {
    const line = problem === "not_xml" ? faultyLine(text) : null;
    return { problem: callsFr.unreadable(line === null ? name : `${name}:${line}`, callsFr.problems[problem](driver.family)) };
  }
  return { ...counts, calls: hasKey ? calls : withoutFarEnds(calls), uses: countUses(calls) };
}

/** Hashed with a key that is forgotten, a far end means nothing to anybody who comes later. */
function withoutFarEnds(calls: readonly CallRecord[]): CallRecord[] {
  return calls.map(({ farEnd: _, ...call }) => call);
}

async function textOf(file: string, io: Io): Promise<string | { readonly problem: string }> {
  if (file === "-") return (await io.stdin?.()) ?? "";
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { problem: callsFr.unreadable(file, callsFr.fileErrors[code] ?? code) };
  }
}

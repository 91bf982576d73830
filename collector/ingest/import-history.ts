import { Compile } from "typebox/compile";
import { CallRecord } from "../../contract/call.ts";
import type { Directory } from "../directory/directory.ts";
import type { HistoryConflicts, ImportResult, Ledger, RemovalResult } from "../ledger/port.ts";
import { isPossible } from "./judge.ts";

const checker = Compile(CallRecord);

/** What became of a saved history; `leftOut` calls break the contract, or say they took place before there were codecs or in the future. */
export interface HistoryImport extends ImportResult {
  readonly leftOut: number;
}

/** Calls of one endpoint, one list a file. */
export interface SavedHistories {
  readonly endpoint: string;
  readonly histories: readonly (readonly unknown[])[];
  /** Another endpoint may have the same calls. */
  readonly mayBeElsewhere?: boolean;
  /** Calls imported before are believed less than these files where they differ on the hour. */
  readonly replaces?: boolean;
}

/** Why saved histories were not read into the ledger; nothing of them was kept. */
export class ImportError extends Error {
  readonly code: "COLLECTOR_RUNNING" | "ENDPOINT_UNKNOWN" | "CALLS_ELSEWHERE" | "OTHER_HOUR";
  readonly conflicts: HistoryConflicts | null;
  constructor(code: ImportError["code"], message: string, conflicts: HistoryConflicts | null = null) {
    super(message);
    this.code = code;
    this.conflicts = conflicts;
  }
}

/**
 * The door for calls that no agent sends: what goes through is what an envelope could have brought. All files are compared with the
 * ledger before the first is written.
 * @throws ImportError
 */
export async function importInto(
  ledger: Pick<Ledger, "importCalls" | "conflictsOf">,
  directory: Directory,
  { endpoint, histories, mayBeElsewhere = false, replaces = false }: SavedHistories,
  now: number,
): Promise<HistoryImport[]> {
  requireEndpoint(directory, endpoint);
  const possible = histories.map((calls) => calls.filter((call): call is CallRecord => checker.Check(call) && isPossible(call, now)));
  const conflicts = await ledger.conflictsOf(endpoint, possible.flat());
  if (!mayBeElsewhere && conflicts.elsewhere.size > 0)
    throw new ImportError("CALLS_ELSEWHERE", "another endpoint has these calls", conflicts);
  if (!replaces && conflicts.otherHour > 0) throw new ImportError("OTHER_HOUR", "the ledger dates these calls otherwise", conflicts);
  const done: HistoryImport[] = [];
  for (const [index, calls] of possible.entries()) {
    const leftOut = (histories[index]?.length ?? 0) - calls.length;
    done.push({ ...(await ledger.importCalls(endpoint, calls, now, { replaces })), leftOut });
  }
  return done;
}

/** Undoes an import by the same files. @throws ImportError ENDPOINT_UNKNOWN */
export function removeFrom(
  ledger: Pick<Ledger, "removeImported">,
  directory: Directory,
  { endpoint, calls }: { readonly endpoint: string; readonly calls: readonly CallRecord[] },
): Promise<RemovalResult> {
  requireEndpoint(directory, endpoint);
  return ledger.removeImported(endpoint, calls);
}

function requireEndpoint(directory: Directory, endpoint: string): void {
  if (directory.endpoint(endpoint) === undefined) throw new ImportError("ENDPOINT_UNKNOWN", `${endpoint} is no endpoint of the inventory`);
}

import { Compile } from "typebox/compile";
import { CallRecord } from "../../contract/call.ts";
import type { Directory } from "../directory/directory.ts";
import type { ImportResult, Ledger } from "../ledger/port.ts";
import { isPossible } from "./judge.ts";

const checker = Compile(CallRecord);

/** What became of a saved history; `leftOut` calls break the contract, or say they took place before there were codecs or in the future. */
export interface HistoryImport extends ImportResult {
  readonly leftOut: number;
}

/** Why a saved history was not read into the ledger; nothing of it was kept. */
export class ImportError extends Error {
  readonly code: "COLLECTOR_RUNNING" | "ENDPOINT_UNKNOWN";
  constructor(code: ImportError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** The door for calls that no agent sends: what goes through is what an envelope could have brought. @throws ImportError */
export async function importInto(
  ledger: Pick<Ledger, "importCalls">,
  directory: Directory,
  history: { readonly endpoint: string; readonly calls: readonly unknown[] },
  now: number,
): Promise<HistoryImport> {
  const { endpoint, calls } = history;
  if (directory.endpoint(endpoint) === undefined) throw new ImportError("ENDPOINT_UNKNOWN", `${endpoint} is no endpoint of the inventory`);
  const possible = calls.filter((call): call is CallRecord => checker.Check(call) && isPossible(call, now));
  return { ...(await ledger.importCalls(endpoint, possible, now)), leftOut: calls.length - possible.length };
}

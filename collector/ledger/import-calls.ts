import type { Kysely, Selectable, Transaction } from "kysely";
import type { CallRecord } from "../../contract/call.ts";
import { toldByFile } from "./call-telling.ts";
import { deleteCall, keepCall, replaceImported } from "./keep-calls.ts";
import type { HistoryConflicts, ImportResult, Ledger, RemovalResult } from "./port.ts";
import type { Tables } from "./tables.ts";

/** Every database allows this many parameters. */
const keysPerQuestion = 500;

/** Zones of the same moment are a whole number of these apart, and never further than this. */
const zoneStepMs = 15 * 60_000;
const zonesSpanMs = 26 * 3_600_000;

type SavedHistories = Pick<Ledger, "importCalls" | "conflictsOf" | "removeImported">;

export function savedHistoriesIn(db: Kysely<Tables>): SavedHistories {
  return {
    importCalls: (endpoint, calls, importedAt, { replaces } = { replaces: false }) =>
      db.transaction().execute((trx) => importCalls(trx, endpoint, calls, importedAt, replaces)),
    conflictsOf: (endpoint, calls) => conflictsOf(db, endpoint, calls),
    removeImported: (endpoint, calls) => db.transaction().execute((trx) => removeImported(trx, endpoint, calls)),
  };
}

async function importCalls(
  trx: Transaction<Tables>,
  endpoint: string,
  calls: readonly CallRecord[],
  importedAt: number,
  replaces: boolean,
): Promise<ImportResult> {
  const count = { added: 0, completed: 0, replaced: 0, known: 0, purged: 0 };
  for (const call of calls) {
    const telling = toldByFile(call, importedAt);
    count[replaces ? await replaceImported(trx, endpoint, telling) : await keepCall(trx, endpoint, telling)] += 1;
  }
  const { added, completed, replaced, purged, known } = count;
  return { added, completed, replaced, purged, alreadyThere: known };
}

async function conflictsOf(db: Kysely<Tables>, endpoint: string, calls: readonly CallRecord[]): Promise<HistoryConflicts> {
  const elsewhere = new Map<string, number>();
  let otherHour = 0;
  const told = new Map(calls.map((call) => [call.key, call]));
  for (const row of await rowsOfKeys(db, [...told.keys()])) {
    const call = told.get(row.key);
    if (call === undefined) continue;
    if (row.endpoint !== endpoint) {
      if (isSameCallElsewhere(row, call)) elsewhere.set(row.endpoint, (elsewhere.get(row.endpoint) ?? 0) + 1);
    } else if (row.started_at_ms !== call.startedAt) otherHour += 1;
  }
  return { elsewhere, otherHour };
}

/** Codecs may give the same key to two calls; not to two that begin together. In another zone, the length tells. */
function isSameCallElsewhere(row: Pick<CallRow, "started_at_ms" | "duration_s">, call: CallRecord): boolean {
  const apart = Math.abs(row.started_at_ms - call.startedAt);
  return apart === 0 || (apart <= zonesSpanMs && apart % zoneStepMs === 0 && row.duration_s === call.durationS);
}

async function removeImported(trx: Transaction<Tables>, endpoint: string, calls: readonly CallRecord[]): Promise<RemovalResult> {
  const keys = [...new Set(calls.map(({ key }) => key))];
  const rows = (await rowsOfKeys(trx, keys)).filter((row) => row.endpoint === endpoint);
  const imported = rows.filter((row) => row.is_imported === 1);
  for (const row of imported) await deleteCall(trx, row);
  return { removed: imported.length, polled: rows.length - imported.length, absent: keys.length - rows.length };
}

type CallRow = Pick<
  Selectable<Tables["call"]>,
  "entry" | "endpoint" | "key" | "started_at_ms" | "true_started_at_ms" | "duration_s" | "is_imported"
>;

async function rowsOfKeys(db: Kysely<Tables>, keys: readonly string[]): Promise<CallRow[]> {
  const rows: CallRow[] = [];
  for (let start = 0; start < keys.length; start += keysPerQuestion) {
    const chunk = await db
      .selectFrom("call")
      .select(["entry", "endpoint", "key", "started_at_ms", "true_started_at_ms", "duration_s", "is_imported"])
      .where("key", "in", keys.slice(start, start + keysPerQuestion))
      .execute();
    rows.push(...chunk);
  }
  return rows;
}

import type { Insertable, Selectable, Transaction } from "kysely";
import { trueStartOf } from "../call-time.ts";
import { recordOfRow, rowOfCall } from "./call-rows.ts";
import { type CallTelling, isSameCall, joined } from "./call-telling.ts";
import type { Tables } from "./tables.ts";
import { isOfPurgedPart, isToldAgain, type MarkedCall, markCall } from "./usage-marks.ts";

/** What became of one telling: a call nobody had told, one now told more fully, nothing new, or a call of a month whose calls are forgotten. */
export type CallNews = "added" | "completed" | "known" | "purged";

/**
 * Keeps one record for each call of an endpoint. A record that changes takes a new place at the end of the stream, so that followers
 * read it again; one that only was told once more stays where it is.
 */
export async function keepCall(trx: Transaction<Tables>, endpoint: string, told: CallTelling): Promise<CallNews> {
  const row = await trx.selectFrom("call").selectAll().where("endpoint", "=", endpoint).where("key", "=", told.call.key).executeTakeFirst();
  if (row === undefined) {
    if (await isToldAgain(trx, endpoint, trueStartOf(told.call))) return "purged";
    await insertCall(trx, endpoint, told);
    return "added";
  }
  const known = tellingOfRow(row);
  const now = joined(known, told);
  if (isSameCall(known.call, now.call) && known.isImported === now.isImported) {
    await trx.updateTable("call").set(tellingColumns(now)).where("entry", "=", row.entry).execute();
    return "known";
  }
  // Counted where it was; moved to another month it would be counted there again.
  if (await isOfPurgedPart(trx, endpoint, row.true_started_at_ms)) return "known";
  await deleteCall(trx, row);
  await insertCall(trx, endpoint, now, { trueStart: row.true_started_at_ms, leg: row.leg });
  return "completed";
}

/**
 * As a file tells it, whatever another file told before: what was imported in the wrong zone is put right so. What a poll read stays
 * as it is, unless both agree on when the call began.
 */
export async function replaceImported(trx: Transaction<Tables>, endpoint: string, told: CallTelling): Promise<CallNews | "replaced"> {
  const row = await trx.selectFrom("call").selectAll().where("endpoint", "=", endpoint).where("key", "=", told.call.key).executeTakeFirst();
  if (row === undefined || row.started_at_ms === told.call.startedAt) return keepCall(trx, endpoint, told);
  if (row.is_imported === 0) return "known";
  if (await isOfPurgedPart(trx, endpoint, row.true_started_at_ms)) return "known";
  if (await isToldAgain(trx, endpoint, trueStartOf(told.call))) return "purged";
  await deleteCall(trx, row);
  await insertCall(trx, endpoint, told);
  return "replaced";
}

async function insertCall(
  trx: Transaction<Tables>,
  endpoint: string,
  telling: CallTelling,
  before?: { readonly trueStart: number; readonly leg: number },
): Promise<void> {
  const trueStart = trueStartOf(telling.call);
  const leg = before?.trueStart === trueStart ? before.leg : await freeLeg(trx, endpoint, trueStart);
  await trx
    .insertInto("call")
    .values({ ...rowOfCall(endpoint, telling.call, leg), ...tellingColumns(telling) })
    .execute();
  await markCall(trx, { endpoint, true_started_at_ms: trueStart, duration_s: telling.call.durationS });
}

/** Takes a call away, and says that what was worked out of it is to be worked out again. */
export async function deleteCall(trx: Transaction<Tables>, row: MarkedCall & { readonly entry: number }): Promise<void> {
  await trx.deleteFrom("call").where("entry", "=", row.entry).execute();
  await markCall(trx, row);
}

/** The lowest number no other call of this endpoint has that began at the same instant. */
async function freeLeg(trx: Transaction<Tables>, endpoint: string, trueStart: number): Promise<number> {
  const rows = await trx
    .selectFrom("call")
    .select("leg")
    .where("endpoint", "=", endpoint)
    .where("true_started_at_ms", "=", trueStart)
    .execute();
  const taken = new Set(rows.map(({ leg }) => leg));
  let leg = 0;
  while (taken.has(leg)) leg += 1;
  return leg;
}

type TellingColumns = Pick<Insertable<Tables["call"]>, "is_imported" | "is_from_file" | "told_at_ms" | "clock_told_at_ms">;

function tellingColumns({ isImported, isFromFile, toldAt, clockToldAt }: CallTelling): TellingColumns {
  return { is_imported: Number(isImported), is_from_file: Number(isFromFile), told_at_ms: toldAt, clock_told_at_ms: clockToldAt };
}

function tellingOfRow(row: Selectable<Tables["call"]>): CallTelling {
  return {
    call: recordOfRow(row),
    isImported: row.is_imported === 1,
    isFromFile: row.is_from_file === 1,
    toldAt: row.told_at_ms,
    clockToldAt: row.clock_told_at_ms,
  };
}

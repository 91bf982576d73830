import type { Kysely, Selectable, Transaction } from "kysely";
import { monthAt } from "../usage/months.ts";
import { type Purpose, type PurposeTag, purposes, type UserKind, userKinds } from "../usage/purpose.ts";
import type { DeclarationTables } from "./declaration-tables.ts";
import type { PurposeDraft, PurposeTags } from "./purpose-tags.ts";
import { keepTrace } from "./trace.ts";
import type { Writer } from "./writer.ts";

type Db = Kysely<DeclarationTables>;
type Trx = Transaction<DeclarationTables>;

export function purposeTagsIn(db: Db, nowS: () => number): PurposeTags {
  return {
    purposeTags: async ({ from, to }) => {
      const within = db.selectFrom("purpose_tag").selectAll().where("month", ">=", from).where("month", "<=", to);
      return (await within.orderBy("entry").execute()).map(tagOfRow);
    },
    writePurposeTag: (draft, writer) => db.transaction().execute((trx) => write(trx, draft, writer, nowS())),
    forgetHoursOfUse: async (before) => {
      const old = db.updateTable("purpose_tag").set({ used_at_s: null }).where("used_at_s", "<", before);
      return Number((await old.executeTakeFirst()).numUpdatedRows);
    },
  };
}

async function write(trx: Trx, { endpoint, usedAt, purpose, users }: PurposeDraft, writer: Writer, at: number): Promise<PurposeTag> {
  const last = await trx
    .selectFrom("purpose_tag")
    .selectAll()
    .where("endpoint", "=", endpoint)
    .where("used_at_s", "=", usedAt)
    .orderBy("entry", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last !== undefined && last.purpose === purpose && last.users === users) return tagOfRow(last);
  const first = last === undefined ? null : (last.first ?? last.entry);
  const row = { at_s: at, who: writer.who, first, endpoint, month: monthAt(usedAt).name, used_at_s: usedAt, purpose, users };
  const { entry } = await trx.insertInto("purpose_tag").values(row).returning("entry").executeTakeFirstOrThrow();
  // The trace is kept for ever: it has the month of the use, not its hour.
  const before = last === undefined ? null : { purpose: last.purpose, users: last.users };
  await keepTrace(trx, { at, ...writer, what: "use_tagged", about: `${endpoint} ${row.month}`, before, after: { purpose, users } });
  return tagOfRow({ ...row, entry });
}

function tagOfRow(row: Selectable<DeclarationTables["purpose_tag"]>): PurposeTag {
  return {
    entry: row.entry,
    first: row.first ?? row.entry,
    endpoint: row.endpoint,
    month: row.month,
    usedAt: row.used_at_s,
    by: row.who,
    purpose: purposes.find((one): one is Purpose => one === row.purpose) ?? null,
    users: userKinds.find((one): one is UserKind => one === row.users) ?? null,
  };
}

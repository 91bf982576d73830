import type { Kysely, Selectable, Transaction } from "kysely";
import type { ClosedQuarter, Closing, ClosingDraft, Closings } from "./closings.ts";
import type { DeclarationTables } from "./declaration-tables.ts";
import { DeclarationRefused, type Writer } from "./declarations.ts";
import { keepTrace } from "./trace.ts";

type Db = Kysely<DeclarationTables>;
type Trx = Transaction<DeclarationTables>;
const facts = ["quarter", "revision", "at_s", "who", "reason", "horizon_s", "version", "sha256"] as const;

export function closingsIn(db: Db, nowS: () => number): Closings {
  return {
    closings: async () =>
      (await db.selectFrom("closing").select(facts).orderBy("quarter").orderBy("revision").execute()).map((row) => closingOfRow(row)),
    lastClosing: async (quarter) => {
      const row = await lastOf(db, quarter).selectAll().executeTakeFirst();
      return row === undefined ? null : closedOfRow(row);
    },
    closingOf: async (quarter, revision) => {
      const one = db.selectFrom("closing").where("quarter", "=", quarter).where("revision", "=", revision).selectAll();
      const row = await one.executeTakeFirst();
      return row === undefined ? null : closedOfRow(row);
    },
    writeClosing: (draft, writer) => db.transaction().execute((trx) => write(trx, draft, writer, nowS())),
  };
}

const lastOf = (db: Db | Trx, quarter: string) =>
  db.selectFrom("closing").where("quarter", "=", quarter).orderBy("revision", "desc").limit(1);

async function write(trx: Trx, { horizon, ...draft }: ClosingDraft, writer: Writer, at: number): Promise<Closing> {
  const before = (await lastOf(trx, draft.quarter).select(facts).executeTakeFirst()) ?? null;
  if (draft.revision !== (before === null ? 0 : before.revision + 1)) throw new DeclarationRefused("OUTDATED");
  const row = { ...draft, horizon_s: horizon, at_s: at, who: writer.who };
  await trx.insertInto("closing").values(row).execute();
  const written = closingOfRow(row);
  const what = draft.revision === 0 ? "quarter_closed" : "quarter_revised";
  const traced = {
    at,
    ...writer,
    what,
    about: draft.quarter,
    before: before === null ? null : closingOfRow(before),
    after: written,
  } as const;
  await keepTrace(trx, traced);
  return written;
}

type Facts = Pick<Selectable<DeclarationTables["closing"]>, (typeof facts)[number]>;

function closingOfRow({ quarter, revision, at_s, who, reason, horizon_s, version, sha256 }: Facts): Closing {
  return { quarter, revision, at: at_s, by: who, reason, horizon: horizon_s, version, sha256 };
}

function closedOfRow(row: Selectable<DeclarationTables["closing"]>): ClosedQuarter {
  return { ...closingOfRow(row), figures: row.figures, differences: row.differences };
}

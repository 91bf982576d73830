import type { Kysely, Selectable, Transaction } from "kysely";
import type { DeclarationTables } from "./declaration-tables.ts";
import { DeclarationRefused, type Writer } from "./declarations.ts";
import type { ReportChannel, ReportDelivery, ReportFile, ReportIssue, ReportIssueDraft, ReportIssues } from "./report-issues.ts";
import { keepTrace } from "./trace.ts";

type Db = Kysely<DeclarationTables>;
type Trx = Transaction<DeclarationTables>;

export function reportIssuesIn(db: Db, nowS: () => number): ReportIssues {
  return {
    reportIssues: async () =>
      (await db.selectFrom("report_issue").selectAll().orderBy("quarter").orderBy("revision").execute()).map(issueOfRow),
    lastReport: (quarter) => lastOf(db, quarter),
    writeReport: (draft, writer) => db.transaction().execute((trx) => write(trx, draft, writer)),
    reportDeliveries: async () => (await db.selectFrom("report_delivery").selectAll().orderBy("entry").execute()).map(deliveryOfRow),
    writeDelivery: async (draft, { who }) => {
      await db
        .insertInto("report_delivery")
        .values({ ...draft, at_s: nowS(), who })
        .execute();
    },
  };
}

async function lastOf(db: Db | Trx, quarter: string): Promise<ReportIssue | null> {
  const newest = db.selectFrom("report_issue").where("quarter", "=", quarter).orderBy("revision", "desc").limit(1);
  const row = await newest.selectAll().executeTakeFirst();
  return row === undefined ? null : issueOfRow(row);
}

async function write(trx: Trx, draft: ReportIssueDraft, writer: Writer): Promise<ReportIssue> {
  const before = await lastOf(trx, draft.quarter);
  if (draft.revision !== (before === null ? 0 : before.revision + 1)) throw new DeclarationRefused("OUTDATED");
  const { at, horizon, files, ...facts } = draft;
  const row = { ...facts, horizon_s: horizon, files: JSON.stringify(files), at_s: at, who: writer.who };
  await trx.insertInto("report_issue").values(row).execute();
  const after = { ...draft, by: writer.who };
  const what = draft.revision === 0 ? "report_issued" : "report_revised";
  await keepTrace(trx, { at, ...writer, what, about: draft.quarter, before, after });
  return after;
}

function issueOfRow(row: Selectable<DeclarationTables["report_issue"]>): ReportIssue {
  const { quarter, revision, at_s, who, reason, horizon_s, version, sha256 } = row;
  const files = JSON.parse(row.files) as ReportFile[];
  return { quarter, revision, at: at_s, by: who, reason, horizon: horizon_s, version, sha256, files };
}

function deliveryOfRow({ quarter, revision, at_s, channel, target }: Selectable<DeclarationTables["report_delivery"]>): ReportDelivery {
  return { quarter, revision, at: at_s, channel: channel as ReportChannel, target };
}

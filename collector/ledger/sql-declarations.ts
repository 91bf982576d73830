import type { Kysely, Selectable, Transaction } from "kysely";
import type { IncidentNote, IncidentSaying } from "../sla/incident-notes.ts";
import type { MaintenanceEntry, MaintenanceTime, Scope } from "../sla/maintenance.ts";
import type { DeclarationTables } from "./declaration-tables.ts";
import {
  DeclarationRefused,
  type Declarations,
  type MaintenanceDraft,
  type NoteDraft,
  type Once,
  type TracedAct,
  type Writer,
} from "./declarations.ts";
import { tokensIn } from "./person-tokens.ts";
import { campaignsIn } from "./sql-campaigns.ts";
import { closingsIn } from "./sql-closings.ts";
import { purposeTagsIn } from "./sql-purpose-tags.ts";
import { reportIssuesIn } from "./sql-report-issues.ts";
import { keepTrace, termsTracesIn, traceIn } from "./trace.ts";

type Db = Kysely<DeclarationTables>;
type Trx = Transaction<DeclarationTables>;

/** @param nowS s since 1970 UTC, by the collector's clock */
export function sqlDeclarations(db: Db, nowS: () => number): Omit<Declarations, "close"> {
  return {
    maintenanceEntries: async () => (await db.selectFrom("maintenance_entry").selectAll().orderBy("entry").execute()).map(maintenanceOfRow),
    writeMaintenance: (draft, writer, once) =>
      db.transaction().execute(async (trx) => {
        const kept = await keptEntry(trx, writer, once);
        return kept === null ? addMaintenance(trx, draft, writer, nowS(), once) : maintenanceOfRow(await maintenanceRow(trx, kept));
      }),
    incidentNotes: async (endpoint) => {
      const notes = db.selectFrom("incident_note").selectAll().orderBy("entry");
      return (await (endpoint === undefined ? notes : notes.where("endpoint", "=", endpoint)).execute()).map(noteOfRow);
    },
    writeIncidentNote: (draft, writer, once) =>
      db.transaction().execute(async (trx) => {
        const kept = await keptEntry(trx, writer, once);
        return kept === null ? addNote(trx, draft, writer, nowS(), once) : noteOfRow(await noteRow(trx, kept));
      }),
    ...tokensIn(db, nowS),
    ...closingsIn(db, nowS),
    ...reportIssuesIn(db, nowS),
    ...purposeTagsIn(db, nowS),
    ...campaignsIn(db, nowS),
    termsTraces: () => termsTracesIn(db),
    writeTerms: (draft, writer) => db.transaction().execute((trx) => keepTrace(trx, { ...draft, ...writer, at: nowS() })),
    trace: (limit) => traceIn(db, limit),
  };
}

async function addMaintenance(trx: Trx, draft: MaintenanceDraft, writer: Writer, at: number, once: Once | undefined) {
  const before = draft.act === "declared" ? null : await lastOf(trx, draft.id);
  if (draft.act !== "declared") refuseUnlessLast(before, draft.follows);
  const entry = await nextMaintenance(trx);
  const id = draft.act === "declared" ? await nextName(trx) : draft.id;
  const { act, reason } = draft;
  const time = draft.time === null ? null : JSON.stringify(draft.time);
  const row = { entry, at_s: at, who: writer.who, id, act, reason, scope: JSON.stringify(draft.scope), time };
  await trx.insertInto("maintenance_entry").values(row).execute();
  const written = maintenanceOfRow(row);
  await keepTrace(trx, { at, ...writer, what: `maintenance_${act}`, about: id, before, after: written });
  await keepKey(trx, writer, once, entry, at);
  return written;
}

function refuseUnlessLast(last: MaintenanceEntry | null, follows: number): void {
  if (last === null) throw new DeclarationRefused("UNKNOWN");
  if (last.time === null) throw new DeclarationRefused("WITHDRAWN");
  if (last.entry !== follows) throw new DeclarationRefused("OUTDATED");
}

async function lastOf(trx: Trx, id: string): Promise<MaintenanceEntry | null> {
  const row = await trx
    .selectFrom("maintenance_entry")
    .selectAll()
    .where("id", "=", id)
    .orderBy("entry", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : maintenanceOfRow(row);
}

/** Nobody else writes within the transaction, and no entry is ever deleted. */
async function nextMaintenance(trx: Trx): Promise<number> {
  const { last } = await trx
    .selectFrom("maintenance_entry")
    .select((query) => query.fn.max("entry").as("last"))
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

/** M1, M2, M3…: no number is left out, so that none is looked for in vain. */
async function nextName(trx: Trx): Promise<string> {
  const rows = await trx.selectFrom("maintenance_entry").select("id").where("act", "=", "declared").execute();
  return `M${1 + Math.max(0, ...rows.map(({ id }) => Number(id.slice(1))))}`;
}

async function addNote(trx: Trx, draft: NoteDraft, writer: Writer, at: number, once: Once | undefined): Promise<IncidentNote> {
  const { endpoint, said, incident } = draft;
  const row = { at_s: at, who: writer.who, endpoint, about_s: draft.at, said: JSON.stringify(said) };
  const { entry } = await trx.insertInto("incident_note").values(row).returning("entry").executeTakeFirstOrThrow();
  const written = noteOfRow({ ...row, entry });
  await keepTrace(trx, { at, ...writer, what: traced[said.kind], about: incident ?? endpoint, before: null, after: written });
  await keepKey(trx, writer, once, entry, at);
  return written;
}

const traced: Readonly<Record<IncidentSaying["kind"], TracedAct>> = {
  paged: "incident_paged",
  acknowledged: "incident_acknowledged",
  comment: "incident_comment",
  attributed: "incident_attributed",
};

const maintenanceRow = (trx: Trx, entry: number) =>
  trx.selectFrom("maintenance_entry").selectAll().where("entry", "=", entry).executeTakeFirstOrThrow();
const noteRow = (trx: Trx, entry: number) =>
  trx.selectFrom("incident_note").selectAll().where("entry", "=", entry).executeTakeFirstOrThrow();

function maintenanceOfRow(row: Selectable<DeclarationTables["maintenance_entry"]>): MaintenanceEntry {
  return {
    entry: row.entry,
    id: row.id,
    act: row.act as MaintenanceEntry["act"],
    declaredAt: row.at_s,
    by: row.who,
    reason: row.reason,
    scope: JSON.parse(row.scope) as Scope,
    time: row.time === null ? null : (JSON.parse(row.time) as MaintenanceTime),
  };
}

function noteOfRow({ entry, endpoint, about_s, at_s, who, said }: Selectable<DeclarationTables["incident_note"]>): IncidentNote {
  return { entry, endpoint, at: about_s, writtenAt: at_s, by: who, said: JSON.parse(said) as IncidentSaying };
}

const keysForS = 86_400;

/** What the same request wrote before; null: it has not been here. */
async function keptEntry(trx: Trx, { who }: Writer, once: Once | undefined): Promise<number | null> {
  if (once === undefined) return null;
  const kept = await trx.selectFrom("kept_key").selectAll().where("who", "=", who).where("key", "=", once.key).executeTakeFirst();
  if (kept === undefined) return null;
  if (kept.request !== once.request) throw new DeclarationRefused("KEY_USED");
  return kept.entry;
}

async function keepKey(trx: Trx, { who }: Writer, once: Once | undefined, entry: number, at: number): Promise<void> {
  if (once === undefined) return;
  await trx
    .deleteFrom("kept_key")
    .where("at_s", "<", at - keysForS)
    .execute();
  await trx.insertInto("kept_key").values({ who, key: once.key, request: once.request, entry, at_s: at }).execute();
}

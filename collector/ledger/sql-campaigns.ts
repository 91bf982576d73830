import type { Kysely, Selectable, Transaction } from "kysely";
import { type Campaign, campaignKinds } from "../usage/campaign.ts";
import type { CampaignDraft, Campaigns } from "./campaigns.ts";
import type { DeclarationTables } from "./declaration-tables.ts";
import { keepTrace } from "./trace.ts";
import type { Writer } from "./writer.ts";

type Db = Kysely<DeclarationTables>;
type Trx = Transaction<DeclarationTables>;
type Row = Selectable<DeclarationTables["campaign_entry"]>;

export function campaignsIn(db: Db, nowS: () => number): Campaigns {
  return {
    campaigns: () => campaignsOf(db),
    writeCampaign: (draft, writer) => db.transaction().execute((trx) => write(trx, draft, writer, nowS())),
    withdrawCampaign: (id, writer) => db.transaction().execute((trx) => withdraw(trx, id, writer, nowS())),
  };
}

async function campaignsOf(db: Db | Trx): Promise<Campaign[]> {
  const rows = await db.selectFrom("campaign_entry").selectAll().orderBy("entry").execute();
  const withdrawals = new Map(rows.filter(({ act }) => act === "withdrawn").map(({ id, at_s }) => [id, at_s]));
  return rows.filter(({ act }) => act === "declared").map((row) => campaignOfRow(row, withdrawals.get(row.id) ?? null));
}

async function write(trx: Trx, draft: CampaignDraft, writer: Writer, at: number): Promise<Campaign> {
  const { territory, kind, from, to } = draft;
  const same = (await campaignsOf(trx)).find(
    (one) => one.withdrawnAt === null && one.territory === territory && one.kind === kind && one.from === from && one.to === to,
  );
  if (same !== undefined) return same;
  const entry = await nextEntry(trx);
  const row = { entry, at_s: at, who: writer.who, id: `C${entry}`, act: "declared", territory, kind, from_s: from, to_s: to };
  await trx.insertInto("campaign_entry").values(row).execute();
  const written = campaignOfRow(row, null);
  await keepTrace(trx, { at, ...writer, what: "campaign_declared", about: written.id, before: null, after: written });
  return written;
}

async function withdraw(trx: Trx, id: string, writer: Writer, at: number): Promise<Campaign | null> {
  const before = (await campaignsOf(trx)).find((one) => one.id === id && one.withdrawnAt === null);
  if (before === undefined) return null;
  const { territory, kind, from, to } = before;
  const row = { at_s: at, who: writer.who, id, act: "withdrawn", territory, kind, from_s: from, to_s: to };
  await trx.insertInto("campaign_entry").values(row).execute();
  const after = { ...before, withdrawnAt: at };
  await keepTrace(trx, { at, ...writer, what: "campaign_withdrawn", about: id, before, after });
  return after;
}

/** Nobody else writes within the transaction, and no entry is ever deleted. */
async function nextEntry(trx: Trx): Promise<number> {
  const entries = trx.selectFrom("campaign_entry").select((query) => query.fn.max("entry").as("last"));
  return ((await entries.executeTakeFirstOrThrow()).last ?? 0) + 1;
}

function campaignOfRow(row: Row, withdrawnAt: number | null): Campaign {
  const { entry, id, territory, kind, from_s, to_s, at_s, who } = row;
  const known = campaignKinds.find((one) => one === kind) ?? "other";
  return { entry, id, territory, kind: known, from: from_s, to: to_s, declaredAt: at_s, by: who, withdrawnAt };
}

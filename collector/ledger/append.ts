import type { Kysely, Transaction } from "kysely";
import { toldByPoll } from "./call-telling.ts";
import type { Forms } from "./forms.ts";
import type { JustKept } from "./just-kept.ts";
import { keepCall } from "./keep-calls.ts";
import { keepCorrections, keepEvents } from "./keep-told.ts";
import type { AppendBatch, AppendResult, SeenRun } from "./port.ts";
import { rowOfObservation, storedObservation } from "./rows.ts";
import { insertMany } from "./sentences.ts";
import type { Tables } from "./tables.ts";
import { updatePresent } from "./update-present.ts";

type Kept = AppendBatch["observations"];

/** What one process remembers of what it wrote. */
interface Memory {
  readonly forms: Forms;
  readonly justKept: JustKept;
}

/** One envelope in one transaction: its observations and calls, what they make newest, and the mark that they were kept. */
export async function append(db: Kysely<Tables>, { forms, justKept }: Memory, batch: AppendBatch): Promise<AppendResult> {
  // Before the transaction: a form without observations does no harm, an observation without its form would.
  const ids = await forms.idsOf(
    batch.observations.map(({ observation }) => observation),
    batch.receivedAt,
  );
  const told = batch.observations.map((one, index) => ({ ...one, form: ids[index] ?? 0 }));
  const { fresh, newestEntry, leftOut } = await db.transaction().execute((trx) => keep(trx, batch, told));
  if (newestEntry !== null)
    justKept.add(fresh.map(({ observation }, index) => storedObservation(batch, observation, newestEntry - fresh.length + 1 + index)));
  return { accepted: fresh.length, alreadySeen: told.length - fresh.length, seen: seenAmong(told, fresh), leftOut };
}

type Told = Kept[number] & { readonly form: number };

interface Fresh {
  readonly fresh: readonly Told[];
  /** Entries of one transaction follow each other. null: the database does not say. */
  readonly newestEntry: number | null;
  readonly leftOut: number;
}

/** What was told and is not fresh, by its sequences. */
function seenAmong(told: readonly Told[], fresh: readonly Told[]): SeenRun[] {
  const isFresh = new Set(fresh);
  const seen: SeenRun[] = [];
  for (const one of told) {
    if (isFresh.has(one)) continue;
    const last = seen.at(-1);
    if (last !== undefined && last.first + last.count === one.sequence) seen[seen.length - 1] = { ...last, count: last.count + 1 };
    else seen.push({ first: one.sequence, count: 1 });
  }
  return seen;
}

async function keep(trx: Transaction<Tables>, batch: AppendBatch, told: readonly Told[]): Promise<Fresh> {
  await keepEvents(trx, batch);
  if (batch.count === 0) await updateAgent(trx, batch, []);
  const runs = await runsTouching(trx, batch);
  const fresh = told.filter(({ sequence }) => !runs.some((run) => run.first <= sequence && sequence < run.next));
  if (fresh.length === 0) return { fresh, newestEntry: null, leftOut: 0 };
  const leftOut = runs.length > 0 ? 0 : await leftOutBefore(trx, batch);
  const newestEntry = await insertMany(
    trx,
    "observation",
    fresh.map(({ observation, form }) => rowOfObservation(batch, observation, form)),
  );
  await keepCalls(trx, fresh);
  await updatePresent(trx, batch.agent, fresh);
  await updateAgent(trx, batch, fresh);
  await keepCorrections(trx, batch);
  await markKept(trx, batch, runs);
  return { fresh, newestEntry, leftOut };
}

interface SequenceRun {
  readonly first: number;
  readonly next: number;
}

/** Runs of kept sequences that overlap the batch or end just where it begins. */
async function runsTouching(trx: Transaction<Tables>, { agent, outbox, first, count }: AppendBatch): Promise<SequenceRun[]> {
  const rows = await trx
    .selectFrom("kept_sequences")
    .select(["first_sequence", "next_sequence"])
    .where("agent", "=", agent)
    .where("outbox", "=", outbox)
    .where("first_sequence", "<=", first + count)
    .where("next_sequence", ">=", first)
    .execute();
  return rows.map((row) => ({ first: row.first_sequence, next: row.next_sequence }));
}

/** Sequences between these, which follow none that was kept, and the nearest kept before them. */
async function leftOutBefore(trx: Transaction<Tables>, { agent, outbox, first }: AppendBatch): Promise<number> {
  const row = await trx
    .selectFrom("kept_sequences")
    .select(({ fn }) => fn.max("next_sequence").as("next"))
    .where("agent", "=", agent)
    .where("outbox", "=", outbox)
    .where("next_sequence", "<", first)
    .executeTakeFirst();
  return first - (row?.next ?? 1);
}

async function markKept(
  trx: Transaction<Tables>,
  { agent, outbox, first, count }: AppendBatch,
  runs: readonly SequenceRun[],
): Promise<void> {
  const merged = {
    first_sequence: Math.min(first, ...runs.map((run) => run.first)),
    next_sequence: Math.max(first + count, ...runs.map((run) => run.next)),
  };
  for (const run of runs) {
    await trx
      .deleteFrom("kept_sequences")
      .where("agent", "=", agent)
      .where("outbox", "=", outbox)
      .where("first_sequence", "=", run.first)
      .execute();
  }
  await trx
    .insertInto("kept_sequences")
    .values({ agent, outbox, ...merged })
    .execute();
}

async function keepCalls(trx: Transaction<Tables>, fresh: Kept): Promise<void> {
  for (const { observation } of fresh) {
    for (const call of observation.calls) await keepCall(trx, observation.endpoint, toldByPoll(call, observation.observedAt));
  }
}

async function updateAgent(trx: Transaction<Tables>, batch: AppendBatch, fresh: Kept): Promise<void> {
  const newest = fresh.length === 0 ? null : Math.max(...fresh.map(({ observation }) => observation.observedAt));
  const health = batch.health === undefined ? null : JSON.stringify(batch.health);
  if (health !== null) {
    await trx
      .insertInto("agent_report")
      .values({ agent: batch.agent, received_at_ms: batch.receivedAt, sent_at_ms: batch.sentAt, health })
      .execute();
  }
  await trx
    .insertInto("agent_standing")
    .values({
      agent: batch.agent,
      last_contact_at_ms: batch.receivedAt,
      clock_offset_ms: batch.sentAt - batch.receivedAt,
      newest_observed_at_ms: newest,
      health,
    })
    .onConflict((conflict) =>
      conflict.column("agent").doUpdateSet(({ eb, ref, fn }) => ({
        last_contact_at_ms: ref("excluded.last_contact_at_ms"),
        clock_offset_ms: ref("excluded.clock_offset_ms"),
        newest_observed_at_ms: eb
          .case()
          .when(ref("excluded.newest_observed_at_ms"), ">", fn.coalesce(ref("agent_standing.newest_observed_at_ms"), eb.lit(0)))
          .then(ref("excluded.newest_observed_at_ms"))
          .else(ref("agent_standing.newest_observed_at_ms"))
          .end(),
        health: fn.coalesce(ref("excluded.health"), ref("agent_standing.health")),
      })),
    )
    .execute();
}

import type { Kysely, Selectable, Transaction } from "kysely";
import type { AgentEvent } from "../../contract/agent-event.ts";
import type { AppendBatch, Ledger } from "./port.ts";
import type { Tables } from "./tables.ts";
import type { ClockCorrection, CorrectionBasis, LossCounts, StoredEvent, TimedEvent } from "./told.ts";

/** The same shift, but for the grain of the clocks. */
const sameShiftMs = 1_000;

/** Keeps each event once by its id; a fuller telling takes its place, under a new entry. */
export async function keepEvents(trx: Transaction<Tables>, { agent, receivedAt, events = [] }: AppendBatch): Promise<void> {
  for (const told of events) {
    const known = await trx
      .selectFrom("agent_event")
      .select(["entry", "event"])
      .where("agent", "=", agent)
      .where("id", "=", told.event.id)
      .executeTakeFirst();
    if (known !== undefined && !isFuller(told.event, JSON.parse(known.event) as AgentEvent)) continue;
    if (known !== undefined) await trx.deleteFrom("agent_event").where("entry", "=", known.entry).execute();
    await trx
      .insertInto("agent_event")
      .values({ agent, received_at_ms: receivedAt, ...rowOfEvent(told) })
      .execute();
  }
}

/** Whether a telling says more than the one kept. Tellings may come in any order: an older one never takes back a newer one. */
function isFuller(told: AgentEvent, known: AgentEvent): boolean {
  if (told.kind === "loss" && known.kind === "loss") return told.count > known.count;
  if (told.kind === "silence" && known.kind === "silence") return told.to !== undefined && known.to === undefined;
  if (told.kind === "started" && known.kind === "started") return told.previous !== undefined && known.previous === undefined;
  return false;
}

/** One row for a stretch of observations corrected alike, however many envelopes brought it. */
export async function keepCorrections(trx: Transaction<Tables>, batch: AppendBatch): Promise<void> {
  for (const correction of batch.corrections ?? []) {
    const before = await stretchBefore(trx, batch, correction);
    if (before === undefined) await insertCorrection(trx, batch, correction);
    else
      await trx
        .updateTable("clock_correction")
        .set({ next_sequence: correction.next, to_ms: correction.to, received_at_ms: batch.receivedAt })
        .where("entry", "=", before.entry)
        .execute();
  }
}

function stretchBefore(trx: Transaction<Tables>, { agent, outbox, boot }: AppendBatch, { first, byMs, basis }: ClockCorrection) {
  return trx
    .selectFrom("clock_correction")
    .select("entry")
    .where("agent", "=", agent)
    .where("outbox", "=", outbox)
    .where("boot", "=", boot)
    .where("basis", "=", basis)
    .where("next_sequence", "=", first)
    .where("by_ms", ">", byMs - sameShiftMs)
    .where("by_ms", "<", byMs + sameShiftMs)
    .executeTakeFirst();
}

async function insertCorrection(trx: Transaction<Tables>, batch: AppendBatch, correction: ClockCorrection): Promise<void> {
  const { agent, outbox, boot, receivedAt } = batch;
  const { first, next, from, to, byMs, basis, evidence } = correction;
  await trx
    .insertInto("clock_correction")
    .values({
      agent,
      outbox,
      boot,
      basis,
      evidence,
      received_at_ms: receivedAt,
      first_sequence: first,
      next_sequence: next,
      from_ms: from,
      to_ms: to,
      by_ms: byMs,
    })
    .execute();
}

type ToldMethods = Pick<Ledger, "agentEvents" | "agentEventsAfter" | "agentEventsNamed" | "lossCounts" | "clockCorrections">;

export function toldIn(db: Kysely<Tables>): ToldMethods {
  return {
    agentEvents: async (agent, from, to) => {
      const rows = await db
        .selectFrom("agent_event")
        .selectAll()
        .where("agent", "=", agent)
        .where("from_ms", "<", to)
        .where((eb) => eb.or([eb("to_ms", "is", null), eb("to_ms", ">=", from)]))
        .orderBy("from_ms")
        .orderBy("entry")
        .execute();
      return rows.map(eventOfRow);
    },
    agentEventsAfter: async (entry, limit) => {
      const rows = await db.selectFrom("agent_event").selectAll().where("entry", ">", entry).orderBy("entry").limit(limit).execute();
      return rows.map(eventOfRow);
    },
    agentEventsNamed: async (ids) => {
      if (ids.length === 0) return [];
      const rows = await db.selectFrom("agent_event").selectAll().where("id", "in", ids).execute();
      return rows.map(eventOfRow);
    },
    lossCounts: () => lossCounts(db),
    clockCorrections: async (agent, limit) => {
      const rows = await db
        .selectFrom("clock_correction")
        .selectAll()
        .where("agent", "=", agent)
        .orderBy("entry", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        agent: row.agent,
        outbox: row.outbox,
        boot: row.boot,
        receivedAt: row.received_at_ms,
        first: row.first_sequence,
        next: row.next_sequence,
        from: row.from_ms,
        to: row.to_ms,
        byMs: row.by_ms,
        basis: row.basis as CorrectionBasis,
        evidence: row.evidence,
      }));
    },
  };
}

async function lossCounts(db: Kysely<Tables>): Promise<ReadonlyMap<string, LossCounts>> {
  const rows = await db
    .selectFrom("agent_event")
    .select(({ fn }) => ["agent", "loss_reason", fn.sum<number | string>("loss_count").as("count")])
    .where("loss_reason", "is not", null)
    .groupBy(["agent", "loss_reason"])
    .execute();
  const counts = new Map<string, LossCounts>();
  for (const { agent, loss_reason, count } of rows) {
    if (loss_reason !== null) counts.set(agent, { ...counts.get(agent), [loss_reason]: Number(count) });
  }
  return counts;
}

function rowOfEvent({ event, from, to }: TimedEvent) {
  const loss = event.kind === "loss" ? { loss_reason: event.reason, loss_count: event.count } : { loss_reason: null, loss_count: null };
  return { id: event.id, kind: event.kind, from_ms: from, to_ms: to, ...loss, event: JSON.stringify(event) };
}

function eventOfRow(row: Selectable<Tables["agent_event"]>): StoredEvent {
  return {
    entry: row.entry,
    agent: row.agent,
    receivedAt: row.received_at_ms,
    from: row.from_ms,
    to: row.to_ms,
    event: JSON.parse(row.event) as AgentEvent,
  };
}

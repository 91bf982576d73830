import type { Transaction } from "kysely";
import { type Channel, type Observation, type Outcome, speakingChannels } from "../../contract/observation.ts";
import { forgetReadings } from "./forget-readings.ts";
import type { Tables } from "./tables.ts";

/** What new observations make newest. Late ones must not make an old value look new: only what is at least as recent replaces what is kept. */
export async function updatePresent(trx: Transaction<Tables>, fresh: readonly Observation[]): Promise<void> {
  await updateReadings(trx, fresh);
  await updateChannels(trx, fresh);
  await updateQuestions(trx, fresh);
  await forgetReadings(trx, fresh);
}

async function updateReadings(trx: Transaction<Tables>, fresh: readonly Observation[]): Promise<void> {
  for (const [endpoint, readings] of newestReadings(fresh)) {
    for (const [name, { value, from }] of readings) {
      const [kind = name, instance = ""] = name.split("#");
      await trx
        .insertInto("latest_reading")
        .values({
          endpoint,
          kind,
          instance,
          value: JSON.stringify(value),
          observed_at_ms: from.observedAt,
          question: from.question,
          interval_s: from.intervalS,
        })
        .onConflict((conflict) =>
          conflict
            .columns(["endpoint", "kind", "instance"])
            .doUpdateSet(({ ref }) => ({
              value: ref("excluded.value"),
              observed_at_ms: ref("excluded.observed_at_ms"),
              question: ref("excluded.question"),
              interval_s: ref("excluded.interval_s"),
            }))
            .whereRef("excluded.observed_at_ms", ">=", "latest_reading.observed_at_ms"),
        )
        .execute();
    }
  }
}

type TimedValue = { readonly value: number | string; readonly from: Observation };

function newestReadings(fresh: readonly Observation[]): Map<string, Map<string, TimedValue>> {
  const newest = new Map<string, Map<string, TimedValue>>();
  for (const from of fresh) {
    const readings = newest.get(from.endpoint) ?? new Map<string, TimedValue>();
    newest.set(from.endpoint, readings);
    for (const { kind, instance, value } of from.readings) {
      const name = instance === undefined ? kind : `${kind}#${instance}`;
      if ((readings.get(name)?.from.observedAt ?? 0) <= from.observedAt) readings.set(name, { value, from });
    }
  }
  return newest;
}

async function updateChannels(trx: Transaction<Tables>, fresh: readonly Observation[]): Promise<void> {
  const newest = new Map<string, { channel: Channel; outcome: Outcome; from: Observation }>();
  for (const from of fresh) {
    for (const [channel, outcome] of Object.entries(from.channels) as [Channel, Outcome][]) {
      const key = `${from.endpoint} ${channel}`;
      if ((newest.get(key)?.from.observedAt ?? 0) <= from.observedAt) newest.set(key, { channel, outcome, from });
    }
  }
  for (const { channel, outcome, from } of newest.values()) {
    await trx
      .insertInto("channel_standing")
      .values({ endpoint: from.endpoint, channel, outcome, observed_at_ms: from.observedAt, interval_s: from.intervalS })
      .onConflict((conflict) =>
        conflict
          .columns(["endpoint", "channel"])
          .doUpdateSet(({ ref }) => ({
            outcome: ref("excluded.outcome"),
            observed_at_ms: ref("excluded.observed_at_ms"),
            interval_s: ref("excluded.interval_s"),
          }))
          .whereRef("excluded.observed_at_ms", ">=", "channel_standing.observed_at_ms"),
      )
      .execute();
  }
}

async function updateQuestions(trx: Transaction<Tables>, fresh: readonly Observation[]): Promise<void> {
  const newest = new Map<string, Observation>();
  for (const observation of fresh.filter(isAnsweredInWhole)) {
    const key = `${observation.endpoint} ${observation.question}`;
    if ((newest.get(key)?.observedAt ?? 0) <= observation.observedAt) newest.set(key, observation);
  }
  for (const { endpoint, question, observedAt } of newest.values()) {
    await trx
      .insertInto("question_standing")
      .values({ endpoint, question, answered_at_ms: observedAt })
      .onConflict((conflict) =>
        conflict
          .columns(["endpoint", "question"])
          .doUpdateSet(({ ref }) => ({ answered_at_ms: ref("excluded.answered_at_ms") }))
          .whereRef("excluded.answered_at_ms", ">", "question_standing.answered_at_ms"),
      )
      .execute();
  }
}

/** Every channel that speaks and was tried has answered: what the codec did not say, it does not say any more. */
function isAnsweredInWhole({ channels }: Observation): boolean {
  const spoken = speakingChannels.flatMap((channel) => channels[channel] ?? []);
  return spoken.length > 0 && spoken.every((outcome) => outcome === "answered");
}

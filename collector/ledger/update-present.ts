import type { Transaction } from "kysely";
import { type Channel, type Observation, type Outcome, outcomeOf, speakingChannels } from "../../contract/observation.ts";
import { forgetReadings } from "./forget-readings.ts";
import { insertMany } from "./sentences.ts";
import type { Tables } from "./tables.ts";

/** An observation and the number of its form: what two of the same form say is of the same kinds. */
interface Told {
  readonly observation: Observation;
  readonly form: number;
}

/** What new observations make newest of what their agent knows. Late ones must not make an old value look new: only what is at least as recent replaces what is kept. */
export async function updatePresent(trx: Transaction<Tables>, agent: string, fresh: readonly Told[]): Promise<void> {
  const newest = newestOfEachForm(fresh);
  await updateReadings(trx, agent, newest);
  await updateChannels(trx, agent, newest);
  await updateQuestions(trx, agent, newest);
  await updateEndpoints(trx, agent, newest);
  await forgetReadings(trx, agent, newest);
}

/** Hours of a codec that is well have one form or two: only the newest of each can be the present. Oldest first. */
function newestOfEachForm(fresh: readonly Told[]): Observation[] {
  const newest = new Map<string, Observation>();
  for (const { observation, form } of fresh) {
    const key = `${observation.endpoint} ${form}`;
    if ((newest.get(key)?.observedAt ?? 0) > observation.observedAt) continue;
    // Put at the end: of two of the same instant the one that came later counts.
    newest.delete(key);
    newest.set(key, observation);
  }
  return [...newest.values()].toSorted((left, right) => left.observedAt - right.observedAt);
}

async function updateReadings(trx: Transaction<Tables>, agent: string, oldestFirst: readonly Observation[]): Promise<void> {
  const newest = new Map(
    oldestFirst.flatMap(({ endpoint, observedAt, question, intervalS, readings }) =>
      readings.map(({ kind, instance = "", value }) => [
        `${endpoint} ${kind}#${instance}`,
        { endpoint, agent, kind, instance, value: JSON.stringify(value), observed_at_ms: observedAt, question, interval_s: intervalS },
      ]),
    ),
  );
  await insertMany(trx, "latest_reading", [...newest.values()], (insert) =>
    insert.onConflict((conflict) =>
      conflict
        .columns(["endpoint", "agent", "kind", "instance"])
        .doUpdateSet(({ ref }) => ({
          value: ref("excluded.value"),
          observed_at_ms: ref("excluded.observed_at_ms"),
          question: ref("excluded.question"),
          interval_s: ref("excluded.interval_s"),
        }))
        .whereRef("excluded.observed_at_ms", ">=", "latest_reading.observed_at_ms"),
    ),
  );
}

async function updateChannels(trx: Transaction<Tables>, agent: string, oldestFirst: readonly Observation[]): Promise<void> {
  const newest = new Map(
    oldestFirst.flatMap(({ endpoint, observedAt, intervalS, channels }) =>
      (Object.entries(channels) as [Channel, Outcome][]).map(([channel, outcome]) => [
        `${endpoint} ${channel}`,
        { endpoint, agent, channel, outcome, observed_at_ms: observedAt, interval_s: intervalS },
      ]),
    ),
  );
  await insertMany(trx, "channel_standing", [...newest.values()], (insert) =>
    insert.onConflict((conflict) =>
      conflict
        .columns(["endpoint", "agent", "channel"])
        .doUpdateSet(({ ref }) => ({
          outcome: ref("excluded.outcome"),
          observed_at_ms: ref("excluded.observed_at_ms"),
          interval_s: ref("excluded.interval_s"),
        }))
        .whereRef("excluded.observed_at_ms", ">=", "channel_standing.observed_at_ms"),
    ),
  );
}

async function updateQuestions(trx: Transaction<Tables>, agent: string, oldestFirst: readonly Observation[]): Promise<void> {
  const newest = new Map(
    oldestFirst
      .filter(isAnsweredInWhole)
      .map(({ endpoint, question, observedAt }) => [`${endpoint} ${question}`, { endpoint, agent, question, answered_at_ms: observedAt }]),
  );
  await insertMany(trx, "question_standing", [...newest.values()], (insert) =>
    insert.onConflict((conflict) =>
      conflict
        .columns(["endpoint", "agent", "question"])
        .doUpdateSet(({ ref }) => ({ answered_at_ms: ref("excluded.answered_at_ms") }))
        .whereRef("excluded.answered_at_ms", ">", "question_standing.answered_at_ms"),
    ),
  );
}

async function updateEndpoints(trx: Transaction<Tables>, agent: string, oldestFirst: readonly Observation[]): Promise<void> {
  const answered = new Map(oldestFirst.filter(isAnswered).map(({ endpoint, observedAt }) => [endpoint, observedAt]));
  const newest = new Map(
    oldestFirst.map(({ endpoint, observedAt }) => [
      endpoint,
      { endpoint, agent, last_observed_at_ms: observedAt, last_answered_at_ms: answered.get(endpoint) ?? null },
    ]),
  );
  await insertMany(trx, "endpoint_standing", [...newest.values()], (insert) =>
    insert.onConflict((conflict) =>
      conflict.columns(["endpoint", "agent"]).doUpdateSet(({ eb, ref, fn }) => ({
        last_observed_at_ms: eb
          .case()
          .when(ref("excluded.last_observed_at_ms"), ">", ref("endpoint_standing.last_observed_at_ms"))
          .then(ref("excluded.last_observed_at_ms"))
          .else(ref("endpoint_standing.last_observed_at_ms"))
          .end(),
        last_answered_at_ms: eb
          .case()
          .when(
            fn.coalesce(ref("excluded.last_answered_at_ms"), eb.lit(0)),
            ">",
            fn.coalesce(ref("endpoint_standing.last_answered_at_ms"), eb.lit(0)),
          )
          .then(ref("excluded.last_answered_at_ms"))
          .else(ref("endpoint_standing.last_answered_at_ms"))
          .end(),
      })),
    ),
  );
}

function isAnswered(observation: Observation): boolean {
  return outcomeOf(observation) === "answered";
}

/** Every channel that speaks and was tried has answered: what the codec did not say, it does not say any more. */
function isAnsweredInWhole({ channels }: Observation): boolean {
  const spoken = speakingChannels.flatMap((channel) => channels[channel] ?? []);
  return spoken.length > 0 && spoken.every((outcome) => outcome === "answered");
}

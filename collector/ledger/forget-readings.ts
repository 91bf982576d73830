import type { Transaction } from "kysely";
import type { Observation } from "../../contract/observation.ts";
import { identityKinds } from "./port.ts";
import type { Tables } from "./tables.ts";

/** A codec that fills its own names in (a diagnostic, a stream) can make up any number of them: no codec needs as many as this. */
const readingsPerView = 1_000;

/** Every question is asked more often than this. */
const forgottenAfterMs = 7 * 86_400_000;

/** Few enough for every database's limit on parameters. */
const endpointsPerSentence = 500;

/**
 * Drops newest readings of one of many (a camera, a diagnostic) that are the present no more, of the endpoints just heard: what the same
 * question of the same agent did not name again when it was answered in whole, what nothing named for days, whoever read it, and the oldest
 * of what is more than any codec has. A reading without instance stays, however old: there is one a kind and agent, and it says when that
 * kind was last read.
 */
export async function forgetReadings(trx: Transaction<Tables>, agent: string, fresh: readonly Observation[]): Promise<void> {
  const heard = new Map<string, number>();
  for (const { endpoint, observedAt } of fresh) heard.set(endpoint, Math.max(heard.get(endpoint) ?? 0, observedAt));
  const endpoints = [...heard];
  for (let start = 0; start < endpoints.length; start += endpointsPerSentence) {
    const chunk = endpoints.slice(start, start + endpointsPerSentence);
    const ids = chunk.map(([endpoint]) => endpoint);
    // The one heard longest ago decides for all: the others lose theirs a little later.
    await forgetUnnamed(trx, ids, Math.min(...chunk.map(([, newest]) => newest)) - forgottenAfterMs);
    await forgetTooMany(trx, agent, ids);
  }
}

async function forgetUnnamed(trx: Transaction<Tables>, endpoints: readonly string[], before: number): Promise<void> {
  await trx
    .deleteFrom("latest_reading")
    .where("endpoint", "in", endpoints)
    .where("instance", "<>", "")
    .where("kind", "not in", identityKinds)
    .where(({ eb, or }) =>
      or([
        eb("observed_at_ms", "<", before),
        eb("observed_at_ms", "<", ({ selectFrom }) =>
          selectFrom("question_standing")
            .select("answered_at_ms")
            .whereRef("question_standing.endpoint", "=", "latest_reading.endpoint")
            .whereRef("question_standing.agent", "=", "latest_reading.agent")
            .whereRef("question_standing.question", "=", "latest_reading.question"),
        ),
      ]),
    )
    .execute();
}

async function forgetTooMany(trx: Transaction<Tables>, agent: string, endpoints: readonly string[]): Promise<void> {
  const full = await trx
    .selectFrom("latest_reading")
    .select(({ fn }) => ["endpoint", fn.countAll<number | string>().as("count")])
    .where("endpoint", "in", endpoints)
    .where("agent", "=", agent)
    .groupBy("endpoint")
    .having(({ fn }) => fn.countAll(), ">", readingsPerView)
    .execute();
  for (const { endpoint, count } of full) await forgetOldest(trx, { endpoint, agent }, Number(count) - readingsPerView);
}

/** An endpoint as one agent knows it. */
interface View {
  readonly endpoint: string;
  readonly agent: string;
}

async function forgetOldest(trx: Transaction<Tables>, { endpoint, agent }: View, number: number): Promise<void> {
  const oldest = await trx
    .selectFrom("latest_reading")
    .select(["kind", "instance"])
    .where("endpoint", "=", endpoint)
    .where("agent", "=", agent)
    .where("instance", "<>", "")
    .orderBy("observed_at_ms")
    .orderBy("kind")
    .orderBy("instance")
    .limit(number)
    .execute();
  for (const { kind, instance } of oldest) {
    await trx
      .deleteFrom("latest_reading")
      .where("endpoint", "=", endpoint)
      .where("agent", "=", agent)
      .where("kind", "=", kind)
      .where("instance", "=", instance)
      .execute();
  }
}

import type { Kysely } from "kysely";
import type { Channel, Outcome } from "../../contract/observation.ts";
import type { StateInterval } from "../sla/state-interval.ts";
import { type AgentReading, type ChannelStanding, type EndpointStanding, identityKinds } from "./port.ts";
import { intervalOfRow } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** One look-up an endpoint by the primary key, so that years of intervals cost nothing. */
export async function latestStates(db: Kysely<Tables>): Promise<ReadonlyMap<string, StateInterval>> {
  const rows = await db
    .selectFrom(db.selectFrom("endpoint_standing").select("endpoint").distinct().as("observed"))
    .innerJoin("state_interval", "state_interval.endpoint", "observed.endpoint")
    .selectAll("state_interval")
    .where("state_interval.from_s", "=", ({ selectFrom }) =>
      selectFrom("state_interval as newest")
        .select(({ fn }) => fn.max("newest.from_s").as("from_s"))
        .whereRef("newest.endpoint", "=", "observed.endpoint"),
    )
    .execute();
  return new Map(rows.map((row) => [row.endpoint, intervalOfRow(row)]));
}

export async function latestReadings(db: Kysely<Tables>): Promise<ReadonlyMap<string, readonly AgentReading[]>> {
  const rows = await db
    .selectFrom("latest_reading")
    .leftJoin("question_standing", (join) =>
      join
        .onRef("question_standing.endpoint", "=", "latest_reading.endpoint")
        .onRef("question_standing.agent", "=", "latest_reading.agent")
        .onRef("question_standing.question", "=", "latest_reading.question"),
    )
    .selectAll("latest_reading")
    .where(({ eb, ref, fn }) =>
      eb.or([
        eb(fn.coalesce(ref("question_standing.answered_at_ms"), eb.lit(0)), "<=", ref("latest_reading.observed_at_ms")),
        eb("latest_reading.kind", "in", identityKinds),
      ]),
    )
    .orderBy("latest_reading.endpoint")
    .orderBy("latest_reading.kind")
    .orderBy("latest_reading.instance")
    .orderBy("latest_reading.agent")
    .execute();
  const byEndpoint = new Map<string, AgentReading[]>();
  for (const row of rows) {
    const readings = byEndpoint.get(row.endpoint) ?? [];
    readings.push({
      agent: row.agent,
      kind: row.kind,
      instance: row.instance === "" ? null : row.instance,
      value: JSON.parse(row.value) as number | string,
      observedAt: row.observed_at_ms,
      intervalS: row.interval_s,
    });
    byEndpoint.set(row.endpoint, readings);
  }
  return byEndpoint;
}

export async function channelStandings(db: Kysely<Tables>): Promise<ReadonlyMap<string, readonly ChannelStanding[]>> {
  const rows = await db.selectFrom("channel_standing").selectAll().execute();
  const byEndpoint = new Map<string, ChannelStanding[]>();
  for (const row of rows) {
    const standing = {
      agent: row.agent,
      channel: row.channel as Channel,
      outcome: row.outcome as Outcome,
      observedAt: row.observed_at_ms,
      intervalS: row.interval_s,
    };
    byEndpoint.set(row.endpoint, [...(byEndpoint.get(row.endpoint) ?? []), standing]);
  }
  return byEndpoint;
}

export async function endpointStandings(db: Kysely<Tables>): Promise<ReadonlyMap<string, readonly EndpointStanding[]>> {
  const rows = await db.selectFrom("endpoint_standing").selectAll().execute();
  const standings = rows.map((row) => ({
    endpoint: row.endpoint,
    standing: { agent: row.agent, lastObservedAt: row.last_observed_at_ms, lastAnsweredAt: row.last_answered_at_ms },
  }));
  const byEndpoint = Map.groupBy(standings, ({ endpoint }) => endpoint);
  return new Map([...byEndpoint].map(([endpoint, ofAgents]) => [endpoint, ofAgents.map(({ standing }) => standing)]));
}

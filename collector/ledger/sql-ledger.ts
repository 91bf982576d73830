import type { Kysely } from "kysely";
import type { AgentHealth } from "../../contract/envelope.ts";
import { cutTo } from "../sla/state-interval.ts";
import { append } from "./append.ts";
import { callOfRow } from "./call-rows.ts";
import { keepConclusions, noteSilences, saveCursor } from "./conclusions.ts";
import { callCounts, countedIn } from "./counted.ts";
import { Forms } from "./forms.ts";
import { savedHistoriesIn } from "./import-calls.ts";
import { JustKept } from "./just-kept.ts";
import { toldIn } from "./keep-told.ts";
import { usageKeptIn } from "./keep-usage.ts";
import { observationsIn } from "./observations.ts";
import type { AgentStanding, Ledger, StateChange } from "./port.ts";
import { channelStandings, endpointStandings, latestReadings, latestStates } from "./present.ts";
import { prune } from "./prune.ts";
import { purgeCalls } from "./purge-calls.ts";
import { restartsIn } from "./restarts.ts";
import { intervalOfRow } from "./rows.ts";
import type { Tables } from "./tables.ts";
import { usageMarksIn } from "./usage-marks.ts";

/** What differs between databases. */
type DatabaseOwn = Pick<Ledger, "sizeBytes" | "statesOfMany" | "callsOfMany" | "usageParts" | "close">;

/** One database in three ways. */
interface Connections {
  /** Its transactions are on the disk when they are committed. */
  readonly writer: Kysely<Tables>;
  /** A power cut may take its last transactions: for what is concluded from the rest, with the cursor it was concluded at. */
  readonly unhurried: Kysely<Tables>;
  /** What is asked does not wait behind what is written. */
  readonly reader: Kysely<Tables>;
}

/**
 * A ledger on any SQL database kysely speaks to. What differs between databases is given: opening, size, closing, and what must be read faster than rows with names can be.
 */
export function sqlLedger({ writer, unhurried, reader }: Connections, database: DatabaseOwn): Ledger {
  const forms = new Forms(writer, reader);
  const justKept = new JustKept();
  return {
    ...observationsIn(reader, forms, justKept),
    ...streamsOf(reader),
    ...conclusionsOf(reader),
    ...standingsOf(reader),
    ...restartsIn(reader),
    ...countedIn(reader),
    ...toldIn(reader),
    ...asideOf(reader),
    ...writingTo(writer, forms, justKept),
    ...followingIn(unhurried),
    ...savedHistoriesIn(writer),
    ...usageMarksIn(reader),
    ...usageKeptIn(writer, reader),
    purgeCalls: (before, readers) => purgeCalls(writer, before, readers),
    ...database,
  };
}

function writingTo(db: Kysely<Tables>, forms: Forms, justKept: JustKept): Pick<Ledger, "append" | "setAside" | "prune"> {
  return {
    append: (batch) => append(db, { forms, justKept }, batch),
    setAside: async (point) => {
      await db
        .insertInto("set_aside_point")
        .values({ sink: point.sink, at_ms: point.at, reason: point.reason, line: point.line })
        .execute();
    },
    prune: (beforeMs, readers) => {
      justKept.clear();
      return prune(db, forms, beforeMs, readers);
    },
  };
}

function followingIn(db: Kysely<Tables>): Pick<Ledger, "keepConclusions" | "noteSilences" | "saveCursor"> {
  return {
    keepConclusions: (conclusions, cursor) => keepConclusions(db, conclusions, cursor),
    noteSilences: (now) => noteSilences(db, now),
    saveCursor: (follower, stream, entry) => db.transaction().execute((trx) => saveCursor(trx, follower, stream, entry)),
  };
}

function streamsOf(db: Kysely<Tables>): Pick<Ledger, "callsAfter" | "agentReportsAfter" | "stateChangesAfter" | "lastEntries"> {
  return {
    callsAfter: async (entry, limit) => {
      const rows = await db.selectFrom("call").selectAll().where("entry", ">", entry).orderBy("entry").limit(limit).execute();
      return rows.map(callOfRow);
    },
    agentReportsAfter: async (entry, limit) => {
      const rows = await db.selectFrom("agent_report").selectAll().where("entry", ">", entry).orderBy("entry").limit(limit).execute();
      return rows.map((row) => ({
        entry: row.entry,
        agent: row.agent,
        receivedAt: row.received_at_ms,
        sentAt: row.sent_at_ms,
        health: JSON.parse(row.health) as AgentHealth,
      }));
    },
    stateChangesAfter: async (entry, limit) => {
      const rows = await db.selectFrom("state_change").selectAll().where("entry", ">", entry).orderBy("entry").limit(limit).execute();
      return rows.map(
        (row) => ({ entry: row.entry, endpoint: row.endpoint, at: row.at_s, state: row.state, cause: row.cause }) as StateChange,
      );
    },
    lastEntries: async () => ({
      observations: await lastEntry(db, "observation"),
      calls: await lastEntry(db, "call"),
      agent_reports: await lastEntry(db, "agent_report"),
      state_changes: await lastEntry(db, "state_change"),
      agent_events: await lastEntry(db, "agent_event"),
    }),
  };
}

async function lastEntry(
  db: Kysely<Tables>,
  table: "observation" | "call" | "agent_report" | "state_change" | "agent_event",
): Promise<number> {
  const row = await db.selectFrom(table).select("entry").orderBy("entry", "desc").limit(1).executeTakeFirst();
  return row?.entry ?? 0;
}

function conclusionsOf(db: Kysely<Tables>): Pick<Ledger, "statesOf" | "latestStates" | "latestReadings"> {
  return {
    statesOf: async (endpoint, from, to) => {
      const rows = await db
        .selectFrom("state_interval")
        .selectAll()
        .where("endpoint", "=", endpoint)
        .where("to_s", ">", from)
        .where("from_s", "<", to)
        .orderBy("from_s")
        .execute();
      return cutTo(rows.map(intervalOfRow), from, to);
    },
    latestStates: () => latestStates(db),
    latestReadings: () => latestReadings(db),
  };
}

function standingsOf(db: Kysely<Tables>): Pick<Ledger, "agents" | "endpointStandings" | "channelStandings" | "callCounts"> {
  return {
    channelStandings: () => channelStandings(db),
    agents: async () => {
      const rows = await db.selectFrom("agent_standing").selectAll().execute();
      return new Map(
        rows.map((row): [string, AgentStanding] => [
          row.agent,
          {
            agent: row.agent,
            lastContactAt: row.last_contact_at_ms,
            clockOffsetMs: row.clock_offset_ms,
            newestObservedAt: row.newest_observed_at_ms,
            health: row.health === null ? null : (JSON.parse(row.health) as AgentHealth),
          },
        ]),
      );
    },
    endpointStandings: () => endpointStandings(db),
    callCounts: () => callCounts(db),
  };
}

function asideOf(db: Kysely<Tables>): Pick<Ledger, "cursorOf" | "setAsidePoints"> {
  return {
    cursorOf: async (follower, stream) => {
      const row = await db
        .selectFrom("follower_cursor")
        .select("entry")
        .where("follower", "=", follower)
        .where("stream", "=", stream)
        .executeTakeFirst();
      return row?.entry ?? 0;
    },
    setAsidePoints: async (limit) => {
      const rows = await db.selectFrom("set_aside_point").selectAll().orderBy("entry", "desc").limit(limit).execute();
      return rows.map((row) => ({ sink: row.sink, at: row.at_ms, reason: row.reason, line: row.line }));
    },
  };
}

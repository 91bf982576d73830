import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { nodeSqliteDialect } from "./node-sqlite-dialect.ts";
import type { Ledger } from "./port.ts";
import { sqlLedger } from "./sql-ledger.ts";
import { DeclarationsClosed, requireShape } from "./sqlite-declarations.ts";
import { statesOfManyIn } from "./states-of-many.ts";
import type { Tables } from "./tables.ts";
import { usageReadingIn } from "./usage-reading.ts";

const patienceMs = 2_000;

/** A ledger as it was at one instant, whatever a collector adds to it meanwhile. */
export interface LedgerReader
  extends Pick<
    Ledger,
    | "statesOf"
    | "statesOfMany"
    | "observationsOf"
    | "observationsAfter"
    | "agentEventsAfter"
    | "agentEventsNamed"
    | "cursorOf"
    | "agents"
    | "endpointStandings"
    | "restartsWithin"
    | "microOutagesWithin"
    | "lastCalls"
    | "newestCalls"
    | "callsOfMany"
    | "usageParts"
    | "farEndsKept"
    | "usageDue"
    | "lastUses"
    | "stateChangesAfter"
    | "close"
  > {
  /** The states are concluded from what had arrived by then, s since 1970 UTC; null: nothing ever has. */
  readonly horizon: number | null;
}

/**
 * Opens the ledger to read, beside a collector that may be running. Nothing in it is touched, its shape included.
 * @throws DeclarationsClosed
 */
export function openLedgerToRead(file: string, follower: string): LedgerReader {
  if (!existsSync(file)) throw new DeclarationsClosed("ABSENT", `${file} is not there`);
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: patienceMs });
    database.exec("PRAGMA cache_size = -32000; BEGIN");
    requireShape(database, file);
    const db = new Kysely<Tables>({ dialect: nodeSqliteDialect(database) });
    const own = {
      sizeBytes: () => Promise.resolve(0),
      close: () => db.destroy(),
      ...statesOfManyIn(database),
      ...usageReadingIn(database),
    };
    return { ...sqlLedger({ writer: db, unhurried: db, reader: db }, own), horizon: horizonOf(database, follower) };
  } catch (error) {
    database?.close();
    if (error instanceof DeclarationsClosed) throw error;
    throw new DeclarationsClosed("UNREADABLE", `${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** What the follower of states has come to; where the observations are forgotten, when an agent last spoke. */
function horizonOf(database: DatabaseSync, follower: string): number | null {
  const sentence = `
    SELECT coalesce(
      (SELECT received_at_ms FROM observation
       WHERE entry <= (SELECT entry FROM follower_cursor WHERE follower = ? AND stream = 'observations')
       ORDER BY entry DESC LIMIT 1),
      (SELECT max(last_contact_at_ms) FROM agent_standing)) AS at_ms`;
  const atMs = database.prepare(sentence).get(follower)?.["at_ms"];
  return typeof atMs === "number" ? Math.floor(atMs / 1000) : null;
}

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { expect, it } from "vitest";
import { migrationProvider } from "../../../collector/ledger/migrations.ts";
import { nodeSqliteDialect } from "../../../collector/ledger/node-sqlite-dialect.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { batchOf, observed, t0 } from "./small-ledger.ts";

const oldRow = `INSERT INTO observation
  (agent, endpoint, question, observed_at_ms, clock_ms, elapsed_ms, interval_s, snmp, http, readings, received_at_ms)
  VALUES ('agent-a', 'codec-a', 'state', ?, 5, 12, 60, ?, ?, ?, ?)`;

/** A ledger as the versions before wrote it. */
async function oldLedger(): Promise<{ file: string; database: DatabaseSync }> {
  const file = join(temporaryFolder("old-ledger"), "ledger.db");
  const database = new DatabaseSync(file);
  const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(database) });
  const { error } = await new Migrator({ db, provider: migrationProvider }).migrateTo("0005-agent-events");
  expect(error).toBeUndefined();
  return { file, database };
}

it("gives back the observations of a ledger of an older version as they were", async () => {
  const { file, database } = await oldLedger();
  const readings = [
    { kind: "uptime_seconds", value: 42.5 },
    { kind: "camera_state", value: "ok", instance: "1" },
    { kind: "active_calls", value: 0 },
  ] as const;
  const insert = database.prepare(oldRow);
  insert.run(t0, "answered", null, '[["uptime_seconds",42.5],["camera_state","ok","1"],["active_calls",0]]', t0 + 1);
  insert.run(t0 + 60_000, "silent", "refused", "[]", t0 + 2);
  database.close();

  const ledger = await openSqliteLedger({ file });

  expect(await ledger.observationsAfter(0, 10)).toEqual([
    { ...observed(0, { readings }), clockMs: 5, entry: 1, agent: "agent-a", receivedAt: t0 + 1 },
    { ...observed(60, { channels: { snmp: "silent", http: "refused" } }), clockMs: 5, entry: 2, agent: "agent-a", receivedAt: t0 + 2 },
  ]);
  await ledger.close();
});

it("never uses the number of an entry twice, even where the newest were forgotten before", async () => {
  const { file, database } = await oldLedger();
  const insert = database.prepare(oldRow);
  for (const at of [1, 2, 3]) insert.run(t0 + at, "answered", null, "[]", t0);
  database.exec("DELETE FROM observation WHERE entry >= 2");
  database.close();

  const ledger = await openSqliteLedger({ file });
  await ledger.append(batchOf(1, [observed(60)]));

  expect((await ledger.observationsAfter(0, 10)).map(({ entry }) => entry)).toEqual([1, 4]);
  await ledger.close();
});

it("goes on where the slower of the two followers of observations stood", async () => {
  const { file, database } = await oldLedger();
  database.exec("INSERT INTO follower_cursor VALUES ('states', 'observations', 90), ('restarts', 'observations', 70)");
  database.close();

  const ledger = await openSqliteLedger({ file });

  expect(await ledger.cursorOf("states", "observations")).toBe(70);
  await ledger.close();
});

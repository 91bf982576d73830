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

/** A ledger as the versions before wrote it: two agents took turns in the same rows; of codec-b nothing but the present is left. */
async function oldLedger(): Promise<string> {
  const file = join(temporaryFolder("one-view"), "ledger.db");
  const database = new DatabaseSync(file);
  const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(database) });
  const { error } = await new Migrator({ db, provider: migrationProvider }).migrateTo("0007-attribution");
  expect(error).toBeUndefined();
  const poll = database.prepare(
    "INSERT INTO observation (agent, endpoint, observed_at_ms, clock_ms, elapsed_ms, received_at_ms) VALUES (?, 'codec-a', ?, 5, 12, 0)",
  );
  poll.run("agent-a", t0);
  poll.run("agent-z", t0 + 10_000);
  const reading = database.prepare("INSERT INTO latest_reading VALUES (?, ?, '', ?, ?, 'state', 60)");
  reading.run("codec-a", "uptime_seconds", "42", t0 + 10_000);
  reading.run("codec-a", "temperature_celsius", "40", t0);
  reading.run("codec-a", "model", '"X"', t0 - 86_400_000);
  reading.run("codec-b", "model", '"Y"', t0);
  database.prepare("INSERT INTO channel_standing VALUES ('codec-a', 'snmp', 'answered', ?, 60)").run(t0 + 10_000);
  database.prepare("INSERT INTO question_standing VALUES ('codec-a', 'state', ?)").run(t0);
  database.prepare("INSERT INTO endpoint_standing VALUES ('codec-a', ?, ?), ('codec-b', ?, null)").run(t0 + 10_000, t0, t0);
  database.close();
  return file;
}

it("gives each newest word of an older ledger to the agent it came from, and goes on from there", async () => {
  const ledger = await openSqliteLedger({ file: await oldLedger() });

  const words = async (endpoint: string) =>
    ((await ledger.latestReadings()).get(endpoint) ?? []).map(({ agent, kind, value }) => [agent, kind, value]);
  expect(await words("codec-a")).toEqual([
    ["agent-z", "model", "X"],
    ["agent-a", "temperature_celsius", 40],
    ["agent-z", "uptime_seconds", 42],
  ]);
  expect(await words("codec-b")).toEqual([["", "model", "Y"]]);
  expect((await ledger.channelStandings()).get("codec-a")).toMatchObject([{ agent: "agent-z", outcome: "answered" }]);
  expect([...(await ledger.endpointStandings())]).toEqual([
    ["codec-a", [{ agent: "agent-z", lastObservedAt: t0 + 10_000, lastAnsweredAt: t0 }]],
    ["codec-b", [{ agent: "", lastObservedAt: t0, lastAnsweredAt: null }]],
  ]);

  await ledger.append(batchOf(1, [observed(60, { readings: [{ kind: "uptime_seconds", value: 90 }] })]));
  expect(await words("codec-a")).toContainEqual(["agent-a", "uptime_seconds", 90]);
  await ledger.close();
});

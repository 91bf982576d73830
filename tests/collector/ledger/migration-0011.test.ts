import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { expect, it } from "vitest";
import { migrationProvider } from "../../../collector/ledger/migrations.ts";
import { nodeSqliteDialect } from "../../../collector/ledger/node-sqlite-dialect.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { t0 } from "./small-ledger.ts";

it("marks the time of the calls that an older ledger has, so that they are worked out by month", async () => {
  const file = join(temporaryFolder("use-by-month"), "ledger.db");
  const database = new DatabaseSync(file);
  const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(database) });
  const { error } = await new Migrator({ db, provider: migrationProvider }).migrateTo("0010-closed-quarters");
  expect(error).toBeUndefined();
  const call = database.prepare(
    "INSERT INTO call (endpoint, key, started_at_ms, true_started_at_ms, duration_s, is_connected, direction, protocol, leg) VALUES ('codec-a', ?, ?, ?, 600, 1, 'out', 'sip', 0)",
  );
  call.run("1", t0, t0);
  call.run("2", t0 + 1e9, t0 + 1e9);
  database.close();

  const ledger = await openSqliteLedger({ file });

  expect(await ledger.usageDue(10)).toEqual([{ entry: 1, endpoint: "codec-a", from: t0 / 1000 - 172_800, to: t0 / 1000 + 1e6 + 601 }]);
  await ledger.close();
});

import { DatabaseSync } from "node:sqlite";
import { Kysely, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { nodeSqliteDialects } from "../../../collector/ledger/node-sqlite-dialect.ts";

const [normal, full] = [1, 2];

function opened() {
  const database = new DatabaseSync(":memory:");
  database.exec("PRAGMA synchronous = FULL; CREATE TABLE mark (at INTEGER NOT NULL UNIQUE)");
  const { durable, unhurried } = nodeSqliteDialects(database);
  const patienceNow = () => Number(database.prepare("PRAGMA synchronous").get()?.["synchronous"]);
  const connections = { durable: new Kysely<unknown>({ dialect: durable }), unhurried: new Kysely<unknown>({ dialect: unhurried }) };
  const mark = (db: Kysely<unknown>, at: number) =>
    db.transaction().execute(async (trx) => {
      const during = patienceNow();
      await sql`INSERT INTO mark VALUES (${at})`.execute(trx);
      return during;
    });
  return { ...connections, mark, patienceNow, database };
}

describe("transactions that wait for no disk", () => {
  it("never make others that were promised the disk do without, however they mix or fail", async () => {
    const { durable, unhurried, mark, patienceNow, database } = opened();

    const turns = [mark(unhurried, 1), mark(durable, 2), mark(unhurried, 3), mark(durable, 4)];

    expect(await Promise.all(turns)).toEqual([normal, full, normal, full]);
    expect(patienceNow()).toBe(full);
    await expect(mark(unhurried, 1)).rejects.toThrow("UNIQUE");
    expect(patienceNow()).toBe(full);
    expect(await mark(durable, 5)).toBe(full);
    expect(database.prepare("SELECT count(*) AS count FROM mark").get()?.["count"]).toBe(5);
    await durable.destroy();
  });

  it("leave things as they were when somebody else holds the database", async () => {
    const { unhurried, mark, patienceNow, database } = opened();
    database.exec("BEGIN IMMEDIATE");

    await expect(mark(unhurried, 1)).rejects.toThrow("inside a transaction");
    database.exec("ROLLBACK");

    expect(await mark(unhurried, 1)).toBe(normal);
    expect(patienceNow()).toBe(full);
    await unhurried.destroy();
  });
});

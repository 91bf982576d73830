import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";

/** How many prepared statements are kept: the ledger knows a few dozen sentences, migrations a few more. */
const maxPrepared = 200;

interface SqliteDialects {
  /** A transaction is on the disk when it is committed. */
  readonly durable: Dialect;
  /**
   * Its transactions wait for no disk: a power cut may take the last of them, each as a whole and the newest first. For what is concluded
   * again from what is left, together with the cursor that says from where. A killed program loses none.
   */
  readonly unhurried: Dialect;
}

/** kysely on the SQLite that is part of Node. One connection: SQLite has one writer, and its calls do not wait for anything. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  return nodeSqliteDialects(database).durable;
}

/** The same connection in two ways: transactions of both take turns. */
export function nodeSqliteDialects(database: DatabaseSync): SqliteDialects {
  const connection = connectionOn(database);
  const turns = takeTurns();
  const dialect = (driver: Partial<Driver>): Dialect => ({
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => ({ ...driverOf(database, connection, turns), ...driver }),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  });
  return { durable: dialect({}), unhurried: dialect(unhurriedTransactions(database, driverOf(database, connection, turns))) };
}

function driverOf(database: DatabaseSync, connection: DatabaseConnection, turns: ReturnType<typeof takeTurns>): Driver {
  return {
    init: () => Promise.resolve(),
    acquireConnection: () => turns.take().then(() => connection),
    releaseConnection: () => Promise.resolve(turns.give()),
    beginTransaction: async () => void (await connection.executeQuery(CompiledQuery.raw("BEGIN IMMEDIATE"))),
    commitTransaction: async () => void (await connection.executeQuery(CompiledQuery.raw("COMMIT"))),
    // A failed COMMIT (disk full) may have rolled back already; then there is nothing left to undo.
    rollbackTransaction: async () => {
      if (database.isTransaction) await connection.executeQuery(CompiledQuery.raw("ROLLBACK"));
    },
    destroy: () => Promise.resolve(database.close()),
  };
}

type Transactions = Pick<Driver, "beginTransaction" | "commitTransaction" | "rollbackTransaction">;

/** Others wait for their turn meanwhile: nothing else is committed without the disk. SQLite obeys this pragma when it reads it. */
function unhurriedTransactions(database: DatabaseSync, driver: Driver): Transactions {
  const wait = () => database.exec("PRAGMA synchronous = FULL");
  return {
    beginTransaction: async (...args) => {
      database.exec("PRAGMA synchronous = NORMAL");
      await driver.beginTransaction(...args).catch((error: unknown) => {
        wait();
        throw error;
      });
    },
    // Where this fails, the transaction is rolled back.
    commitTransaction: async (connection) => {
      await driver.commitTransaction(connection);
      wait();
    },
    rollbackTransaction: async (connection) => {
      await driver.rollbackTransaction(connection);
      wait();
    },
  };
}

function connectionOn(database: DatabaseSync): DatabaseConnection {
  const prepared = new Map<string, Prepared>();
  return {
    executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { statement, givesRows } = prepare(database, prepared, query.sql);
      const parameters = query.parameters as SQLInputValue[];
      if (givesRows) return Promise.resolve({ rows: statement.all(...parameters) as R[] });
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return Promise.resolve({ rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) });
    },
    streamQuery(): AsyncIterableIterator<never> {
      throw new Error("The ledger reads in pages; streaming is not supported");
    },
  };
}

interface Prepared {
  readonly statement: StatementSync;
  readonly givesRows: boolean;
}

function prepare(database: DatabaseSync, prepared: Map<string, Prepared>, sql: string): Prepared {
  const known = prepared.get(sql);
  if (known !== undefined) return known;
  const statement = database.prepare(sql);
  const fresh = { statement, givesRows: statement.columns().length > 0 };
  if (prepared.size >= maxPrepared) prepared.clear();
  prepared.set(sql, fresh);
  return fresh;
}

/** One at a time, in the order they asked. */
function takeTurns(): { take: () => Promise<void>; give: () => void } {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return {
    take: () =>
      new Promise((resolve) => {
        if (isTaken) waiting.push(resolve);
        else {
          isTaken = true;
          resolve();
        }
      }),
    give: () => {
      const next = waiting.shift();
      if (next === undefined) isTaken = false;
      else next();
    },
  };
}

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quarter, statesOf } from "./quarter-ledger.ts";

const version = "1.5.6-r.1";
const pollEveryS = 60;

/** What of DuckDB's library is used here. */
interface DuckDb {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
}
interface Connection {
  run(sql: string): Promise<unknown>;
}

export interface RawPolls {
  /** Share of the polls of each endpoint that were answered. */
  readonly query: () => Promise<void>;
  readonly rows: number;
}

/** Where the registry cannot be reached, why. */
export class PeerAbsent extends Error {}

/** Installed on demand, outside the project: nobody but this bench needs it. @throws PeerAbsent */
export async function rawPolls(endpoints: number): Promise<RawPolls> {
  const { DuckDBInstance } = loadDuckDb();
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("SET threads = 1");
  await connection.run("CREATE TABLE state (endpoint SMALLINT, from_s BIGINT, to_s BIGINT, is_up BOOLEAN)");
  for (let endpoint = 0; endpoint < endpoints; endpoint += 1) {
    const rows = [...statesOf(endpoint)].map(({ from, to, isUp }) => `(${endpoint}, ${from}, ${to}, ${String(isUp)})`);
    await connection.run(`INSERT INTO state VALUES ${rows.join()}`);
  }
  const polls = `unnest(range(from_s // ${pollEveryS}, to_s // ${pollEveryS}))`;
  await connection.run(`CREATE TABLE poll AS SELECT endpoint, is_up, ${polls}::INTEGER AS minute FROM state`);
  const sentence = "SELECT endpoint, count(*) FILTER (WHERE is_up) / count(*) FROM poll GROUP BY endpoint";
  const query = async (): Promise<void> => {
    await connection.run(sentence);
  };
  return { query, rows: endpoints * Math.floor((quarter.to - quarter.from) / pollEveryS) };
}

function loadDuckDb(): DuckDb {
  const folder = join(tmpdir(), `vigie-bench-duckdb-${version}`);
  const name = "@duckdb/node-api";
  try {
    if (!existsSync(join(folder, "node_modules", name))) {
      mkdirSync(folder, { recursive: true });
      execFileSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, `${name}@${version}`], { stdio: "pipe" });
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a library that is only there where it could be installed
    return createRequire(join(folder, "package.json"))(name) as DuckDb;
  } catch (error) {
    throw new PeerAbsent(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
}

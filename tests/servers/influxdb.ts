import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { type Daemon, startDaemon } from "./daemon.ts";
import { temporaryFolder } from "./folders.ts";
import { freeTcpPort } from "./ports.ts";
import { programPath } from "./programs.ts";

export interface InfluxdbOptions {
  /** With it the server asks for a user and a password, and this one is its administrator. */
  readonly admin?: { readonly user: string; readonly password: string };
}

export interface Influxdb {
  readonly url: string;
  readonly port: number;
  /** Answers of one InfluxQL query, as objects keyed by column, tags included. Times are ms since 1970 UTC. */
  query(influxQl: string, database?: string): Promise<InfluxdbRow[]>;
  /** Writes line protocol with times in ms; for tests of the tests, our product has its own writer. */
  write(database: string, lines: string): Promise<void>;
  /** Ends the server; the data stay. The signal lets a test choose a sudden death. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port and the same data. */
  start(): Promise<void>;
  restart(): Promise<void>;
}

export type InfluxdbRow = Readonly<Record<string, string | number | boolean | null>>;

interface QueryAnswer {
  readonly results?: readonly { readonly series?: readonly Series[]; readonly error?: string }[];
  readonly error?: string;
}

interface Series {
  readonly columns: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly values?: readonly (readonly (string | number | boolean | null)[])[];
}

export async function startInfluxdb(options: InfluxdbOptions = {}): Promise<Influxdb> {
  const folder = temporaryFolder("influxdb");
  const port = await freeTcpPort();
  const url = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, "influxdb.conf"), configuration(folder, port, await freeTcpPort(), options.admin !== undefined));
  let daemon: Daemon = await startOn(folder, url);
  const query = (influxQl: string, database = ""): Promise<InfluxdbRow[]> => ask(url, options, influxQl, database);
  if (options.admin !== undefined)
    await query(`CREATE USER "${options.admin.user}" WITH PASSWORD '${options.admin.password}' WITH ALL PRIVILEGES`);
  const start = async (): Promise<void> => {
    daemon = await startOn(folder, url);
  };
  const stop = (signal?: NodeJS.Signals): Promise<void> => daemon.stop(signal);
  return {
    url,
    port,
    query,
    write: (database, lines) => send(url, options, database, lines),
    stop,
    start,
    restart: async () => {
      await stop();
      await start();
    },
  };
}

function startOn(folder: string, url: string): Promise<Daemon> {
  return startDaemon({
    name: "influxdb",
    command: programPath("influxdb"),
    args: ["run", "-config", join(folder, "influxdb.conf")],
    folder,
    isReady: async () => {
      const { statusCode, body } = await request(`${url}/ping`);
      await body.dump();
      return statusCode === 204;
    },
  });
}

function configuration(folder: string, port: number, rpcPort: number, asksForPassword: boolean): string {
  return `
reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
[monitor]
  store-enabled = false
[subscriber]
  enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  auth-enabled = ${asksForPassword}
  log-enabled = false
`;
}

async function ask(url: string, { admin }: InfluxdbOptions, influxQl: string, database: string): Promise<InfluxdbRow[]> {
  const { body } = await request(`${url}/query`, {
    method: "POST",
    query: { db: database, epoch: "ms", ...(admin === undefined ? {} : { u: admin.user, p: admin.password }) },
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ q: influxQl }).toString(),
  });
  const answer = (await body.json()) as QueryAnswer;
  const problem = answer.error ?? answer.results?.find((result) => result.error !== undefined)?.error;
  if (problem !== undefined) throw new Error(`InfluxDB refused "${influxQl}": ${problem}`);
  return (answer.results ?? []).flatMap((result) => (result.series ?? []).flatMap(rowsOf));
}

function rowsOf(series: Series): InfluxdbRow[] {
  return (series.values ?? []).map((values) => ({
    ...series.tags,
    ...Object.fromEntries(series.columns.map((column, index) => [column, values[index] ?? null])),
  }));
}

async function send(url: string, { admin }: InfluxdbOptions, database: string, lines: string): Promise<void> {
  const { statusCode, body } = await request(`${url}/write`, {
    method: "POST",
    query: { db: database, precision: "ms", ...(admin === undefined ? {} : { u: admin.user, p: admin.password }) },
    body: lines,
  });
  const said = await body.text();
  if (statusCode !== 204) throw new Error(`InfluxDB answered ${statusCode} to a write: ${said}`);
}

import { InfluxDB } from "influx";
import type { InfluxTarget } from "./connection.ts";
import { faultOf } from "./influx-fault.ts";

/** One text of InfluxDB: the value of a tag or of a field, wherever it is used. */
export interface InfluxText {
  readonly measurement: string;
  readonly name: string;
  readonly text: string;
}

/** Every tag and every word of the database, each once. @throws InfluxFault */
export async function textsOfInflux(target: InfluxTarget): Promise<InfluxText[]> {
  const url = new URL(target.url);
  const isTls = url.protocol === "https:";
  const defaultPort = isTls ? 443 : 80;
  const client = new InfluxDB({
    database: target.database,
    username: target.login?.user ?? "",
    password: target.login?.password.reveal() ?? "",
    hosts: [
      {
        protocol: isTls ? "https" : "http",
        host: url.hostname,
        port: Number(url.port === "" ? defaultPort : url.port),
        path: url.pathname.replace(/\/$/, ""),
      },
    ],
    pool: { maxRetries: 0, requestTimeout: 30_000 },
  });
  try {
    const found: InfluxText[] = [];
    for (const measurement of await client.getMeasurements(target.database)) found.push(...(await textsOf(client, measurement)));
    return found;
  } catch (error) {
    throw faultOf(error);
  }
}

type Row = Readonly<Record<string, unknown>>;

async function textsOf(client: InfluxDB, measurement: string): Promise<InfluxText[]> {
  const from = quoted(measurement);
  const tags = await client.query<Row>(`SHOW TAG VALUES FROM ${from} WITH KEY =~ /.*/`);
  const found = [...tags].map(({ key, value }) => ({ measurement, name: String(key), text: String(value) }));
  const fields = await client.query<Row>(`SHOW FIELD KEYS FROM ${from}`);
  for (const { fieldKey, fieldType } of fields) {
    const name = String(fieldKey);
    // A name can hold what a value should not.
    found.push({ measurement, name, text: name });
    if (fieldType !== "string") continue;
    const values = await client.query<Row>(`SELECT DISTINCT(${quoted(name)}) AS "word" FROM ${from}`);
    found.push(...[...values].map(({ word }) => ({ measurement, name, text: String(word) })));
  }
  return found;
}

const quoted = (name: string): string => `"${name.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

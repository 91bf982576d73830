import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { type Influxdb, startInfluxdb } from "../servers/influxdb.ts";
import { describeWithServers } from "../servers/requirements.ts";
import { vigie } from "./heard.ts";

const example = new URL("../../docs/examples/inventory.yml", import.meta.url);

describeWithServers(["influxdb"], "vigie privacy audit, with an InfluxDB", () => {
  let influxdb: Influxdb;
  let folder: string;

  beforeAll(async () => {
    influxdb = await startInfluxdb();
    folder = temporaryFolder("privacy-influx");
    copyFileSync(example, join(folder, "inventory.yml"));
    const file = join(folder, "collector.yml");
    const influx = { url: influxdb.url, database: "audited" };
    writeFileSync(file, JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml", influx }));
    chmodSync(file, 0o600);
    mkdirSync(join(folder, "data"));
    await (await openSqliteLedger({ file: join(folder, "data", "ledger.db") })).close();
  });
  afterAll(() => influxdb.stop());

  const audit = () => vigie("privacy", "audit", "--config", join(folder, "collector.yml"));
  const write = async (line: string) => {
    await request(`${influxdb.url}/query?q=${encodeURIComponent('CREATE DATABASE "audited"')}`, { method: "POST" });
    await request(`${influxdb.url}/write?db=audited`, { method: "POST", body: line });
  };

  it("reads tags, words and names of fields, and finds what was planted in each", async () => {
    await write('call,endpoint=ouessant-salle-1,site=ouessant-mairie duration_seconds=1800,far_end_kind="room" 1000000000');
    expect(await audit()).toMatchObject({ exitCode: 0 });

    await write('call,endpoint=ouessant-salle-1,peer=+33298123456 cause="dialled jeanne@example.org",x=1 2000000000');
    const { exitCode, stdout } = await audit();
    expect(stdout).toMatch(/call\.peer : numéro de téléphone/);
    expect(stdout).toMatch(/call\.cause : adresse de courriel ou SIP/);
    expect(exitCode).toBe(2);
  });
});

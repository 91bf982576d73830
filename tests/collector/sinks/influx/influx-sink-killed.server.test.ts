import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSqliteLedger } from "../../../../collector/ledger/sqlite-ledger.ts";
import { temporaryFolder } from "../../../servers/folders.ts";
import { type Influxdb, startInfluxdb } from "../../../servers/influxdb.ts";
import { describeWithServers } from "../../../servers/requirements.ts";
import { waitUntil } from "../../../servers/wait-until.ts";
import { deliver, manyObservations } from "../small-world.ts";

const program = fileURLToPath(new URL("sink-process.ts", import.meta.url));

describeWithServers(["influxdb"], "the InfluxDB writer, killed without warning", () => {
  let influxdb: Influxdb;
  beforeAll(async () => {
    influxdb = await startInfluxdb();
  });
  afterAll(() => influxdb.stop());

  async function startWriter(file: string): Promise<ChildProcess> {
    const writer = spawn(process.execPath, [program, file, influxdb.url, "vigie"], { stdio: ["ignore", "pipe", "inherit"] });
    if (writer.stdout !== null) await once(writer.stdout, "data");
    return writer;
  }

  async function kill(writer: ChildProcess): Promise<void> {
    const exited = once(writer, "exit");
    writer.kill("SIGKILL");
    await exited;
  }

  const rows = async () => Number((await influxdb.query("SELECT count(elapsed_ms) AS n FROM endpoint_reading", "vigie"))[0]?.["n"] ?? 0);

  it("misses no reading and doubles none", async () => {
    const total = 6_000;
    await influxdb.query("CREATE DATABASE vigie");
    const file = join(temporaryFolder("ledger"), "ledger.sqlite");
    const ledger = await openSqliteLedger({ file });
    await deliver(ledger, manyObservations(total));
    let killedInTheMiddle = 0;
    for (let round = 0; round < 8; round += 1) {
      const before = await rows();
      const writer = await startWriter(file);
      await waitUntil("the writer has begun", async () => (await rows()) > before || before === total);
      await sleep(Math.random() * 20);
      await kill(writer);
      if ((await rows()) < total) killedInTheMiddle += 1;
    }
    const writer = await startWriter(file);
    const last = (await ledger.lastEntries()).observations;
    await waitUntil("the writer is done", async () => (await ledger.cursorOf("influx", "observations")) === last);
    await kill(writer);

    expect(killedInTheMiddle).toBeGreaterThan(0);
    expect(await rows()).toBe(total);
    expect(await ledger.setAsidePoints(1)).toEqual([]);
    await ledger.close();
  });
});

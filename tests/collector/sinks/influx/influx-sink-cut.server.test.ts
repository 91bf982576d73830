import { createServer, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { request as forward } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ledger } from "../../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../../collector/ledger/sqlite-ledger.ts";
import { createInfluxSink, type InfluxSink } from "../../../../collector/sinks/influx/influx-sink.ts";
import { type Influxdb, startInfluxdb } from "../../../servers/influxdb.ts";
import { describeWithServers } from "../../../servers/requirements.ts";
import { waitUntil } from "../../../servers/wait-until.ts";
import { deliver, manyObservations, smallDirectory } from "../small-world.ts";

/** What the line between us and the server does to the answer of a write that did arrive. */
type Mishap = "cut in the middle" | "never given" | "given as 503";

function befall(mishap: Mishap, response: ServerResponse): void {
  if (mishap === "given as 503") response.writeHead(503).end();
  if (mishap !== "cut in the middle") return;
  response.writeHead(200, { "content-length": "100" });
  response.write("half");
  setTimeout(() => response.destroy(), 10);
}

describeWithServers(["influxdb"], "the InfluxDB writer on a bad line", () => {
  let influxdb: Influxdb;
  let ledger: Ledger;
  let proxy: Server;
  let sink: InfluxSink | null = null;
  let mishaps: Mishap[] = [];

  beforeAll(async () => {
    influxdb = await startInfluxdb();
  });
  afterAll(() => influxdb.stop());
  beforeEach(async () => {
    ledger = await openSqliteLedger({ file: ":memory:" });
    proxy = createServer((request, response) => {
      void pass(String(request.method), String(request.url), buffer(request), response);
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    proxy.listen(0, "127.0.0.1", resolve);
    await promise;
  });
  afterEach(async () => {
    await sink?.stop();
    proxy.closeAllConnections();
    proxy.close();
    await ledger.close();
  });

  async function pass(method: string, path: string, sent: Promise<Buffer>, response: ServerResponse): Promise<void> {
    const bytes = await sent;
    const answer = await forward(`${influxdb.url}${path}`, {
      method: method === "GET" ? "GET" : "POST",
      ...(method === "GET" ? {} : { body: bytes }),
    });
    const said = await answer.body.text();
    const mishap = path.startsWith("/write") ? mishaps.shift() : undefined;
    if (mishap === undefined) response.writeHead(answer.statusCode, { "content-type": "application/json" }).end(said);
    else befall(mishap, response);
  }

  function startSink(database: string, deadlineMs: number): InfluxSink {
    const address = proxy.address();
    const port = address === null || typeof address === "string" ? 0 : address.port;
    sink = createInfluxSink({
      ledger,
      directory: smallDirectory,
      settings: { url: `http://127.0.0.1:${port}`, database, login: null, batchPoints: 400 },
      log: { info: () => {}, warn: () => {} },
      now: () => Date.now(),
      pace: { pollMs: 20, deadlineMs, retry: { firstMs: 20, maxMs: 100 }, graceMs: 50 },
    });
    sink.start();
    return sink;
  }

  // The deadline passes twice where there is no whole answer; everything else must be answered within it.
  it.each<[string, Mishap, number]>([
    ["cut", "cut in the middle", 4_000],
    ["mute", "never given", 4_000],
    ["busy", "given as 503", 60_000],
  ])("misses nothing and doubles nothing when answers are (%s) %s", async (database, mishap, deadlineMs) => {
    mishaps = [mishap, mishap];
    await deliver(ledger, manyObservations(1_000));
    const running = startSink(database, deadlineMs);
    await waitUntil("everything is delivered", () => running.status().lagEntries === 0 && running.status().lastError === null);

    const [row] = await influxdb.query("SELECT count(elapsed_ms) AS n FROM endpoint_reading", database);
    expect(row?.["n"]).toBe(1_000);
    expect(running.status()).toMatchObject({ failures: 2, setAside: 0 });
  });

  it("stops at once even while an answer is awaited, and goes on after the next start", async () => {
    mishaps = ["never given"];
    await deliver(ledger, manyObservations(10));
    const first = startSink("stopped", 60_000);
    await waitUntil("the write was sent", () => mishaps.length === 0);
    await first.stop();
    const second = startSink("stopped", 60_000);
    await waitUntil("everything is delivered", () => second.status().lagEntries === 0);

    const [row] = await influxdb.query("SELECT count(elapsed_ms) AS n FROM endpoint_reading", "stopped");
    expect(row?.["n"]).toBe(10);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Ledger } from "../../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../../collector/ledger/sqlite-ledger.ts";
import { createInfluxSink, type InfluxSink, type InfluxSinkOptions } from "../../../../collector/sinks/influx/influx-sink.ts";
import { type Influxdb, startInfluxdb } from "../../../servers/influxdb.ts";
import { describeWithServers } from "../../../servers/requirements.ts";
import { waitUntil } from "../../../servers/wait-until.ts";
import { conclude, deliver, manyObservations, morning, observation, smallDirectory } from "../small-world.ts";

interface Said {
  readonly level: "info" | "warn";
  readonly facts: object;
  readonly message: string;
}

describeWithServers(["influxdb"], "the InfluxDB writer", () => {
  let influxdb: Influxdb;
  let ledger: Ledger;
  let said: Said[];
  let database: string;
  const sinks: InfluxSink[] = [];
  let databases = 0;

  beforeAll(async () => {
    influxdb = await startInfluxdb();
  });
  afterAll(() => influxdb.stop());
  beforeEach(async () => {
    ledger = await openSqliteLedger({ file: ":memory:" });
    said = [];
    databases += 1;
    database = `vigie_${databases}`;
  });
  afterEach(async () => {
    for (const sink of sinks.splice(0)) await sink.stop();
    await ledger.close();
  });

  function startSink(changes: Partial<InfluxSinkOptions["settings"]> = {}, deadlineMs = 30_000): InfluxSink {
    const log = (level: Said["level"]) => (facts: object, message: string) => void said.push({ level, facts, message });
    const sink = createInfluxSink({
      ledger,
      directory: smallDirectory,
      settings: { url: influxdb.url, database, login: null, batchPoints: 1_000, ...changes },
      log: { info: log("info"), warn: log("warn") },
      now: () => Date.now(),
      pace: { pollMs: 20, deadlineMs, retry: { firstMs: 20, maxMs: 200 } },
    });
    sinks.push(sink);
    sink.start();
    return sink;
  }

  const delivered = (sink: InfluxSink) =>
    waitUntil("everything is delivered", () => sink.status().lagEntries === 0 && sink.status().lastError === null);
  const failing = (sink: InfluxSink, words: RegExp) => waitUntil(`the sink says ${words}`, () => words.test(sink.status().lastError ?? ""));
  const count = async (measurement: string, field: string) =>
    Number((await influxdb.query(`SELECT count(${field}) AS n FROM ${measurement}`, database))[0]?.["n"] ?? 0);

  it("writes states, readings, calls and agents with their true times, in a database it creates", async () => {
    const call = {
      key: "c1",
      startedAt: morning - 60_000,
      durationS: 30,
      isConnected: true,
      direction: "out",
      protocol: "h323",
      quality: "not_told",
    } as const;
    await deliver(ledger, [observation({ calls: [call] })]);
    await conclude(ledger, "up", "answered", morning / 1000, morning / 1000 + 600);
    const sink = startSink();
    await delivered(sink);

    const [state] = await influxdb.query("SELECT * FROM endpoint_state WHERE state = 'up'", database);
    const [reading] = await influxdb.query("SELECT * FROM endpoint_reading", database);
    const [written] = await influxdb.query("SELECT * FROM call", database);
    const [agent] = await influxdb.query("SELECT * FROM agent", database);
    const where = { endpoint: "ouessant-salle-1", site: "ouessant-mairie", territory: "ouessant" };
    expect(state).toMatchObject({ ...where, time: morning, state_code: 1, cause: "answered" });
    expect(reading).toMatchObject({
      ...where,
      time: morning,
      question: "status",
      outcome: "answered",
      uptime_seconds: 86_400,
      camera_state_1: "ok",
    });
    expect(written).toMatchObject({ ...where, time: morning - 60_000, duration_seconds: 30, connected: 1, direction: "out", leg: "0" });
    expect(agent).toMatchObject({ agent: "agent-ouessant", time: morning + 2_000, outbox_observations: 12 });
    expect(sink.status()).toMatchObject({ failures: 0, setAside: 0, failingSince: null });
    expect(said).toEqual([]);
  });

  it("replaces a state that is stated anew, and does not write it beside the old one", async () => {
    const from = morning / 1000;
    await conclude(ledger, "down", "silent_confirmed", from, from + 600);
    const sink = startSink();
    await delivered(sink);
    await conclude(ledger, "up", "answered", from, from + 600);
    const stored = () => influxdb.query(`SELECT state FROM endpoint_state WHERE time = ${morning}ms`, database);
    await waitUntil("the new state is there", async () => (await stored())[0]?.["state"] === "up");

    expect(await stored()).toHaveLength(1);
  });

  it("carries words and numbers as they are, whatever characters they hold", async () => {
    const words = ['say "hi"', "back\\slash\\", "comma, equals= and space", "élan 🙂", "it's"];
    const observations = words.map((value, index) =>
      observation({
        observedAt: morning + index,
        readings: [
          { kind: "model", value },
          { kind: "temperature_celsius", value: 1e21 + index },
        ],
      }),
    );
    await deliver(ledger, observations);
    await delivered(startSink());

    const rows = await influxdb.query("SELECT model, temperature_celsius FROM endpoint_reading", database);
    expect(rows.map((row) => row["model"])).toEqual(words);
    expect(rows[0]?.["temperature_celsius"]).toBe(1e21);
  });

  it("sets a point aside that is too old for the retention policy, and writes the others", async () => {
    await influxdb.query(`CREATE DATABASE ${database} WITH DURATION 1d NAME short`);
    const now = Date.now();
    const times = [now, now - 3 * 86_400_000, now - 1_000];
    await deliver(
      ledger,
      times.map((observedAt) => observation({ observedAt })),
    );
    const sink = startSink();
    await delivered(sink);

    expect(await count("endpoint_reading", "elapsed_ms")).toBe(2);
    const aside = (await ledger.setAsidePoints(10)).filter(({ line }) => line.startsWith("endpoint_reading"));
    expect(aside).toHaveLength(1);
    expect(aside[0]).toMatchObject({ sink: "influx", reason: "points beyond retention policy" });
    expect(aside[0]?.line).toContain(String(times[1]));
  });

  it("sets a point aside whose field has another type in the database, and writes the others", async () => {
    await influxdb.query(`CREATE DATABASE ${database}`);
    await influxdb.write(database, `endpoint_reading,endpoint=x temperature_celsius="hot" ${morning}`);
    const cool = observation({ observedAt: morning + 1, readings: [{ kind: "uptime_seconds", value: 5 }] });
    await deliver(ledger, [observation(), cool]);
    const sink = startSink();
    await delivered(sink);

    expect(await count("endpoint_reading", "elapsed_ms")).toBe(1);
    expect(sink.status()).toMatchObject({ setAside: 1, failures: 0 });
    const aside = await ledger.setAsidePoints(10);
    expect(aside).toHaveLength(1);
    expect(aside[0]?.reason).toContain('input field "temperature_celsius"');
    expect(said.filter(({ level }) => level === "warn")).toHaveLength(1);
  });

  it("counts thousands of refused points, keeps a few to look at and goes on", async () => {
    await influxdb.query(`CREATE DATABASE ${database} WITH DURATION 1d NAME short`);
    await deliver(ledger, [...manyObservations(2_500, { observedAt: 1_000_000_000_000 })]);
    await deliver(ledger, [observation({ observedAt: Date.now() })], 10_001);
    const sink = startSink({ batchPoints: 5_000 });
    await delivered(sink);

    expect(await count("endpoint_reading", "elapsed_ms")).toBe(1);
    expect(sink.status().setAside).toBeGreaterThanOrEqual(2_500);
    const aside = await ledger.setAsidePoints(10_000);
    expect(aside.length).toBeLessThan(200);
    expect(aside.some(({ reason }) => /and 2400 more points/.test(reason))).toBe(true);
  });

  it("misses nothing and doubles nothing when it is stopped and started again in the middle", async () => {
    await deliver(ledger, manyObservations(3_000));
    // So many batches that nobody looks too late.
    const first = startSink({ batchPoints: 5 });
    await waitUntil("some points are written", () => first.status().written > 300);
    await first.stop();
    const stoppedAt = await count("endpoint_reading", "elapsed_ms");
    await deliver(ledger, [observation({ observedAt: morning - 1 })], 5_001);
    await delivered(startSink({ batchPoints: 100 }));

    expect(stoppedAt).toBeLessThan(3_000);
    expect(await count("endpoint_reading", "elapsed_ms")).toBe(3_001);
  });

  it("waits for a server that is away, says so once, and goes on by itself", async () => {
    const sink = startSink();
    await delivered(sink);
    await influxdb.stop("SIGKILL");
    await deliver(ledger, manyObservations(500));
    await failing(sink, /ECONNREFUSED/);
    await waitUntil("several attempts failed", () => sink.status().failures > 3);
    const warnings = said.filter(({ level }) => level === "warn");
    await influxdb.start();
    await delivered(sink);

    expect(warnings).toHaveLength(1);
    expect(await count("endpoint_reading", "elapsed_ms")).toBe(500);
    expect(said.at(-1)).toMatchObject({ level: "info", message: "InfluxDB takes points again" });
    expect(sink.status().setAside).toBe(0);
  });

  it("fills a new, empty database from the start of the ledger", async () => {
    await deliver(ledger, manyObservations(50));
    const first = startSink();
    await delivered(first);
    await first.stop();
    await influxdb.query(`DROP DATABASE ${database}`);
    const second = startSink();

    // Until the new sink has looked at the database it believes that nothing is left to deliver.
    await waitUntil("the database is filled again", async () => (await count("endpoint_reading", "elapsed_ms")) === 50);
    expect(second.status().setAside).toBe(0);
  });

  it("creates again a database that was dropped under it, and fills it", async () => {
    await deliver(ledger, manyObservations(50));
    const sink = startSink();
    await delivered(sink);
    await influxdb.query(`DROP DATABASE ${database}`);
    await deliver(ledger, [observation({ observedAt: morning - 1 })], 1_001);

    await waitUntil("all is written again", async () => (await count("endpoint_reading", "elapsed_ms")) === 51);
    expect(sink.status().setAside).toBe(0);
  });

  it("stops without waiting for a server that does not answer", async () => {
    await deliver(ledger, manyObservations(10));
    const sink = startSink({ url: "http://127.0.0.1:9" });
    await failing(sink, /./);
    await sink.stop();

    expect(sink.status().written).toBe(0);
  });

  it("writes a long history quickly", async () => {
    for (let first = 1; first < 20_000; first += 5_000)
      await deliver(
        ledger,
        manyObservations(5_000).map((one) => ({ ...one, observedAt: one.observedAt + first * 60_000 })),
        first,
      );
    const began = performance.now();
    await delivered(startSink({ batchPoints: 5_000 }));
    const perSecond = Math.round(20_000 / ((performance.now() - began) / 1000));
    process.stdout.write(`InfluxDB writer: ${perSecond} readings a second, from the ledger to the server's answer\n`);

    expect(await count("endpoint_reading", "elapsed_ms")).toBe(20_000);
  });
});

describeWithServers(["influxdb"], "the InfluxDB writer before a server that asks for a password", () => {
  let influxdb: Influxdb;
  let ledger: Ledger;
  const sinks: InfluxSink[] = [];
  const admin = { user: "admin", password: "adm1n" };
  const said: string[] = [];

  beforeAll(async () => {
    influxdb = await startInfluxdb({ admin });
    await influxdb.query("CREATE USER ecrivain WITH PASSWORD 'plume'");
  });
  afterAll(() => influxdb.stop());
  beforeEach(async () => {
    ledger = await openSqliteLedger({ file: ":memory:" });
    await deliver(ledger, manyObservations(20));
    said.length = 0;
  });
  afterEach(async () => {
    for (const sink of sinks.splice(0)) await sink.stop();
    await ledger.close();
  });

  function startSink(database: string, password: string): InfluxSink {
    const log = (_facts: object, message: string) => void said.push(message);
    const sink = createInfluxSink({
      ledger,
      directory: smallDirectory,
      settings: { url: influxdb.url, database, login: { user: "ecrivain", password: { reveal: () => password } }, batchPoints: 1_000 },
      log: { info: log, warn: log },
      now: () => Date.now(),
      pace: { pollMs: 20, deadlineMs: 10_000, retry: { firstMs: 20, maxMs: 200 } },
    });
    sinks.push(sink);
    sink.start();
    return sink;
  }
  const delivered = (sink: InfluxSink) => waitUntil("everything is delivered", () => sink.status().lagEntries === 0);

  it("waits with a wrong password, loses no point, and never prints the password", async () => {
    const sink = startSink("secured", "wrong-w0rd");
    await waitUntil("several attempts failed", () => sink.status().failures > 2);

    expect(sink.status()).toMatchObject({ written: 0, setAside: 0, lastError: "authorization failed" });
    expect(said).toEqual(["InfluxDB gets nothing, the ledger keeps it"]);
    expect(JSON.stringify(sink.status())).not.toContain("wrong-w0rd");
  });

  it("waits until an administrator creates the database it may not create, then writes", async () => {
    const sink = startSink("later", "plume");
    await waitUntil("several attempts failed", () => sink.status().failures > 2);
    const before = sink.status();
    await influxdb.query("CREATE DATABASE later");
    await influxdb.query("GRANT WRITE ON later TO ecrivain");
    await delivered(sink);

    expect(before).toMatchObject({ written: 0, setAside: 0 });
    const [row] = await influxdb.query("SELECT count(elapsed_ms) AS n FROM endpoint_reading", "later");
    expect(row?.["n"]).toBe(20);
    expect(sink.status().setAside).toBe(0);
  });
});

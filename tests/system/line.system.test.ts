import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { request } from "undici";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RecordedCodec, startRecordedCodec } from "../agent/recorded-codec.ts";
import type { Daemon } from "../servers/daemon.ts";
import { type Influxdb, startInfluxdb } from "../servers/influxdb.ts";
import { type Prometheus, startPrometheus } from "../servers/prometheus.ts";
import { describeWithServers } from "../servers/requirements.ts";
import { type Snmpd, startSnmpd } from "../servers/snmpd.ts";
import { type Snmpsim, startSnmpsim } from "../servers/snmpsim.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { layOutProduct, type Product } from "./product.ts";

const ours = fileURLToPath(new URL("../recordings/avispl-cisco/status.xml", import.meta.url));
const shared = fileURLToPath(new URL("../../../shared/recordings/snmp", import.meta.url));

/** Where the recording of a whole Studio X50 is not at hand, what matters of it here: registration failed, all parts in order. */
const studio = [
  "1.3.6.1.2.1.1.1.0|4|Videoconferencing Device",
  "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2684",
  "1.3.6.1.2.1.1.3.0|67|16554935",
  "1.3.6.1.4.1.13885.101.1.1.1.0|4|3.10.0-362035",
  "1.3.6.1.4.1.13885.101.1.1.4.0|4|StudioX50",
  "1.3.6.1.4.1.13885.101.1.1.6.0|2|2",
  "1.3.6.1.4.1.13885.101.1.2.7.2.0|2|1",
  "1.3.6.1.4.1.13885.101.1.2.8.3.1.2.1|2|3",
  "1.3.6.1.4.1.13885.101.1.3.5.1.0|2|2",
  "1.3.6.1.4.1.13885.101.1.3.6.1.0|2|2",
  "",
].join("\n");

describeWithServers(["snmpd", "snmpsim", "influxdb", "prometheus"], "the line, from a codec's answer to a stored figure", () => {
  let servers: { snmpd: Snmpd; snmpsim: Snmpsim; influxdb: Influxdb; prometheus: Prometheus };
  let product: Product;
  let roomBar: RecordedCodec;
  const processes: Daemon[] = [];

  beforeAll(async () => {
    const community = existsSync(shared) ? "polycomLens_studioxc50" : "studio";
    const recorded = existsSync(shared) ? { dataDir: shared } : { recordings: { studio } };
    const [snmpd, snmpsim, influxdb] = await Promise.all([startSnmpd(), startSnmpsim(recorded), startInfluxdb()]);
    const document = readFileSync(ours, "utf8");
    roomBar = await startRecordedCodec({ http: { "/getxml?location=/Status/SystemUnit": document, "/status.xml": document } });
    const { url, user, password } = roomBar.http ?? { url: "", user: "", password: { reveal: () => "" } };
    product = await layOutProduct({
      endpoints: [
        { id: "machine", host: "127.0.0.1", snmp: { port: snmpd.port, community: snmpd.community } },
        { id: "studio", host: "127.0.0.1", snmp: { port: snmpsim.port, community } },
        { id: "room-bar", host: "127.0.0.1", family: "cisco-ce", http: { url, user, password: password.reveal() } },
        { id: "nobody", host: "127.0.0.1", snmp: { port: 9, community: "nobody" }, timeoutMs: 250 },
      ],
      influx: { url: influxdb.url, database: "vigie" },
      paces: { stateSeconds: 2, statusSeconds: 4, historySeconds: 6 },
    });
    processes.push(await product.startCollector(), await product.startAgent());
    const prometheus = await startPrometheus({
      scrapeConfigs: [{ job_name: "vigie", static_configs: [{ targets: [new URL(product.url).host] }] }],
    });
    servers = { snmpd, snmpsim, influxdb, prometheus };
  });

  afterAll(async () => {
    for (const one of processes.toReversed()) await one.stop();
    await Promise.all(Object.values(servers).map((server) => server.stop()));
    await roomBar.close();
  });

  it("shows Prometheus who works, who does not and why", async () => {
    await waitUntil(
      "all states are concluded, each after its first answers",
      async () =>
        (await servers.prometheus.query('visio_endpoint_state{state=~"up|degraded|down"} == 1')).length === 4 &&
        (await servers.prometheus.query('visio_endpoint_state{state="degraded"} == 1')).length > 0,
      60_000,
    );

    const up = await servers.prometheus.query("visio_endpoint_up");
    expect(Object.fromEntries(up.map(({ metric, value }) => [metric["endpoint"], value]))).toEqual({
      machine: 1,
      studio: 1,
      "room-bar": 1,
      nobody: 0,
    });
    const degraded = await servers.prometheus.query('visio_endpoint_state{state="degraded"} == 1');
    expect(degraded.map(({ metric }) => metric["endpoint"])).toEqual(["studio"]);
    const info = await servers.prometheus.queryUntil('visio_endpoint_info{endpoint="studio", model!=""}');
    expect(info[0]?.metric).toMatchObject({ model: "StudioX50", firmware: "3.10.0-362035" });
  });

  it("gives InfluxDB the readings at the time they were made", async () => {
    await waitUntil(
      "the readings of the studio arrive",
      async () =>
        (await servers.influxdb.query("SELECT * FROM endpoint_reading WHERE endpoint = 'studio' AND sip_registration = 'failed'", "vigie"))
          .length > 0,
      60_000,
    );

    const [row] = await servers.influxdb.query(
      "SELECT LAST(snmp_uptime_seconds) AS uptime FROM endpoint_reading WHERE endpoint = 'machine'",
      "vigie",
    );
    expect(Number(row?.["uptime"])).toBeGreaterThan(0);
    expect(Math.abs(Date.now() - Number(row?.["time"]))).toBeLessThan(3_600_000);
    await waitUntil(
      "the outage is told to InfluxDB from its first silent poll on",
      async () =>
        (await servers.influxdb.query("SELECT state FROM endpoint_state WHERE endpoint = 'nobody' AND state = 'down'", "vigie")).length > 0,
      30_000,
    );
  });

  it("tells Prometheus and InfluxDB the same of the agent itself", async () => {
    const ofAgent: Readonly<Record<string, string>> = {
      visio_agent_polls_total: "polls",
      visio_agent_poll_timeouts_total: "poll_timeouts",
      visio_agent_poll_seconds_total: "poll_seconds",
      visio_agent_longest_poll_seconds: "longest_poll_seconds",
      visio_agent_outbox_observations: "outbox_observations",
      visio_agent_outbox_bytes: "outbox_bytes",
      visio_agent_rejected_observations_total: "rejected_observations",
      visio_agent_late_polls_total: "late_polls",
      visio_agent_resident_memory_bytes: "rss_bytes",
      visio_agent_anonymous_memory_bytes: "anonymous_bytes",
      visio_agent_start_timestamp_seconds: "start_timestamp_seconds",
      visio_agent_clock_offset_seconds: "clock_offset_seconds",
    };
    const names = Object.keys(ofAgent);
    const point = await waitUntil("InfluxDB heard of the agent", async () => {
      const [row] = await servers.influxdb.query("SELECT * FROM agent ORDER BY time DESC LIMIT 1", "vigie");
      return row ?? false;
    });
    const samples = await servers.prometheus.queryUntil(`{__name__=~"${names.join("|")}"}`, names.length);
    const told = Object.fromEntries(samples.map(({ metric, value }) => [metric["__name__"] ?? "", value] as const));

    expect(point).toMatchObject({ agent: "agent-a", site: "site-a", kept_in: "disk" });
    for (const [metric, field] of Object.entries(ofAgent)) {
      // The offset is told with every envelope, the rest with the health.
      if (field === "clock_offset_seconds")
        expect(Math.abs(Number(point[field]) - (told[metric] ?? Number.NaN)), `${field} is told`).toBeLessThan(60);
      else expect(told[metric], `${metric} is told`).toBe(Number(point[field]));
    }
    expect(told["visio_agent_anonymous_memory_bytes"]).toBeGreaterThan(1_000_000);
  });

  it("shows operators the same on the status page, in French", async () => {
    const page = await (await request(`${product.url}/`)).body.text();

    for (const words of ["Brest Métropole", "Salle d&#39;essai", "StudioX50"]) expect(page).toContain(words);
  });

  it("never shows as up an endpoint whose agent has fallen silent", async () => {
    await processes.pop()?.stop();
    await waitUntil("the hold has passed", async () => (await servers.prometheus.query("visio_endpoint_up")).length === 0, 60_000);

    const unknown = await servers.prometheus.query('visio_endpoint_state{state="unknown"} == 1');
    expect(unknown.map(({ metric }) => metric["endpoint"] ?? "").toSorted((left, right) => left.localeCompare(right))).toEqual([
      "machine",
      "nobody",
      "room-bar",
      "studio",
    ]);
  });
});

import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIngestCounters } from "../../../collector/metrics/ingest-counters.ts";
import { createMetrics } from "../../../collector/metrics/metrics.ts";
import { allBoards } from "../../../dashboards/boards/all-boards.ts";
import { annotationsFor } from "../../../dashboards/boards/annotations.ts";
import { smallSource } from "../../collector/metrics/small-source.ts";
import { type Influxdb, startInfluxdb } from "../../servers/influxdb.ts";
import { type Prometheus, startPrometheus } from "../../servers/prometheus.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { exampleSettings } from "../example-settings.ts";
import { interpolated, type Looking } from "./interpolate.ts";

const boards = allBoards(exampleSettings());
const asked = boards.flatMap((board) => [
  ...board.panels.flatMap(({ id, words, queries }) =>
    queries.map((query, index) => [`${board.uid} ${id}${"ABCDEF"[index]} ${words.title}`, query] as const),
  ),
  ...(board.isAnnotated ? annotationsFor(board.variables) : []).map(({ name, query }) => [`${board.uid} ${name}`, query] as const),
]);
const ofInflux = asked.filter(([, { source }]) => source === "influx");
const ofPrometheus = asked.filter(([, { source }]) => source === "prometheus");

const october = Date.parse("2026-09-30T22:00:00Z");
const november = Date.parse("2026-10-31T23:00:00Z");
const everything = {
  kind: ["EPCI", "ILE"],
  host: ["autre"],
  territory: ["brest", "morlaix"],
  site: ["a", "b", "c"],
  endpoint: ["a-1", "b-1", "c-1"],
};
const quarter: Looking = { chosen: everything, from: october, to: Date.parse("2026-11-24T00:00:00Z") };

/** Of 1000 s expected in each month: a worked 900 of 1000 known, b 100 of 200 known, of c nothing is known. */
const months = [october, november].flatMap((month) => [
  `availability,endpoint=a-1,site=a,territory=brest,period=month expected_seconds=1000,worked_seconds=900,unknown_seconds=0,promised_seconds=1000,target_seconds=990 ${month}`,
  `availability,endpoint=b-1,site=b,territory=brest,period=month expected_seconds=1000,worked_seconds=100,unknown_seconds=800,promised_seconds=0,target_seconds=0 ${month}`,
  `availability,endpoint=c-1,site=c,territory=morlaix,period=month expected_seconds=1000,worked_seconds=0,unknown_seconds=1000,promised_seconds=0,target_seconds=0 ${month}`,
]);

describeWithServers(["influxdb"], "what the boards ask InfluxDB", () => {
  let influxdb: Influxdb;
  beforeAll(async () => {
    influxdb = await startInfluxdb();
    await influxdb.query("CREATE DATABASE vigie");
    await influxdb.query("CREATE DATABASE nothing");
    await influxdb.write("vigie", months.join("\n"));
  });
  afterAll(() => influxdb.stop());

  const rowsOf = (title: string, looking = quarter, database = "vigie") => {
    const [, query] = ofInflux.find(([name]) => name === title) ?? expect.fail(title);
    return influxdb.query(interpolated(query.text, looking), database);
  };

  it.each(ofInflux)("is InfluxQL, with the columns it says where there is an answer: %s", async (_, { text, columns }) => {
    const rows = await influxdb.query(interpolated(text, quarter), "vigie");

    for (const row of rows.slice(0, 1)) expect(Object.keys(row)).toEqual(expect.arrayContaining([...columns]));
  });

  it.each(ofInflux)("has no answer and no error where nothing is written or chosen: %s", async (_, { text }) => {
    expect(await influxdb.query(interpolated(text, quarter), "nothing")).toEqual([]);
    expect(await influxdb.query(interpolated(text, { ...quarter, chosen: {} }), "vigie")).toEqual([]);
  });

  it("gives a territory the ratio of its sums, not the mean of its rooms", async () => {
    const [row] = await rowsOf("vigie-epci 1A Disponibilité du trimestre", { ...quarter, chosen: { territory: ["brest"] } });

    expect(row?.["availability"]).toBeCloseTo((900 + 100) / (1000 + 200), 12);
  });

  it("says nothing of a site of which nothing is known, rather than 0 %, and that nothing is known of it", async () => {
    const ratios = await rowsOf("vigie-region 9A Les dix sites les moins disponibles");
    const bounds = await rowsOf("vigie-region 9B Les dix sites les moins disponibles");

    expect(ratios.map(({ site }) => site)).toEqual(["a", "b"]);
    expect(bounds.find(({ site }) => site === "c")).toMatchObject({ coverage: 0, low: 0, high: 1 });
  });

  it("compares with what was promised to the rooms to which something was", async () => {
    const [row] = await rowsOf("vigie-region 1B Disponibilité du trimestre");

    expect(row?.["target"]).toBeCloseTo(0.99, 12);
  });

  it("has a point for each month, where the month begins in Paris, on either side of a change of clocks", async () => {
    const rows = await rowsOf("vigie-region 10A Disponibilité par mois, sur douze mois");

    expect(rows.map(({ time }) => time)).toEqual([october, november]);
  });
});

/** Two scrapes, or an alert, are not awaited. */
const mayBeEmpty = /rate\(|increase\(|ALERTS/;

describeWithServers(["prometheus"], "what the boards ask Prometheus", () => {
  let prometheus: Prometheus;
  let collector: FastifyInstance;
  const metrics = createMetrics({ source: smallSource(), ingest: createIngestCounters(), version: "0.1.0" });
  const island: Looking = {
    ...quarter,
    chosen: {
      kind: ["ILE"],
      host: ["collectivite"],
      territory: ["ouessant"],
      site: ["ouessant-mairie"],
      endpoint: ["salle-haute", "salle-basse"],
    },
  };

  beforeAll(async () => {
    collector = fastify();
    collector.get("/metrics", async (_request, reply) => reply.type("text/plain; version=0.0.4").send(await metrics.render("text")));
    const address = new URL(await collector.listen({ port: 0, host: "127.0.0.1" }));
    prometheus = await startPrometheus({ scrapeConfigs: [{ job_name: "vigie", static_configs: [{ targets: [address.host] }] }] });
    await prometheus.queryUntil("visio_site_info");
  });
  afterAll(async () => {
    await prometheus.stop();
    await collector.close();
  });

  it.each(ofPrometheus)("is answered, with the labels it says: %s", async (_, { text, columns }) => {
    const samples = await prometheus.query(interpolated(text, island));
    const labels = new Set(samples.flatMap(({ metric }) => Object.keys(metric)));

    const missing = columns.filter((column) => column !== "Value" && !labels.has(column));
    expect(samples.length === 0 ? mayBeEmpty.test(text) : missing.length === 0).toBe(true);
  });

  it.each(ofPrometheus)("is no error where nothing is chosen: %s", async (_, { text }) => {
    await expect(prometheus.query(interpolated(text, { ...island, chosen: {} }))).resolves.toBeDefined();
  });

  it.each(
    boards.flatMap(({ uid, variables }) => variables.flatMap((one) => ("query" in one ? [[`${uid} ${one.name}`, one] as const] : []))),
  )("finds the choices of a variable, with the words for each: %s", async (_, { query, regex, labels }) => {
    const samples = await prometheus.query(interpolated(/^query_result\((.*)\)$/.exec(query)?.[1] ?? "", island));
    const shown = samples.map(({ metric }) => `{${labels.map((label) => `${label}="${metric[label] ?? ""}"`).join(", ")}} 1 1`);

    expect(shown.length).toBeGreaterThan(0);
    for (const text of shown) {
      const { text: words, value } = new RegExp(regex.slice(1, -1)).exec(text)?.groups ?? {};
      expect(words ?? "").not.toBe("");
      expect(value).toMatch(/^[a-z0-9-]+$/);
    }
  });

  describe("tells the states of the endpoints", () => {
    it("each once, by its word", async () => {
      const [, query] = ofPrometheus.find(([title]) => title.includes("Équipements maintenant")) ?? expect.fail("no such panel");
      const samples = await prometheus.query(interpolated(query.text, island));

      expect(samples.map(({ metric }) => metric["state"] ?? "").toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
        "degraded",
        "down",
        "site",
        "unknown",
        "up",
      ]);
    });
  });
});

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createIngestCounters } from "../../../collector/metrics/ingest-counters.ts";
import { createMetrics, type Metrics } from "../../../collector/metrics/metrics.ts";
import { metricsRoute } from "../../../collector/metrics/metrics-route.ts";
import type { MetricsSource } from "../../../collector/metrics/source.ts";
import { metricNames } from "../../../contract/metric-names.ts";
import { programPath } from "../../servers/programs.ts";
import { type Prometheus, startPrometheus } from "../../servers/prometheus.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { directoryOf, endpointNow, smallSource } from "./small-source.ts";

const hostile = 'Salle "haute" \\ côté\nmer, {1}=2 🙂\\';

function metricsOf(changes: Partial<MetricsSource> = {}): Metrics {
  const ingest = createIngestCounters();
  const metrics = createMetrics({ source: smallSource(changes), ingest, version: "0.1.0" });
  ingest.observeDuration(0.02);
  return metrics;
}

describeWithServers(["promtool"], "the metrics read by promtool", () => {
  it("have nothing it complains of", async () => {
    const input = await metricsOf().render("text");
    const { status, stdout, stderr } = spawnSync(programPath("promtool"), ["check", "metrics"], { input, encoding: "utf8" });

    expect(`${stdout}${stderr}`).toBe("");
    expect(status).toBe(0);
  });

  it("are asked for by an example that it has nothing to complain of", () => {
    const example = fileURLToPath(new URL("../../../docs/examples/prometheus.yml", import.meta.url));
    const { status, stdout, stderr } = spawnSync(programPath("promtool"), ["check", "config", example], { encoding: "utf8" });

    expect(`${stdout}${stderr}`).toContain("is valid prometheus config file syntax");
    expect(status).toBe(0);
  });

  it("are rendered for 2,000 endpoints", async () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => `salle-${index}`);
    const source = {
      directory: () => directoryOf(ids.map((id) => ({ id, name: `Salle ${id}`, site: "ouessant-mairie" }))),
      endpoints: () => Promise.resolve(ids.map((id) => endpointNow(id))),
    };
    const metrics = metricsOf(source);
    for (const format of ["text", "openmetrics"] as const) {
      await metrics.render(format);
      const began = performance.now();
      const text = await metrics.render(format);
      const ms = Math.round(performance.now() - began);
      process.stdout.write(
        `metrics of 2,000 endpoints, ${format}: ${text.split("\n").length} lines, ${Math.round(text.length / 1000)} kB, ${ms} ms\n`,
      );
      expect(text.match(/^visio_endpoint_up\{/gm)).toHaveLength(2_000);
    }
  });
});

describeWithServers(["prometheus"], "the metrics scraped by Prometheus", () => {
  let app: FastifyInstance;
  let prometheus: Prometheus;
  const asked: string[] = [];

  beforeAll(async () => {
    app = fastify();
    app.addHook("onSend", (request, reply, payload, done) => {
      asked.push(`${request.url} ${String(reply.getHeader("content-type"))} ${String(reply.getHeader("content-encoding"))}`);
      done(null, payload);
    });
    const directory = () => directoryOf([{ id: "salle-haute", name: hostile, site: "ouessant-mairie" }]);
    app.register(metricsRoute({ metrics: metricsOf({ directory }) }));
    const url = await app.listen({ host: "127.0.0.1", port: 0 });
    const targets = [new URL(url).host];
    prometheus = await startPrometheus({ scrapeConfigs: [{ job_name: "vigie", static_configs: [{ targets }] }] });
    await prometheus.queryUntil(metricNames.buildInfo);
  });
  afterAll(async () => {
    await prometheus.stop();
    await app.close();
  });

  it("are taken as OpenMetrics, compressed", () => {
    expect(asked[0]).toBe("/metrics application/openmetrics-text; version=1.0.0; charset=utf-8 gzip");
  });

  it("say which endpoints work, and nothing of the silent one", async () => {
    const up = await prometheus.query(metricNames.endpointUp);

    expect(new Map(up.map(({ metric, value }) => [metric["endpoint"], value]))).toEqual(
      new Map([
        ["salle-haute", 1],
        ["salle-basse", 0],
      ]),
    );
    expect(await prometheus.query(`${metricNames.endpointState}{state="unknown"} == 1`)).toHaveLength(1);
  });

  it("carry hostile names unharmed", async () => {
    const [info] = await prometheus.query(`${metricNames.endpointInfo}{endpoint="salle-haute"}`);

    expect(info?.metric["name"]).toBe(hostile);
  });

  it.each(Object.values(metricNames).filter((name) => name !== metricNames.influxFailingSince && name !== metricNames.ingestDuration))(
    "include %s",
    async (name) => {
      expect((await prometheus.query(name)).length).toBeGreaterThan(0);
    },
  );

  it("join the words of a site to its endpoints", async () => {
    const joined = await prometheus.query(
      `${metricNames.endpointUp} * on (site) group_left (commune, insee) max by (site, commune, insee) (${metricNames.siteInfo})`,
    );

    expect(joined[0]?.metric).toMatchObject({ commune: "Ouessant", insee: "29155" });
  });
});

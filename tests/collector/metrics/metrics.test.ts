import { gunzipSync } from "node:zlib";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { createIngestCounters } from "../../../collector/metrics/ingest-counters.ts";
import { createMetrics } from "../../../collector/metrics/metrics.ts";
import { metricsRoute } from "../../../collector/metrics/metrics-route.ts";
import type { MetricsSource } from "../../../collector/metrics/source.ts";
import { refusalCodes, rejectionCodes } from "../../../contract/envelope.ts";
import { metricNames } from "../../../contract/metric-names.ts";
import { samplesIn, samplesOf } from "./exposition.ts";
import { directoryOf, endpointNow, influxNow, morning, smallSource } from "./small-source.ts";

const openMetrics = { accept: "application/openmetrics-text;version=1.0.0" };
const apps: FastifyInstance[] = [];

afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

function appOver(changes: Partial<MetricsSource> = {}, ingest = createIngestCounters()): FastifyInstance {
  const app = fastify();
  apps.push(app);
  app.register(metricsRoute({ metrics: createMetrics({ source: smallSource(changes), ingest, version: "0.1.0" }) }));
  return app;
}

async function scrape(changes: Partial<MetricsSource> = {}, headers: Record<string, string> = {}): Promise<string> {
  const { payload } = await appOver(changes).inject({ url: "/metrics", headers });
  return payload;
}

describe("what Prometheus is told of an endpoint", () => {
  it("never says that a silent endpoint works, nor that it does not", async () => {
    const up = samplesOf(await scrape(), metricNames.endpointUp);

    expect(up.map(({ labels, value }) => [labels["endpoint"], value])).toEqual([
      ["salle-haute", 1],
      ["salle-basse", 0],
    ]);
    expect(up[0]?.labels).toEqual({ endpoint: "salle-haute", site: "ouessant-mairie", territory: "ouessant" });
  });

  it("takes back what it said of an endpoint that fell silent since", async () => {
    let state: "up" | "unknown" = "up";
    const app = appOver({ endpoints: () => Promise.resolve([endpointNow("salle-haute", { state })]) });
    const before = (await app.inject("/metrics")).payload;
    state = "unknown";
    const after = (await app.inject("/metrics")).payload;

    expect(samplesOf(before, metricNames.endpointUp)).toHaveLength(1);
    for (const name of [metricNames.endpointUp, metricNames.endpointActiveCalls, metricNames.endpointUptime])
      expect(samplesOf(after, name)).toEqual([]);
  });

  it.each(["salle-haute", "salle-basse", "salle-muette"])("says one state and one only of %s", async (endpoint) => {
    const states = samplesOf(await scrape(), metricNames.endpointState).filter(({ labels }) => labels["endpoint"] === endpoint);

    expect(states).toHaveLength(5);
    expect(states.filter(({ value }) => value === 1)).toHaveLength(1);
  });

  it("counts a degraded endpoint as working", async () => {
    const text = await scrape({ endpoints: () => Promise.resolve([endpointNow("salle-haute", { state: "degraded" })]) });

    expect(samplesOf(text, metricNames.endpointUp)[0]?.value).toBe(1);
  });

  it("does not repeat the last call count and uptime of an endpoint that is down", async () => {
    const text = await scrape();

    expect(samplesOf(text, metricNames.endpointActiveCalls).map(({ labels }) => labels["endpoint"])).toEqual(["salle-haute"]);
    expect(samplesOf(text, metricNames.endpointUptime).map(({ labels }) => labels["endpoint"])).toEqual(["salle-haute"]);
  });

  it("says one thing of each channel: refused is not silent, and not configured is neither", async () => {
    const channels = samplesOf(await scrape(), metricNames.endpointChannelState).filter(
      ({ labels }) => labels["endpoint"] === "salle-haute",
    );

    expect(channels.map(({ labels, value }) => [labels["channel"], labels["state"], value])).toEqual([
      ["snmp", "answered", 1],
      ["http", "refused", 1],
      ["tcp", "not_configured", 1],
    ]);
  });

  it("says why an endpoint is in its state, in one word", async () => {
    const causes = samplesOf(await scrape(), metricNames.endpointCause);

    expect(causes.map(({ labels, value }) => [labels["endpoint"], labels["cause"], value])).toEqual([
      ["salle-haute", "answered", 1],
      ["salle-basse", "silent_confirmed", 1],
      ["salle-muette", "no_observation", 1],
    ]);
  });

  it("says of a site when it opens, and nothing once its endpoints are removed", async () => {
    const names = [metricNames.siteOpen, metricNames.siteOpenFrom];
    const opening = { openFrom: new Map(), openSites: new Set<string>(), inMaintenance: new Set<string>() };
    const open = await scrape();
    const removed = await scrape({ schedule: () => Promise.resolve({ ...opening, removedSites: new Set(["ouessant-mairie"]) }) });

    expect(names.map((name) => samplesOf(open, name).length)).toEqual([1, 1]);
    expect(names.map((name) => samplesOf(removed, name).length)).toEqual([0, 0]);
  });

  it("says 0 of an endpoint outside maintenance, 1 within", async () => {
    const maintenance = samplesOf(await scrape(), metricNames.endpointMaintenance);

    expect(maintenance.map(({ labels, value }) => [labels["endpoint"], value])).toEqual([
      ["salle-haute", 0],
      ["salle-basse", 0],
      ["salle-muette", 1],
    ]);
  });

  it("counts restarts by what restarted", async () => {
    const restarts = samplesOf(await scrape(), metricNames.endpointRestarts).filter(({ labels }) => labels["endpoint"] === "salle-haute");

    expect(restarts.map(({ labels, value }) => [labels["kind"], value])).toEqual([
      ["codec", 2],
      ["snmp_agent", 0],
      ["codec_or_snmp_agent", 0],
    ]);
  });

  it("tells the quality of a call in base units, and only of a codec that answers", async () => {
    const text = await scrape();
    const told = (name: string) => samplesOf(text, name).map(({ labels, value }) => [labels["endpoint"], labels["stream"], value]);

    expect(told(metricNames.streamLoss)).toEqual([["salle-haute", "audio-in", 0.02]]);
    expect(told(metricNames.streamJitter)).toEqual([["salle-haute", "audio-in", 0.012]]);
    expect(told(metricNames.streamLatency)).toEqual([["salle-haute", "video-in", 0.08]]);
    expect(told(metricNames.streamRate)).toEqual([["salle-haute", "video-in", 144_000]]);
  });

  it("says how the codec's identity is known, and by how much its clock is off", async () => {
    const text = await scrape();
    const tls = samplesOf(text, metricNames.endpointTlsState).filter(({ value }) => value === 1);

    expect(tls.map(({ labels }) => labels["tls"])).toEqual(["pinned", "pinned", "pinned"]);
    expect(samplesOf(text, metricNames.endpointClockOffset).map(({ labels, value }) => [labels["endpoint"], value])).toEqual([
      ["salle-haute", -3],
    ]);
  });

  it("gives an availability with its coverage, and none where nothing is known", async () => {
    const text = await scrape();
    const ofSilent = samplesOf(text, metricNames.endpointAvailability).filter(({ labels }) => labels["endpoint"] === "salle-muette");

    expect(ofSilent.map(({ labels }) => labels["window"])).toEqual(["30d"]);
    expect(samplesOf(text, metricNames.endpointCoverage)).toHaveLength(6);
  });

  it("gives times in seconds", async () => {
    const [observed] = samplesOf(await scrape(), metricNames.endpointLastObservation);

    expect(observed?.value).toBe((morning - 30_000) / 1000);
  });

  it("carries names whatever characters they hold", async () => {
    const name = 'Salle "haute" \\ côté\nmer, {1}=2 🙂';
    const text = await scrape({
      directory: () => directoryOf([{ id: "salle-haute", name, site: "ouessant-mairie" }], { name, commune: "L'Île\\" }),
      endpoints: () => Promise.resolve([endpointNow("salle-haute", { model: name })]),
    });

    expect(samplesOf(text, metricNames.endpointInfo)[0]?.labels).toMatchObject({ name, model: name, firmware: "TC7.3.21" });
    expect(samplesOf(text, metricNames.siteInfo)[0]?.labels).toMatchObject({
      name,
      commune: "L'Île\\",
      insee: "29155",
      territory_kind: "ILE",
    });
  });
});

describe("what Prometheus is told of agents and collector", () => {
  it("says of an agent when it was heard and what waits in its outbox, and nothing of one never heard", async () => {
    const text = await scrape();

    expect(samplesOf(text, metricNames.agentLastContact)).toEqual([
      { name: metricNames.agentLastContact, labels: { agent: "agent-ouessant", site: "ouessant-mairie" }, value: (morning - 5_000) / 1000 },
    ]);
    expect(samplesOf(text, metricNames.agentOutboxObservations)[0]?.value).toBe(12);
    expect(samplesOf(text, metricNames.agentClockOffset)[0]?.value).toBe(-0.12);
    expect(samplesOf(text, metricNames.agentInfo)[0]?.labels["version"]).toBe("0.1.0");
  });

  it("says how an agent itself is doing: its polls, its memory, what waits and where", async () => {
    const text = await scrape();
    const told = (name: string) => samplesOf(text, name).map(({ value }) => value);

    expect(told(metricNames.agentPolls)).toEqual([1_000]);
    expect(told(metricNames.agentPollTimeouts)).toEqual([40]);
    expect(told(metricNames.agentPollTime)).toEqual([250]);
    expect(told(metricNames.agentLongestPoll)).toEqual([6.1]);
    expect(told(metricNames.agentAnonymousMemory)).toEqual([30_000_000]);
    expect(told(metricNames.agentOutboxOldest)).toEqual([(morning - 90_000) / 1000]);
    expect(told(metricNames.agentOutboxInMemory)).toEqual([1]);
  });

  it("says what became of an agent's plan, and of which", async () => {
    const text = await scrape();

    expect(samplesOf(text, metricNames.agentPlanState).map(({ labels, value }) => [labels["state"], value])).toEqual([
      ["applied", 0],
      ["partial", 1],
      ["refused", 0],
    ]);
    expect(samplesOf(text, metricNames.agentPlanInfo).map(({ labels }) => labels["version"])).toEqual(["5f0e8a1c93b7d246"]);
  });

  it("counts what an agent lost by reason, each reason at 0 before the first", async () => {
    const samples = samplesOf(await scrape(), metricNames.agentLost);

    expect(new Set(samples.map(({ labels }) => labels["agent"]))).toEqual(new Set(["agent-ouessant"]));
    expect(samples.map(({ labels, value }) => [labels["reason"], value])).toEqual([
      ["bytes", 70],
      ["age", 0],
      ["damaged", 3],
      ["memory", 0],
      ["rejected", 0],
    ]);
  });

  it("has every reason for a refusal at 0 before the first, so that the first is seen", async () => {
    const text = await scrape();

    expect(samplesOf(text, metricNames.ingestRefused).map(({ labels, value }) => [labels["code"], value])).toEqual(
      Object.keys(refusalCodes).map((code) => [code, 0]),
    );
    expect(samplesOf(text, metricNames.ingestRejected).map(({ labels, value }) => [labels["code"], value])).toEqual(
      rejectionCodes.map((code) => [code, 0]),
    );
  });

  it("counts what the ingest kept, saw again and refused, in both formats", async () => {
    const ingest = createIngestCounters();
    ingest.accepted(40);
    ingest.alreadySeen(2);
    ingest.rejected("OBSERVED_IN_FUTURE", 3);
    ingest.refused("TOKEN_UNKNOWN");
    const app = appOver({}, ingest);
    ingest.observeDuration(0.02);
    for (const headers of [{}, openMetrics]) {
      const text = (await app.inject({ url: "/metrics", headers })).payload;
      expect(samplesOf(text, metricNames.ingestObservations)[0]?.value).toBe(40);
      expect(samplesOf(text, metricNames.ingestAlreadySeen)[0]?.value).toBe(2);
      expect(samplesIn(text)).toContainEqual({ name: metricNames.ingestRejected, labels: { code: "OBSERVED_IN_FUTURE" }, value: 3 });
      expect(samplesIn(text)).toContainEqual({ name: metricNames.ingestRefused, labels: { code: "TOKEN_UNKNOWN" }, value: 1 });
      expect(samplesOf(text, `${metricNames.ingestDuration}_count`)[0]?.value).toBe(1);
    }
  });

  it("says nothing of an InfluxDB that is not fed", async () => {
    expect(await scrape({ influx: () => null })).not.toMatch(/^visio_influx|follower="influx"/m);
  });

  it("says how far the followers of the ledger are behind", async () => {
    const lags = samplesOf(await scrape(), metricNames.followerLag);

    expect(lags.map(({ labels, value }) => [labels["follower"], labels["stream"], value])).toEqual([
      ["states", "observations", 7],
      ["influx", "observations", 3],
      ["influx", "state_changes", 0],
    ]);
  });
});

describe("the page of metrics", () => {
  it.each([{}, openMetrics])("has every metric of the contract and no other, asked with %j", async (headers) => {
    const text = await scrape({ influx: () => ({ ...influxNow, failingSince: morning }) }, headers);
    const exposed = new Set(samplesIn(text).map(({ name }) => name.replace(/_(bucket|sum|count)$/, "")));

    expect([...exposed].toSorted((a, b) => a.localeCompare(b))).toEqual(Object.values(metricNames).toSorted((a, b) => a.localeCompare(b)));
  });

  it.each(Object.values(metricNames))("names %s with our prefix and a base unit", (name) => {
    expect(name).toMatch(/^visio_[a-z][a-z0-9_]*$/);
    expect(name).not.toMatch(/_(ms|milliseconds|minutes|hours|days|percent|kilobytes|megabytes)(_|$)/);
  });

  it("carries no label of a single call or of a far end", async () => {
    const labels = new Set(samplesIn(await scrape()).flatMap((sample) => Object.keys(sample.labels)));

    expect([...labels].filter((label) => /call|far|remote|number|peer/.test(label))).toEqual([]);
  });

  it("keeps the rules of OpenMetrics when that is asked for", async () => {
    const { payload, headers } = await appOver().inject({ url: "/metrics", headers: openMetrics });
    const counters = [...payload.matchAll(/^# TYPE (\S+) counter$/gm)].map(([, name]) => name ?? "");

    expect(headers["content-type"]).toBe("application/openmetrics-text; version=1.0.0; charset=utf-8");
    expect(payload.endsWith("\n# EOF\n")).toBe(true);
    expect(payload).not.toContain("\n\n");
    expect(counters.length).toBeGreaterThan(5);
    for (const name of counters) expect(name).not.toMatch(/_total$/);
    expect(payload).not.toMatch(/NaN|Nan|undefined|null/);
  });

  it("is the text format, with the same samples, when nothing special is asked for", async () => {
    const { payload, headers } = await appOver().inject("/metrics");
    const other = await scrape({}, openMetrics);
    const names = (text: string) => samplesIn(text).map(({ name, labels }) => JSON.stringify([name, labels]));

    expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(names(payload)).toEqual(names(other));
  });

  it("is compressed when asked", async () => {
    const app = appOver();
    const { rawPayload, headers } = await app.inject({ url: "/metrics", headers: { "accept-encoding": "gzip" } });

    expect(headers["content-encoding"]).toBe("gzip");
    expect(headers["vary"]).toBe("Accept, Accept-Encoding");
    expect(samplesOf(gunzipSync(rawPayload).toString(), metricNames.buildInfo)).toHaveLength(1);
  });

  it("is an error, not half a page, when the ledger cannot be read, and is whole again afterwards", async () => {
    let isBroken = true;
    const app = appOver({ endpoints: () => (isBroken ? Promise.reject(new Error("disk")) : Promise.resolve([])) });
    const broken = await app.inject("/metrics");
    isBroken = false;
    const repaired = await app.inject("/metrics");

    expect(broken.statusCode).toBe(500);
    expect(broken.payload).not.toContain("visio_");
    expect(repaired.statusCode).toBe(200);
  });

  it("asks the ledger once for scrapes that come together", async () => {
    let looks = 0;
    const app = appOver({
      endpoints: () => {
        looks += 1;
        return Promise.resolve([endpointNow("salle-haute")]);
      },
    });
    const answers = await Promise.all(Array.from({ length: 5 }, () => app.inject("/metrics")));

    expect(looks).toBe(1);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
  });
});

describe("what Prometheus is told of use", () => {
  it("counts uses and verdicts by territory, and does not say when a territory was last used that never was", async () => {
    const text = await scrape();

    expect(samplesOf(text, metricNames.territoryUses).map(({ labels, value }) => [labels["territory"], value])).toEqual([
      ["ouessant", 31],
      ["molene", 0],
    ]);
    expect(samplesOf(text, metricNames.territoryLastUse).map(({ labels }) => labels["territory"])).toEqual(["ouessant"]);
    const verdicts = samplesOf(text, metricNames.territoryUnderUse).filter(({ labels }) => labels["territory"] === "ouessant");
    expect(Object.fromEntries(verdicts.map(({ labels, value }) => [labels["verdict"], value]))).toMatchObject({
      established: 1,
      inconclusive: 2,
    });
  });
});

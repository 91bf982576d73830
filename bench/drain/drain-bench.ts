import type { Observation } from "../../contract/observation.ts";
import { lineOf } from "../ingest/backlog.ts";
import { startInfluxPeer } from "../ingest/influx-peer.ts";
import { take } from "../ledger/fleet.ts";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, notMeasured, spreadOf } from "../measure/figure.ts";
import { memoryOf, type Usage, usageDuring } from "../measure/process-usage.ts";
import { observeCodecs } from "../wire/observe-codecs.ts";
import { type RealCollector, startRealCollector } from "./collector-process.ts";
import { type Drained, drain, packBacklogs } from "./drain.ts";
import { observationsOf } from "./month.ts";

const siteCount = 40;
const recordedMinutes = 240;
/** Days of backlog that are really drained; VIGIE_BENCH_DAYS=30 drains all of them. */
const days = Number(process.env["VIGIE_BENCH_DAYS"] ?? 1);
const wholeDays = 30;
const peerObservations = 200_000;
const peerBatch = 2_000;
const dayMs = 86_400_000;
const influxLabel = "InfluxDB 1.6: /write of the same readings, one point an observation, 2,000 points a request";

export const drainBench: Bench = {
  name: "backlog",
  title: `${days} of ${wholeDays} days of backlog of ${siteCount} sites of ten codecs into one \`vigie collector\`: kept, concluded, pages and metrics asked every five seconds, live observations before the backlog`,
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const recorded = await observeCodecs(recordedMinutes, (line) => say(`recording codecs, ${line}`));
  const backlogs = packBacklogs(recorded, siteCount, days, say);
  const collector = await startRealCollector(siteCount);
  try {
    say("agents send their backlog");
    let drained: Drained | null = null;
    const usage = await usageDuring(collector.daemon.pid, async () => {
      drained = await drain(collector, recorded, backlogs);
    });
    if (drained === null) throw new Error("nothing was drained");
    if (/"level":[456]0/.test(collector.daemon.log()))
      throw new Error(`the collector complained:\n${collector.daemon.log().slice(0, 2_000)}`);
    return [...figuresOf(collector, drained, usage, recorded), await peerFigure(recorded, say)];
  } finally {
    await collector.daemon.stop();
  }
}

function figuresOf(
  collector: RealCollector,
  drained: Drained,
  { cpuUs, wallMs }: Usage,
  recorded: readonly (readonly Observation[])[],
): Figure[] {
  const { observations, liveMs, concludedMs, overviewMs, metricsMs } = drained;
  const perMinute = recorded.flat().length / recorded.length;
  const whole = siteCount * wholeDays * 1_440 * perMinute;
  const one = (label: string, unit: string, value: number): Figure => ({ label, unit, spread: spreadOf([value]) });
  const worst = (label: string, values: readonly number[]): Figure => ({
    label,
    unit: "ms",
    spread: spreadOf([p99Of(values)]),
    note: `${values.length} times, middle ${p50Of(values).toFixed(0)} ms`,
  });
  return [
    { ...one("collector, by its processor time", "obs/s/core", observations / (cpuUs / 1e6)), against: influxLabel },
    one("collector, by the clock, with all else on this machine", "obs/s", observations / (wallMs / 1000)),
    {
      ...one(`${wholeDays} days at that pace, by the clock`, "min", (wallMs * whole) / observations / 60_000),
      aim: { atMost: 15 },
      note: `${(whole / 1e6).toFixed(1)} million observations: ${perMinute.toFixed(1)} a site and minute, all questions; ${(observations / 1e6).toFixed(2)} million drained`,
    },
    one("ledger", "bytes/obs", collector.ledgerBytes() / observations),
    one("collector, memory", "MB RSS", memoryOf(collector.daemon.pid).rssMb),
    worst("live observations, due to acknowledged, 99 of 100", liveMs),
    worst("live observations, due to concluded, 99 of 100", concludedMs),
    worst("GET /, 99 of 100", overviewMs),
    worst("GET /metrics, 99 of 100", metricsMs),
  ];
}

async function peerFigure(recorded: readonly (readonly Observation[])[], say: Say): Promise<Figure> {
  const influx = await startInfluxPeer();
  if (influx === null) return notMeasured(influxLabel, "obs/s/core", "no influxd on this machine (Debian package influxdb)");
  say("InfluxDB is written to");
  try {
    const sources = Array.from({ length: siteCount }, (_, site) => observationsOf(recorded, site, Date.now() - wholeDays * dayMs));
    let cpuUs = 0;
    for (let written = 0; written < peerObservations; written += peerBatch) {
      const source = sources[(written / peerBatch) % siteCount];
      if (source === undefined) break;
      const lines = take(source, peerBatch).map(lineOf).join("\n");
      cpuUs += (await usageDuring(influx.pid, () => influx.write(lines))).cpuUs;
    }
    return { label: influxLabel, unit: "obs/s/core", spread: spreadOf([peerObservations / (cpuUs / 1e6)]) };
  } finally {
    await influx.stop();
  }
}

function p99Of(values: readonly number[]): number {
  return quantileOf(values, 0.99);
}

function p50Of(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

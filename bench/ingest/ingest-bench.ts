import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, notMeasured, type Spread } from "../measure/figure.ts";
import { type Contender, interleave } from "../measure/interleave.ts";
import { type Usage, usageDuring } from "../measure/process-usage.ts";
import { createBacklog, type Parcel } from "./backlog.ts";
import { type CollectorUnderLoad, startCollector } from "./collector-peer.ts";
import { type InfluxPeer, startInfluxPeer } from "./influx-peer.ts";

const repeats = 5;
const siteCount = 20;
const observations = 40_000;
const liveObservations = 4_000;
const unit = "obs/s/core";
const monthMs = 30 * 86_400_000;
const influxLabel = "InfluxDB 1.6: /write of 2,000 points, nine fields each";

export const ingestBench: Bench = {
  name: "ingest",
  title: "Ingest over HTTP to the ledger on disk (WAL, full sync); nine readings an observation, processor time of the collector",
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const alone = await startCollector(siteCount, "alone");
  const states = await startCollector(siteCount, "states");
  const influx = await startInfluxPeer();
  try {
    const spreads = await interleave(
      [...contendersOf("ingest", alone), ...contendersOf("ingest and states", states), ...peerOf(influx)],
      repeats,
      say,
    );
    return figuresOf(spreads);
  } finally {
    await influx?.stop();
    await states.stop();
    await alone.stop();
  }
}

function contendersOf(what: string, collector: CollectorUnderLoad): Contender[] {
  const next = createBacklog(siteCount, Date.now() - monthMs);
  const contender = (size: number, count: number): Contender => ({
    label: `${what}, envelopes of ${size.toLocaleString("en")}`,
    measure: () => rate(count, (parcels) => collector.deliver(parcels, count), next(count / size, size)),
  });
  return [contender(2_000, observations), contender(1_000, observations), contender(10, liveObservations)];
}

function peerOf(influx: InfluxPeer | null): Contender[] {
  if (influx === null) return [];
  const next = createBacklog(siteCount, Date.now() - monthMs);
  const write = (parcels: readonly Parcel[]): Promise<Usage> =>
    usageDuring(influx.pid, async () => {
      for (const { lines } of parcels) await influx.write(lines);
    });
  return [{ label: influxLabel, measure: () => rate(observations, write, next(observations / 2_000, 2_000)) }];
}

async function rate(count: number, deliver: (parcels: readonly Parcel[]) => Promise<Usage>, parcels: readonly Parcel[]): Promise<number> {
  const { cpuUs } = await deliver(parcels);
  return count / (cpuUs / 1e6);
}

function figuresOf(spreads: ReadonlyMap<string, Spread>): Figure[] {
  const ours = [...spreads].filter(([label]) => label !== influxLabel);
  const peer = spreads.get(influxLabel);
  return [
    ...ours.map(([label, spread]): Figure => {
      const aim = label.startsWith("ingest,") && !label.endsWith(" 10") ? { aim: { atLeast: 50_000 } } : {};
      return { label, unit, spread, against: influxLabel, ...aim };
    }),
    peer === undefined
      ? notMeasured(influxLabel, unit, "no influxd on this machine (Debian package influxdb)")
      : { label: influxLabel, unit, spread: peer },
  ];
}

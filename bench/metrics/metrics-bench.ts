import { join } from "node:path";
import { defaultRules } from "../../collector/config/defaults.ts";
import type { Directory } from "../../collector/directory/directory.ts";
import type { Ledger } from "../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { endpointNow } from "../../collector/metrics/endpoint-now.ts";
import { createIngestCounters } from "../../collector/metrics/ingest-counters.ts";
import { createMetrics, type Metrics } from "../../collector/metrics/metrics.ts";
import { scheduleAt } from "../../collector/metrics/schedule.ts";
import type { EndpointNow } from "../../collector/metrics/source.ts";
import { figuresOf as availabilityFiguresOf, type EndpointFigures } from "../../collector/states/figures.ts";
import { presentOf } from "../../collector/states/present.ts";
import { followStates } from "../../collector/states/states-follower.ts";
import { temporaryFolder } from "../../tests/servers/folders.ts";
import { agentId, benchDirectory, endpointsPerSite, observationsOf, take } from "../ledger/fleet.ts";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, type Spread } from "../measure/figure.ts";
import { type Contender, interleave } from "../measure/interleave.ts";
import { usageDuring } from "../measure/process-usage.ts";

const repeats = 5;
const siteCount = 200;
const endpointCount = siteCount * endpointsPerSite;
const minutesPerRound = 10;
const scrapes = 5;
const labels = {
  render: "/metrics in text, values at hand",
  openMetrics: "/metrics in OpenMetrics, values at hand",
  scrape: "/metrics in text, present asked of the ledger (once a second at most)",
  availability: "availability of all codecs, today and over 30 days (every 15 s at most)",
  follow: `states follower, ${minutesPerRound} minutes of the fleet to catch up with`,
} as const;

export const metricsBench: Bench = {
  name: "metrics",
  title: `A fleet of ${endpointCount.toLocaleString("en")} codecs on one collector`,
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const directory = benchDirectory(siteCount);
  const ledger = await openSqliteLedger({ file: join(temporaryFolder("bench-metrics"), "ledger.db") });
  try {
    const fill = filler(ledger, Date.now() - (repeats + 1) * minutesPerRound * 60_000);
    const standing: Standing = { figures: new Map(), endpoints: [] };
    const known = metricsFrom(directory, ledger, () => Promise.resolve(standing.endpoints));
    const asked = metricsFrom(directory, ledger, () => endpointsNow(ledger, directory, standing.figures));
    const availability = async (): Promise<void> => {
      standing.figures = (await availabilityFiguresOf(ledger, { directory, maintenance: [] }, Date.now())).endpoints;
    };
    const follow = async (): Promise<number> => {
      const count = await fill();
      const { cpuUs } = await usageDuring(process.pid, () => followAll(ledger));
      await availability();
      standing.endpoints = await endpointsNow(ledger, directory, standing.figures);
      return count / (cpuUs / 1e6);
    };
    const contenders: Contender[] = [
      { label: labels.follow, measure: follow },
      { label: labels.availability, measure: () => cpuMsOf(availability) },
      { label: labels.scrape, measure: () => cpuMsOf(() => asked.render("text")) },
      { label: labels.render, measure: () => cpuMsOf(() => known.render("text")) },
      { label: labels.openMetrics, measure: () => cpuMsOf(() => known.render("openmetrics")) },
    ];
    return figuresOf(await interleave(contenders, repeats, say), await known.render("text"));
  } finally {
    await ledger.close();
  }
}

/** Adds the next minutes of every site to the ledger; gives how many observations that were. */
function filler(ledger: Ledger, fromMs: number): () => Promise<number> {
  const sites = Array.from({ length: siteCount }, (_, site) => ({ site, next: 1, source: observationsOf(site, fromMs) }));
  const count = minutesPerRound * endpointsPerSite;
  return async () => {
    for (const origin of sites) {
      const observations = take(origin.source, count).map((observation, index) => ({ sequence: origin.next + index, observation }));
      const now = Date.now();
      const common = { agent: agentId(origin.site), outbox: "00000000000000be", boot: "0000be4c", receivedAt: now, sentAt: now };
      await ledger.append({ ...common, first: origin.next, count, observations });
      origin.next += count;
    }
    return siteCount * count;
  };
}

async function followAll(ledger: Ledger): Promise<void> {
  while ((await followStates(ledger, defaultRules, failLoudly)) > 0) continue;
}

interface Standing {
  figures: ReadonlyMap<string, EndpointFigures>;
  endpoints: readonly EndpointNow[];
}

async function endpointsNow(ledger: Ledger, directory: Directory, figures: Standing["figures"]): Promise<EndpointNow[]> {
  const present = await presentOf(ledger, directory, figures, Date.now());
  return present.flatMap((one) => endpointNow(one, directory) ?? []);
}

function metricsFrom(directory: Directory, ledger: Ledger, endpoints: () => Promise<readonly EndpointNow[]>): Metrics {
  return createMetrics({
    source: {
      directory: () => directory,
      endpoints,
      losses: () => Promise.resolve(new Map()),
      replacedUses: () => new Map(),
      agents: () => ledger.agents(),
      followers: () => Promise.resolve([]),
      influx: () => null,
      ledgerBytes: () => ledger.sizeBytes(),
      freeBytes: () => Promise.resolve(0),
      schedule: () => Promise.resolve(scheduleAt(Date.now() / 1000, directory, [])),
      territoryUse: () => Promise.resolve([]),
      contracts: () => Promise.resolve([]),
      certificateExpiresAt: () => null,
      reports: () => null,
      inventory: () => ({ loadedAt: 0, problems: 0 }),
    },
    ingest: createIngestCounters(),
    version: "0.0.0",
  });
}

async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const { cpuUs } = await usageDuring(process.pid, async () => {
    for (let count = 0; count < scrapes; count += 1) await work();
  });
  return cpuUs / 1000 / scrapes;
}

function figuresOf(spreads: ReadonlyMap<string, Spread>, text: string): Figure[] {
  const series = text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).length;
  const size = `${series.toLocaleString("en")} series, ${Math.round(text.length / 1000)} kB`;
  return Object.values(labels).map((label): Figure => {
    const spread = spreads.get(label) ?? null;
    if (label === labels.follow) return { label, unit: "obs/s/core", spread };
    return { label, unit: "ms CPU", spread, ...(label === labels.render ? { note: size } : {}) };
  });
}

function failLoudly(endpoint: string, error: unknown): never {
  throw new Error(`${endpoint} could not be concluded`, { cause: error });
}

import { metricNames as m } from "../../contract/metric-names.ts";
import { frCollection } from "./fr-collection.ts";
import { betterFrom, noneIsGood } from "./palette.ts";
import { at, type Panel } from "./panel.ts";
import { course, present, presentRows } from "./query.ts";

const gib = 1024 ** 3;
const rate = (series: string): string => `rate(${series}[$__rate_interval])`;

/** What the collector takes in, keeps and hands on. */
export const collectorPanels: readonly Panel[] = [
  {
    kind: "lines",
    id: 12,
    at: at(0, 30, 12, 8),
    words: frCollection.ingest,
    queries: [
      course(`sum(${rate(m.ingestObservations)})`, [], "kept"),
      course(`sum(${rate(m.ingestAlreadySeen)})`, [], "again"),
      course(`sum(${rate(m.ingestRejected)})`, [], "rejected"),
      course(`sum(${rate(m.ingestRefused)})`, [], "refused"),
    ],
    unit: "cps",
    min: 0,
  },
  {
    kind: "lines",
    id: 13,
    at: at(12, 30, 12, 8),
    words: frCollection.ingestTime,
    queries: [
      course(`histogram_quantile(0.5, sum by (le) (${rate(`${m.ingestDuration}_bucket`)}))`, [], "median"),
      course(`histogram_quantile(0.95, sum by (le) (${rate(`${m.ingestDuration}_bucket`)}))`, [], "slow"),
    ],
    unit: "s",
    min: 0,
  },
  {
    kind: "lines",
    id: 14,
    at: at(0, 38, 12, 8),
    words: frCollection.lag,
    queries: [course(`max by (follower, stream) (${m.followerLag})`, ["follower", "stream"], "{{follower}} {{stream}}")],
    unit: "short",
    min: 0,
  },
  {
    kind: "lines",
    id: 15,
    at: at(12, 38, 12, 8),
    words: frCollection.influx,
    queries: [
      course(`sum(${rate(m.influxWritten)})`, [], "written"),
      course(`sum(${rate(m.influxFailures)})`, [], "failures"),
      course(`sum(${rate(m.influxSetAside)})`, [], "aside"),
    ],
    unit: "cps",
    min: 0,
  },
  {
    kind: "stat",
    id: 16,
    at: at(0, 46, 6, 4),
    words: frCollection.free,
    queries: [present(m.ledgerFreeBytes, [], "")],
    unit: "bytes",
    decimals: 1,
    steps: betterFrom(2 * gib, 10 * gib),
  },
  {
    kind: "stat",
    id: 17,
    at: at(6, 46, 6, 4),
    words: frCollection.inventory,
    queries: [present(m.inventoryProblems, [], "")],
    unit: "none",
    steps: noneIsGood,
  },
  {
    kind: "stat",
    id: 18,
    at: at(12, 46, 6, 4),
    words: frCollection.started,
    queries: [present(`1000 * ${m.collectorStart}`, [], "")],
    unit: "dateTimeFromNow",
  },
  {
    kind: "stat",
    id: 19,
    at: at(18, 46, 6, 4),
    words: frCollection.setAside,
    queries: [present(m.influxSetAside, [], "")],
    unit: "none",
    steps: noneIsGood,
  },
  {
    kind: "lines",
    id: 20,
    at: at(0, 50, 12, 8),
    words: frCollection.ledger,
    queries: [course(m.ledgerBytes, [], "ledger")],
    lookBack: "30d",
    unit: "bytes",
    min: 0,
  },
  {
    kind: "lines",
    id: 21,
    at: at(12, 50, 12, 8),
    words: frCollection.memory,
    queries: [course(m.collectorResidentMemory, [], "memory")],
    unit: "bytes",
    min: 0,
  },
  {
    kind: "table",
    id: 22,
    at: at(0, 58, 12, 8),
    words: frCollection.cardinality,
    queries: [presentRows('topk(15, count by (__name__) ({__name__=~"visio_.+"}))', ["__name__", "Value"])],
    columns: [{ field: "__name__" }, { field: "Value", unit: "none", width: 120 }],
    sort: { field: "Value", isDescending: true },
  },
  {
    kind: "lines",
    id: 23,
    at: at(12, 58, 12, 8),
    words: frCollection.processor,
    queries: [course(rate(m.collectorCpu), [], "processor")],
    unit: "percentunit",
    decimals: 1,
    min: 0,
  },
];

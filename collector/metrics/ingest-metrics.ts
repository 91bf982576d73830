import { metricNames } from "../../contract/metric-names.ts";
import { type MetricsRoom, registerCounter, registerHistogram } from "./family.ts";
import type { CountedIngest } from "./ingest-counters.ts";

// Around what a full envelope takes on a small machine (0.1 s), from idle to a disk that hardly follows.
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.5, 5.5];

/** What agents delivered, and what was not kept and why. */
export function registerIngestMetrics(room: MetricsRoom, ingest: CountedIngest): void {
  registerCounter(room, {
    name: metricNames.ingestObservations,
    help: "Observations kept in the ledger",
    values: (_snapshot, add) => add({}, ingest.totals().accepted),
  });
  registerCounter(room, {
    name: metricNames.ingestAlreadySeen,
    help: "Observations delivered again that the ledger already had",
    values: (_snapshot, add) => add({}, ingest.totals().alreadySeen),
  });
  registerCounter(room, {
    name: metricNames.ingestRejected,
    help: "Observations of good envelopes that were not kept, by reason",
    labelNames: ["code"],
    values: (_snapshot, add) => {
      for (const [code, count] of ingest.totals().rejected) add({ code }, count);
    },
  });
  registerCounter(room, {
    name: metricNames.ingestRefused,
    help: "Envelopes of which nothing was kept, by reason",
    labelNames: ["code"],
    values: (_snapshot, add) => {
      for (const [code, count] of ingest.totals().refused) add({ code }, count);
    },
  });
  ingest.onDuration(
    registerHistogram(room, {
      name: metricNames.ingestDuration,
      help: "Time from the first byte of an envelope to its commit",
      buckets: durationBuckets,
    }),
  );
}

import { type MetricName, metricNames as m } from "../../contract/metric-names.ts";
import { frSite } from "./fr-site.ts";
import { connectedWords, directionWords, farEndWords, qualityWords, worseFrom } from "./palette.ts";
import { at, type Panel } from "./panel.ts";
import { course, type Query, recordedRows } from "./query.ts";
import { chosen, chosenTag } from "./variables.ts";

const streams = (series: MetricName): Query =>
  course(`max by (endpoint, stream) (${series}{${chosen.site}, ${chosen.endpoint}})`, ["endpoint", "stream"], "{{endpoint}} {{stream}}");

const callColumns = ["direction", "protocol", "duration_seconds", "connected", "quality", "loss_ratio", "max_jitter_seconds", "cause"];
const selected = [...callColumns, "far_end_kind", "endpoint"].map((column) => `"${column}"`).join(", ");

/** How calls go: the one that goes on, and those of the range. */
export const callPanels: readonly Panel[] = [
  {
    kind: "lines",
    id: 13,
    at: at(0, 43, 12, 8),
    words: frSite.loss,
    queries: [streams(m.streamRecentLoss), streams(m.streamLoss)],
    lookBack: "24h",
    draw: "points",
    unit: "percentunit",
    decimals: 1,
    min: 0,
    steps: worseFrom(0.01, 0.05),
    showsSteps: true,
  },
  {
    kind: "lines",
    id: 14,
    at: at(12, 43, 12, 8),
    words: frSite.jitter,
    queries: [streams(m.streamJitter)],
    lookBack: "24h",
    draw: "points",
    unit: "s",
    min: 0,
    steps: worseFrom(0.03, 0.05),
    showsSteps: true,
  },
  {
    kind: "table",
    id: 15,
    at: at(0, 51, 24, 14),
    words: frSite.calls,
    queries: [
      recordedRows(
        `SELECT ${selected} FROM "call" WHERE ${chosenTag.site} AND ${chosenTag.endpoint} AND $timeFilter ORDER BY time DESC LIMIT 500`,
        ["time", ...callColumns, "endpoint"],
      ),
    ],
    columns: [
      { field: "Time", unit: "dateTimeAsLocal", width: 170 },
      { field: "direction", values: directionWords, width: 100 },
      { field: "protocol", width: 90 },
      { field: "duration_seconds", unit: "dtdurations", width: 150 },
      { field: "connected", unit: "none", values: connectedWords, width: 110 },
      { field: "quality", values: qualityWords, cell: "colour", width: 120 },
      { field: "loss_ratio", unit: "percentunit", decimals: 2, width: 110 },
      { field: "max_jitter_seconds", unit: "s", width: 120 },
      { field: "far_end_kind", values: farEndWords, width: 120 },
      { field: "cause" },
      { field: "endpoint", width: 130 },
    ],
  },
];

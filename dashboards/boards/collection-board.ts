import { metricNames as m } from "../../contract/metric-names.ts";
import type { Addresses } from "./addresses.ts";
import type { Board } from "./board.ts";
import { collectorPanels } from "./collector-panels.ts";
import { frCollection } from "./fr-collection.ts";
import { frLinks } from "./fr-house.ts";
import { matrixRow, matrixText } from "./matrix.ts";
import { noneIsGood, watchdogWords, worseFrom } from "./palette.ts";
import { at, type Panel } from "./panel.ts";
import { course, present, presentRows } from "./query.ts";

const silence = `time() - ${m.agentLastContact}`;
/** Seconds after which an agent is said to be silent, as its alert says. */
const silentS = 300;

const strip: readonly Panel[] = [
  {
    kind: "stat",
    id: 1,
    at: at(0, 0, 4, 4),
    words: frCollection.watchdog,
    queries: [present('count(ALERTS{alertname="VisioWatchdog", alertstate="firing"}) > bool 0 or vector(0)', [], "")],
    unit: "none",
    values: watchdogWords,
  },
  {
    kind: "stat",
    id: 2,
    at: at(4, 0, 4, 4),
    words: frCollection.heard,
    queries: [present(`count(${silence} <= ${silentS}) or vector(0)`, [], "")],
    unit: "none",
  },
  {
    kind: "stat",
    id: 3,
    at: at(8, 0, 4, 4),
    words: frCollection.silent,
    queries: [present(`count(${silence} > ${silentS}) or vector(0)`, [], "")],
    unit: "none",
    steps: noneIsGood,
  },
  {
    kind: "stat",
    id: 4,
    at: at(12, 0, 4, 4),
    words: frCollection.waiting,
    queries: [present(`sum(${m.agentOutboxObservations})`, [], "")],
    unit: "short",
    decimals: 0,
    steps: worseFrom(10_000, 100_000),
  },
  {
    kind: "stat",
    id: 5,
    at: at(16, 0, 4, 4),
    words: frCollection.lost,
    queries: [present(`sum(increase(${m.agentLost}[1d]))`, [], "")],
    unit: "short",
    decimals: 0,
    steps: noneIsGood,
  },
  {
    kind: "stat",
    id: 6,
    at: at(20, 0, 4, 4),
    words: frCollection.influxAge,
    queries: [present(`time() - ${m.influxLastSuccess}`, [], "")],
    unit: "s",
    decimals: 0,
    steps: worseFrom(300, 900),
  },
];

const agentsTable = (addresses: Addresses): Panel => ({
  kind: "table",
  id: 7,
  at: at(0, 4, 24, 10),
  words: frCollection.agents,
  queries: [
    presentRows(
      matrixText(
        {
          contact: `1000 * ${m.agentLastContact}`,
          newest: `1000 * ${m.agentNewestObservation}`,
          clock: m.agentClockOffset,
          waiting: m.agentOutboxObservations,
          oldest: `1000 * ${m.agentOutboxOldest}`,
          lost: `sum by (agent) (${m.agentLost})`,
          rejected: m.agentRejected,
          late: m.agentLatePolls,
          memory: m.agentResidentMemory,
        },
        "agent",
      ),
      ["agent", "what", "Value"],
    ),
  ],
  matrix: { row: "agent", column: "what" },
  columns: [
    { field: matrixRow("agent"), target: { title: frLinks.agents, url: `${addresses.collectorUrl}/agents` } },
    { field: "contact", unit: "dateTimeFromNow" },
    { field: "newest", unit: "dateTimeFromNow" },
    { field: "clock", unit: "s", decimals: 1, steps: worseFrom(5, 30), cell: "colour", width: 110 },
    { field: "waiting", unit: "none", steps: worseFrom(1_000, 10_000), cell: "colour", width: 110 },
    { field: "oldest", unit: "dateTimeFromNow" },
    { field: "lost", unit: "none", steps: noneIsGood, cell: "colour", width: 100 },
    { field: "rejected", unit: "none", steps: noneIsGood, cell: "colour", width: 100 },
    { field: "late", unit: "none", width: 100 },
    { field: "memory", unit: "bytes", decimals: 0, width: 110 },
  ],
  sort: { field: "contact", isDescending: false },
});

const agentPanels: readonly Panel[] = [
  {
    kind: "lines",
    id: 8,
    at: at(0, 14, 12, 8),
    words: frCollection.backlog,
    queries: [course(`topk(5, ${m.agentOutboxObservations})`, ["agent"], "{{agent}}")],
    unit: "short",
    min: 0,
  },
  {
    kind: "lines",
    id: 9,
    at: at(12, 14, 12, 8),
    words: frCollection.timeouts,
    queries: [
      course(
        `topk(5, sum by (agent) (rate(${m.agentPollTimeouts}[$__rate_interval])) / sum by (agent) (rate(${m.agentPolls}[$__rate_interval])) > 0)`,
        ["agent"],
        "{{agent}}",
      ),
    ],
    unit: "percentunit",
    decimals: 1,
    min: 0,
    max: 1,
  },
  {
    kind: "lines",
    id: 10,
    at: at(0, 22, 12, 8),
    words: frCollection.losses,
    queries: [course(`sum by (reason) (increase(${m.agentLost}[$__rate_interval]))`, ["reason"], "{{reason}}")],
    draw: "bars",
    isStacked: true,
    unit: "short",
    min: 0,
  },
  {
    kind: "bars",
    id: 11,
    at: at(12, 22, 12, 8),
    words: frCollection.versions,
    queries: [present(`count by (version) (${m.agentInfo})`, ["version"], "{{version}}")],
    unit: "none",
    min: 0,
  },
];

/** Does what measures work? Agents, the way to the collector, the ledger and what it feeds. */
export function collectionBoard(addresses: Addresses): Board {
  return {
    uid: "vigie-collecte",
    description: frCollection.board,
    from: "now-24h",
    to: "now",
    refresh: "1m",
    variables: [],
    isAnnotated: false,
    panels: [...strip, agentsTable(addresses), ...agentPanels, ...collectorPanels],
  };
}

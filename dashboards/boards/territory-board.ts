import { metricNames } from "../../contract/metric-names.ts";
import { alertsNow } from "./alert-panels.ts";
import { availabilityLine, availabilityRows, boundsLines, boundsRows, coverageRows, targetLine, targetRows } from "./availability-text.ts";
import { type Board, thisQuarter } from "./board.ts";
import { availabilityColumns, availabilitySteps, coverageSteps, ratio, ratioLine, targetName } from "./figures.ts";
import { frTerritory } from "./fr-territory.ts";
import { rollUp } from "./influx-text.ts";
import { toSite } from "./links.ts";
import { hostKindWords, noneIsGood, stateWords } from "./palette.ts";
import { at, type Panel } from "./panel.ts";
import { endpointsByState } from "./present-text.ts";
import { present, presentRows, recorded, recordedRows } from "./query.ts";
import { chosen, chosenTag, territories, territoryKind } from "./variables.ts";

const here = { where: [chosenTag.territory] };
const bySite = { ...here, by: ["site"] };
const uses = { measurement: "usage", select: { uses: 'sum("uses")' }, period: "month" } as const;

const strip: readonly Panel[] = [
  {
    kind: "stat",
    id: 1,
    at: at(0, 0, 6, 4),
    words: frTerritory.availability,
    queries: [availabilityRows(here), targetRows(here)],
    shows: "name-and-figure",
    names: targetName,
    ...ratio,
    steps: availabilitySteps,
  },
  {
    kind: "stat",
    id: 2,
    at: at(6, 0, 6, 4),
    words: frTerritory.coverage,
    queries: [coverageRows(here)],
    ...ratio,
    decimals: 1,
    steps: coverageSteps,
  },
  {
    kind: "bars",
    id: 3,
    at: at(12, 0, 8, 4),
    words: frTerritory.states,
    queries: [present(endpointsByState(chosen.territory), ["state"], "{{state}}")],
    unit: "none",
    min: 0,
    names: stateWords,
  },
  {
    kind: "stat",
    id: 4,
    at: at(20, 0, 4, 4),
    words: frTerritory.uses,
    queries: [recordedRows(rollUp({ ...uses, ...here }), ["uses"])],
    unit: "none",
    decimals: 0,
  },
];

const courses: readonly Panel[] = [
  {
    kind: "lines",
    id: 5,
    at: at(0, 4, 12, 9),
    words: frTerritory.months,
    queries: [availabilityLine(here), targetLine(here)],
    lookBack: "12M",
    draw: "points",
    ...ratioLine,
    names: targetName,
  },
  {
    kind: "lines",
    id: 6,
    at: at(12, 4, 12, 9),
    words: frTerritory.bounds,
    queries: [boundsLines(here)],
    lookBack: "12M",
    draw: "points",
    ...ratioLine,
  },
  {
    kind: "lines",
    id: 7,
    at: at(0, 13, 12, 8),
    words: frTerritory.usesByMonth,
    queries: [recorded(rollUp({ ...uses, ...here, isOverTime: true }), ["time", "uses"], "$col")],
    lookBack: "12M",
    draw: "bars",
    unit: "none",
    min: 0,
  },
  {
    kind: "table",
    id: 8,
    at: at(12, 13, 12, 8),
    words: frTerritory.incidents,
    queries: [
      recordedRows(
        `SELECT "text", "ends_ms", "site", "endpoint" FROM "incident" WHERE ${chosenTag.territory} AND $timeFilter ORDER BY time DESC LIMIT 200`,
        ["time", "text", "ends_ms", "site", "endpoint"],
      ),
    ],
    columns: [
      { field: "Time", unit: "dateTimeAsLocal", width: 170 },
      { field: "ends_ms", unit: "dateTimeAsLocal", width: 170 },
      { field: "text" },
      { field: "site", target: toSite, width: 120 },
      { field: "endpoint", width: 120 },
    ],
  },
];

const lists: readonly Panel[] = [
  {
    kind: "table",
    id: 9,
    at: at(0, 21, 24, 12),
    words: frTerritory.sites,
    queries: [
      availabilityRows(bySite),
      boundsRows(bySite),
      recordedRows(rollUp({ ...uses, ...bySite }), ["uses", "site"]),
      presentRows(
        `sum by (site) (${metricNames.endpointState}{state=~"down|site", ${chosen.territory}}) * on (site) group_left (name, commune, host_kind) ${metricNames.siteInfo}`,
        ["site", "name", "commune", "host_kind", "Value"],
      ),
    ],
    joinBy: "site",
    columns: [
      { field: "name", target: toSite },
      { field: "commune" },
      { field: "host_kind", values: hostKindWords },
      ...availabilityColumns,
      { field: "uses", unit: "none", decimals: 0, width: 90 },
      { field: "Value", unit: "none", steps: noneIsGood, cell: "colour", width: 100 },
      { field: "site", width: 130 },
    ],
    sort: { field: "availability", isDescending: false },
  },
  alertsNow({ id: 10, at: at(0, 33, 24, 7), words: frTerritory.alerts, selector: chosen.territory }),
];

/** One territory: is what was promised held here, month by month, and by which sites? */
export const territoryBoard: Board = {
  uid: "vigie-epci",
  description: frTerritory.board,
  ...thisQuarter,
  refresh: "1m",
  variables: [territoryKind, territories(`{${chosen.kind}}`, false)],
  isAnnotated: true,
  panels: [...strip, ...courses, ...lists],
};

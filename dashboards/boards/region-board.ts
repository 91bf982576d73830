import { metricNames } from "../../contract/metric-names.ts";
import { alertsNow } from "./alert-panels.ts";
import { availabilityLine, availabilityRows, boundsRows, coverageRows, targetLine, targetRows } from "./availability-text.ts";
import { type Board, thisQuarter } from "./board.ts";
import { availabilityColumns, availabilitySteps, coverageSteps, ratio, ratioLine, targetName } from "./figures.ts";
import { frRegion } from "./fr-region.ts";
import { rollUp } from "./influx-text.ts";
import { toSite, toTerritory } from "./links.ts";
import { noneIsGood, plain, stateWords } from "./palette.ts";
import { at, type Panel } from "./panel.ts";
import { alertsCount, brokenBy, endpointsByState } from "./present-text.ts";
import { present, presentRows, recorded, recordedRows } from "./query.ts";
import { chosen, chosenTag, territories, territoryKind } from "./variables.ts";

const here = { where: [chosenTag.territory] };
const byTerritory = { ...here, by: ["territory"] };
const bySite = { ...here, by: ["site"] };
/** What belongs to no territory, such as the collector, is everybody's. */
const alertsHere = 'territory=~"|${territory:regex}"';

const strip: readonly Panel[] = [
  {
    kind: "stat",
    id: 1,
    at: at(0, 0, 4, 4),
    words: frRegion.availability,
    queries: [availabilityRows(here), targetRows(here)],
    shows: "name-and-figure",
    names: targetName,
    ...ratio,
    steps: availabilitySteps,
  },
  {
    kind: "stat",
    id: 2,
    at: at(4, 0, 4, 4),
    words: frRegion.coverage,
    queries: [coverageRows(here)],
    ...ratio,
    decimals: 1,
    steps: coverageSteps,
  },
  {
    kind: "bars",
    id: 3,
    at: at(8, 0, 8, 4),
    words: frRegion.states,
    queries: [present(endpointsByState(chosen.territory), ["state"], "{{state}}")],
    unit: "none",
    min: 0,
    names: stateWords,
  },
  {
    kind: "stat",
    id: 4,
    at: at(16, 0, 4, 4),
    words: frRegion.alertCount,
    queries: [present(alertsCount(alertsHere), [], "alertes")],
    unit: "none",
    steps: noneIsGood,
  },
  {
    kind: "stat",
    id: 5,
    at: at(20, 0, 4, 4),
    words: frRegion.uses,
    queries: [recordedRows(rollUp({ measurement: "usage", select: { uses: 'sum("uses")' }, period: "month", ...here }), ["uses"])],
    unit: "none",
    decimals: 0,
    steps: plain,
  },
];

const territoryOf = `${brokenBy("territory", chosen.territory)} * on (territory) group_left (territory_name, siren) ${metricNames.territoryInfo}`;
const map: readonly Panel[] = [
  {
    kind: "map",
    id: 6,
    at: at(0, 4, 12, 14),
    words: frRegion.map,
    queries: [availabilityRows(byTerritory), boundsRows(byTerritory), presentRows(territoryOf, ["territory", "territory_name", "Value"])],
    ...ratio,
    steps: availabilitySteps,
    joinBy: "territory",
    fields: ["siren", "territory_name", "availability", "low", "high", "coverage", "Value"],
    idField: "siren",
    colourField: "availability",
  },
  {
    kind: "table",
    id: 7,
    at: at(12, 4, 12, 14),
    words: frRegion.territories,
    queries: [availabilityRows(byTerritory), boundsRows(byTerritory), presentRows(territoryOf, ["territory", "territory_name", "Value"])],
    joinBy: "territory",
    columns: [
      { field: "territory_name", target: toTerritory },
      ...availabilityColumns,
      { field: "Value", unit: "none", steps: noneIsGood, cell: "colour", width: 110 },
      { field: "territory", width: 110 },
    ],
    sort: { field: "availability", isDescending: false },
  },
];

const lists: readonly Panel[] = [
  alertsNow({ id: 8, at: at(0, 18, 12, 9), words: frRegion.alerts, selector: alertsHere }),
  {
    kind: "table",
    id: 9,
    at: at(12, 18, 12, 9),
    words: frRegion.worst,
    queries: [
      availabilityRows(bySite),
      boundsRows(bySite),
      presentRows(`group by (site, name, commune) (${metricNames.siteInfo}{${chosen.territory}})`, ["site", "name", "commune"]),
    ],
    joinBy: "site",
    isInnerJoin: true,
    columns: [{ field: "name", target: toSite }, { field: "commune" }, ...availabilityColumns, { field: "site", width: 110 }],
    sort: { field: "availability", isDescending: false },
    limit: 10,
  },
  {
    kind: "lines",
    id: 10,
    at: at(0, 27, 16, 8),
    words: frRegion.months,
    queries: [availabilityLine(here), targetLine(here)],
    lookBack: "12M",
    draw: "points",
    ...ratioLine,
  },
  {
    kind: "lines",
    id: 11,
    at: at(16, 27, 8, 8),
    words: frRegion.usesByMonth,
    queries: [
      recorded(
        rollUp({ measurement: "usage", select: { uses: 'sum("uses")' }, period: "month", isOverTime: true, ...here }),
        ["time", "uses"],
        "$col",
      ),
    ],
    lookBack: "12M",
    draw: "bars",
    unit: "none",
    min: 0,
  },
  { kind: "text", id: 12, at: at(0, 35, 24, 3), words: frRegion.reading, queries: [], text: frRegion.reading.text },
];

/** The home of operators and the screen on the wall: is the network as it was promised, and where not? */
export const regionBoard: Board = {
  uid: "vigie-region",
  description: frRegion.board,
  ...thisQuarter,
  refresh: "1m",
  variables: [territoryKind, territories(`{${chosen.kind}}`)],
  isAnnotated: true,
  panels: [...strip, ...map, ...lists],
};

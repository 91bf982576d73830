import type { Addresses } from "./addresses.ts";
import { alertsNow } from "./alert-panels.ts";
import { availabilityRows, boundsRows, targetRows } from "./availability-text.ts";
import { type Board, thisQuarter } from "./board.ts";
import { availabilitySteps, coverageSteps, ratio, targetName } from "./figures.ts";
import { frSite } from "./fr-site.ts";
import { rollUp } from "./influx-text.ts";
import { at, type Panel } from "./panel.ts";
import { recordedRows } from "./query.ts";
import { runbookLinks } from "./runbook-links.ts";
import { callPanels } from "./site-call-panels.ts";
import { evidencePanels, statePanels } from "./site-state-panels.ts";
import { chosen, chosenTag, endpoints, hostKind, sites, territories, territoryKind } from "./variables.ts";

const here = { where: [chosenTag.site, chosenTag.endpoint] };
/** An alert of the whole site has no endpoint. */
const alertsHere = `${chosen.site}, endpoint=~"|\${endpoint:regex}"`;

const figures: readonly Panel[] = [
  {
    kind: "stat",
    id: 1,
    at: at(0, 0, 6, 4),
    words: frSite.availability,
    queries: [availabilityRows(here), targetRows(here)],
    shows: "name-and-figure",
    names: targetName,
    ...ratio,
    steps: availabilitySteps,
  },
  {
    kind: "stat",
    id: 2,
    at: at(6, 0, 12, 4),
    words: frSite.bounds,
    queries: [boundsRows(here)],
    shows: "name-and-figure",
    ...ratio,
    decimals: 1,
    steps: coverageSteps,
  },
  {
    kind: "stat",
    id: 3,
    at: at(18, 0, 6, 4),
    words: frSite.uses,
    queries: [recordedRows(rollUp({ measurement: "usage", select: { uses: 'sum("uses")' }, period: "month", ...here }), ["uses"])],
    unit: "none",
    decimals: 0,
  },
];

/** One room: does it work, since when, how is that known, and what is to be done? */
export function siteBoard(addresses: Addresses): Board {
  return {
    uid: "vigie-site",
    description: frSite.board,
    ...thisQuarter,
    refresh: "1m",
    variables: [
      territoryKind,
      territories(`{${chosen.kind}}`),
      hostKind,
      sites(`{${chosen.territory}, ${chosen.host}}`, false),
      endpoints(`{${chosen.site}}`),
    ],
    isAnnotated: true,
    panels: [
      ...figures,
      ...statePanels(addresses),
      ...evidencePanels,
      ...callPanels,
      alertsNow({ id: 20, at: at(0, 65, 16, 8), words: frSite.alerts, selector: alertsHere }),
      { kind: "text", id: 21, at: at(16, 65, 8, 8), words: frSite.runbooks, queries: [], text: runbookLinks(addresses) },
    ],
  };
}

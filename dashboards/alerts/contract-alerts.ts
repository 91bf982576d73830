import { metricNames as m } from "../../contract/metric-names.ts";
import type { Waits } from "../settings.ts";
import type { Alert } from "./alert.ts";
import { lately, lengthOf } from "./promql.ts";

const hour = 3_600;
const day = 24 * hour;

/** Of a budget smaller than this one outage says all, and has been told as such: no pace is read from it. s */
const fewestBudgetSeconds = 8 * hour;
/** Shares of the quarter's budget. An even pace would spend 1.1 % a day, 7.7 % a week. */
const fastShareOfADay = 0.1;
const slowShareOfAWeek = 0.2;
const riskShare = 0.8;

/**
 * What was promised and is at risk, and use. Nobody is woken: what breaks the promise has paged by itself. The seconds come from the accounts
 * of the ledger; Prometheus only looks at how they grew.
 */
export function contractAlerts(waits: Waits): Alert[] {
  const quiet = { urgency: "ticket", keepS: day } as const;
  const lost = lately(m.endpointLost, waits);
  const budget = lately(m.endpointBudget, waits);
  const allowed = `sum by (territory) (${budget})`;
  const lostBefore = (window: string) => `last_over_time(${m.endpointLost}[${lengthOf(waits.bridge)}] offset ${window})`;
  // What was lost within the window, of rooms that were there before it and have a target. A new quarter begins at nothing.
  const grown = (window: string) => `sum by (territory) (clamp_min(${lost} - ${lostBefore(window)}, 0) and on (endpoint) ${budget})`;
  const burning = (windowS: number, share: number) =>
    `${grown(lengthOf(windowS))} / ${allowed} >= ${share} and ${allowed} >= ${fewestBudgetSeconds}`;
  return [
    {
      name: "VisioBudgetBurningFast",
      ...quiet,
      scope: "territory",
      board: "vigie-contrat",
      owner: "operator",
      condition: burning(day, fastShareOfADay),
      forS: waits.ticket,
    },
    {
      name: "VisioBudgetBurningSlow",
      ...quiet,
      scope: "territory",
      board: "vigie-contrat",
      owner: "operator",
      condition: burning(7 * day, slowShareOfAWeek),
      forS: waits.ticket,
    },
    {
      name: "VisioQuarterAtRisk",
      ...quiet,
      scope: "endpoint",
      owner: "operator",
      condition: `${lost} / ${budget} >= ${riskShare} and ${budget} > 0`,
      forS: waits.ticket,
    },
    {
      name: "VisioCallsFailing",
      ...quiet,
      scope: "endpoint",
      owner: "operator",
      // Of three calls that fail a user tells; from five on, and half of all, it is the room.
      condition: `${m.endpointRecentFailures} >= 5 and ${m.endpointRecentFailures} / ${m.endpointRecentAttempts} >= 0.5`,
      forS: waits.ticket,
    },
    {
      name: "VisioUnderUseEstablished",
      scope: "territory",
      board: "vigie-usages",
      owner: "concierge",
      urgency: "ticket",
      // A month is judged once, when it has ended: on its second day, for a day.
      condition: `${m.territoryUnderUse}{verdict="established"} > 0 and on () (day_of_month() == 2)`,
      forS: waits.ticket,
    },
  ];
}

import { frAlerts } from "./fr-alerts.ts";
import { frSeverities } from "./fr-house.ts";
import { toEndpoint, toSite } from "./links.ts";
import { colours } from "./palette.ts";
import type { PanelWords, Place, TablePanel } from "./panel.ts";
import { alertsSince } from "./present-text.ts";
import { presentRows } from "./query.ts";

const alertWords = Object.entries(frAlerts).map(([value, text]) => ({ value, text, colour: colours.bad }));
const severityWords = [
  { value: "page", text: frSeverities.page, colour: colours.bad },
  { value: "ticket", text: frSeverities.ticket, colour: colours.watch },
];

/** Alerts that burn now, the oldest first. */
export function alertsNow({
  id,
  at,
  words,
  selector,
}: {
  readonly id: number;
  readonly at: Place;
  readonly words: PanelWords;
  readonly selector: string;
}): TablePanel {
  return {
    kind: "table",
    id,
    at,
    words,
    queries: [presentRows(alertsSince(selector), ["alertname", "severity", "Value"])],
    columns: [
      { field: "alertname", values: alertWords },
      { field: "severity", values: severityWords, cell: "colour", width: 140 },
      { field: "Value", unit: "dateTimeFromNow", width: 150 },
      { field: "site", target: toSite },
      { field: "territory" },
      { field: "endpoint", target: toEndpoint },
    ],
    sort: { field: "Value", isDescending: false },
  };
}

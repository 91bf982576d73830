import { metricNames } from "../../contract/metric-names.ts";
import { type AlertingSettings, type Waits, waitsOf } from "../settings.ts";
import { type Alert, owners } from "./alert.ts";
import { alertGroups, wordsOf } from "./all-alerts.ts";
import { lately, lengthOf, usableSites } from "./promql.ts";

/** One rule as Prometheus reads it. */
export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly interval: string; readonly rules: readonly Rule[] }[];
}

/** Rules by the name of their file, in an order that does not change. */
export function ruleFiles(settings: AlertingSettings): ReadonlyMap<string, RuleFile> {
  return new Map(
    Object.entries(alertGroups(settings)).map(([name, alerts]) => [
      `${name}.yml`,
      {
        groups: [
          {
            name: `vigie-${name}`,
            interval: lengthOf(waitsOf(settings).evaluation),
            rules: alerts.flatMap((alert) => rulesOf(alert, settings)),
          },
        ],
      },
    ]),
  );
}

/** Where the hour decides, one alert is two rules, of which one holds at a time. */
function rulesOf(alert: Alert, settings: AlertingSettings): Rule[] {
  const waits = waitsOf(settings);
  if (alert.urgency !== "page-if-usable") return [ruleOf(alert, alert.urgency, alert.condition, settings)];
  const usable = usableIn(alert, waits);
  return [
    ruleOf(alert, "page", `(${alert.condition}) and ${usable}`, settings),
    ruleOf(alert, "ticket", `(${alert.condition}) unless ${usable}`, settings),
  ];
}

function usableIn({ scope }: Alert, waits: Waits): string {
  const label = scope === "territory" ? "territory" : "site";
  return `on (${label}) (${usableSites(waits)})`;
}

function ruleOf(alert: Alert, severity: string, condition: string, settings: AlertingSettings): Rule {
  const { name, scope, forS, keepS } = alert;
  return {
    alert: name,
    expr: condition,
    ...(forS > 0 && { for: lengthOf(forS) }),
    ...(keepS !== undefined && { keep_firing_for: lengthOf(keepS) }),
    labels: { severity, owner: ownerOf(alert, waitsOf(settings)), scope },
    annotations: { ...wordsOf(alert), ...linksOf(alert, settings) },
  };
}

/** Whom a site has, only its entry in the inventory knows. While the collector starts anew it is still known: another owner is another alert. */
function ownerOf({ owner }: Alert, waits: Waits): string {
  const [technician, concierge] = owners;
  if (owner !== "host") return owner;
  const entry = lately(metricNames.siteInfo, waits, "{site='%s',has_technician='true'}");
  return `{{ with printf "${entry}" $labels.site | query }}${technician}{{ else }}${concierge}{{ end }}`;
}

/** Dashboards are named by their fixed UID; the page of the collector shows the evidence. */
function linksOf(
  { name, scope, board = "vigie-epci" }: Alert,
  { grafanaUrl, collectorUrl, runbooksUrl }: AlertingSettings,
): Record<string, string> {
  const runbook = { runbook_url: `${runbooksUrl}/${runbookName(name)}.md` };
  switch (scope) {
    case "endpoint":
      return {
        ...runbook,
        dashboard_url: `${grafanaUrl}/d/vigie-site?var-site={{ $labels.site }}&var-endpoint={{ $labels.endpoint }}`,
        page_url: `${collectorUrl}/endpoints/{{ $labels.endpoint }}`,
      };
    case "site":
      return { ...runbook, dashboard_url: `${grafanaUrl}/d/vigie-site?var-site={{ $labels.site }}`, page_url: `${collectorUrl}/` };
    case "territory":
      return {
        ...runbook,
        dashboard_url: `${grafanaUrl}/d/${board}?var-territory={{ $labels.territory }}`,
        page_url: `${collectorUrl}/`,
      };
    case "network":
      return { ...runbook, dashboard_url: `${grafanaUrl}/d/vigie-region`, page_url: `${collectorUrl}/` };
    case "agent":
      return { ...runbook, dashboard_url: `${grafanaUrl}/d/vigie-collecte`, page_url: `${collectorUrl}/agents` };
    case "collector":
      return { ...runbook, dashboard_url: `${grafanaUrl}/d/vigie-collecte`, page_url: `${collectorUrl}/` };
  }
}

/** VisioEndpointDown -> visio-endpoint-down */
export function runbookName(alert: string): string {
  return alert.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}

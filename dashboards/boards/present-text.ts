import { metricNames } from "../../contract/metric-names.ts";

/** Endpoints by state, in all that was chosen. */
export const endpointsByState = (selector: string): string => `sum by (state) (${metricNames.endpointState}{${selector}})`;

/** Endpoints known not to work. */
export const brokenBy = (label: string, selector: string): string =>
  `sum by (${label}) (${metricNames.endpointState}{state=~"down|site", ${selector}})`;

/** Alerts that burn and are told to somebody; whoever has no territory is everybody's. Their value: since when, ms. */
export function alertsSince(selector: string): string {
  const labels = "alertname, severity, territory, site, endpoint";
  const firing = `ALERTS{alertstate="firing", severity=~"page|ticket", ${selector}}`;
  return `1000 * min by (${labels}) (ALERTS_FOR_STATE{${selector}} and ignoring (alertstate) ${firing})`;
}

export const alertsCount = (selector: string): string =>
  `count(ALERTS{alertstate="firing", severity=~"page|ticket", ${selector}}) or vector(0)`;

import { fileURLToPath } from "node:url";
import { AlertingSettings } from "../../dashboards/settings.ts";
import { readYaml } from "../../settings/read-yaml.ts";

/** What docs/examples/alerting.yml says, from which grafana/ is generated. */
export function exampleSettings(): AlertingSettings {
  return readYaml(fileURLToPath(new URL("../../docs/examples/alerting.yml", import.meta.url)), AlertingSettings);
}

/** One telephone for whatever pages, at any hour; no mail, no heartbeat, and a morning list that nobody reads. */
export function pagedOnlyAt(url: string): AlertingSettings {
  const { collectorUrl, grafanaUrl, runbooksUrl, jobs, zone, workingHours } = exampleSettings();
  const list = [{ kind: "webhook" as const, url: "http://127.0.0.1:9/" }];
  const tickets = { site_technician: [], concierge: [], operator: list, network_provider: [] };
  const where = { collectorUrl, grafanaUrl, runbooksUrl, jobs, zone, workingHours };
  return { ...where, smtp: null, teams: [], page: [{ kind: "webhook", url }], tickets, heartbeat: null };
}

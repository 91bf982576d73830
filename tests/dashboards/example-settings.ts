import { fileURLToPath } from "node:url";
import { AlertingSettings } from "../../dashboards/settings.ts";
import { readYaml } from "../../settings/read-yaml.ts";

/** What docs/examples/alerting.yml says, from which grafana/ is generated. */
export function exampleSettings(): AlertingSettings {
  return readYaml(fileURLToPath(new URL("../../docs/examples/alerting.yml", import.meta.url)), AlertingSettings);
}

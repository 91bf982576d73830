import type { AlertingSettings } from "../settings.ts";
import { database, network, ports } from "./compose-file.ts";

/** collector.yml within its container: plain HTTP, because a proxy of the machine speaks TLS before it. */
export function composeCollectorFile({ collectorUrl }: AlertingSettings): object {
  return {
    listen: { host: "0.0.0.0", port: ports.collector },
    publicUrl: collectorUrl,
    allowPlainHttp: true,
    trustedProxies: [network.gateway],
    dataDir: "/var/lib/vigie",
    inventoryFile: "/etc/vigie/inventory.yml",
    influx: { url: `http://influxdb:${ports.influxdb}`, database, user: "vigie", passwordFile: "/run/secrets/collector-influx-password" },
  };
}

/** prometheus.yml beside it: the two jobs of docs/examples/prometheus.yml, and who tells whether messages arrive. */
export function composePrometheusFile({ jobs }: AlertingSettings): object {
  const collector = `collector:${ports.collector}`;
  const itself = (name: "prometheus" | "alertmanager") => ({
    job_name: name,
    static_configs: [{ targets: [name === "prometheus" ? `localhost:${ports.prometheus}` : `alertmanager:${ports.alertmanager}`] }],
  });
  return {
    global: { scrape_interval: "30s", evaluation_interval: "15s" },
    rule_files: ["/etc/prometheus/vigie/*.yml"],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`alertmanager:${ports.alertmanager}`] }] }] },
    scrape_configs: [
      { job_name: jobs.collector, scrape_interval: "15s", static_configs: [{ targets: [collector] }] },
      {
        job_name: jobs.agents,
        scrape_interval: "60s",
        http_sd_configs: [{ url: `http://${collector}/sd/agents`, refresh_interval: "5m" }],
      },
      itself("prometheus"),
      itself("alertmanager"),
    ],
  };
}

import { metricNames } from "../../contract/metric-names.ts";
import { type Labels, type MetricsRoom, registerGauge } from "./family.ts";

const siteLabels = ["site", "territory", "name", "commune", "insee", "host_kind", "has_technician", "territory_name", "territory_kind"];
const endpointLabels = ["endpoint", "site", "territory", "name", "model", "firmware"];

/** Words to join to the other series; always 1. */
export function registerInfoMetrics(room: MetricsRoom): void {
  registerGauge(room, {
    name: metricNames.siteInfo,
    help: "What the inventory says of a site",
    labelNames: siteLabels,
    values: ({ directory }, add) => {
      for (const site of directory.sites) {
        const territory = directory.territory(site.territory);
        const { id, name, commune, insee, hostKind, hasTechnician } = site;
        const own = {
          site: id,
          territory: site.territory,
          name,
          commune,
          insee,
          host_kind: hostKind,
          has_technician: String(hasTechnician),
        };
        add(known({ ...own, territory_name: territory?.name ?? null, territory_kind: territory?.kind ?? null }), 1);
      }
    },
  });
  registerGauge(room, {
    name: metricNames.territoryInfo,
    help: "What the inventory says of a territory, by which figures find its shape on a map; 1",
    labelNames: ["territory", "territory_name", "territory_kind", "siren"],
    values: ({ directory }, add) => {
      for (const { id, name, kind, siren } of directory.territories)
        add(known({ territory: id, territory_name: name, territory_kind: kind, siren }), 1);
    },
  });
  registerGauge(room, {
    name: metricNames.endpointInfo,
    help: "What the inventory and the codec say of an endpoint",
    labelNames: endpointLabels,
    values: ({ directory, endpoints }, add) => {
      for (const { endpoint, site, territory, model, firmware } of endpoints) {
        add(known({ endpoint, site, territory, name: directory.endpoint(endpoint)?.name ?? null, model, firmware }), 1);
      }
    },
  });
}

/** A label that is empty is the same as no label. */
function known(labels: Readonly<Record<string, string | null>>): Labels {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(labels)) if (value !== null && value !== "") result[name] = value;
  return result;
}

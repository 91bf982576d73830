import type { CollectorSettings } from "../collector/config/collector-settings.ts";
import type { Directory } from "../collector/directory/directory.ts";
import { exitCodesHelp } from "./fr.ts";
import { directorySummary } from "./fr-inventory.ts";

export const collectorHelp = `Lance le collecteur : il reçoit les relevés des agents, tient le registre, alimente Prometheus et InfluxDB,
et publie la page d'état.

Usage :
  vigie collector --config FICHIER
  vigie collector --check --config FICHIER

Le collecteur s'arrête proprement sur SIGTERM ou Ctrl-C.

Options :
      --config FICHIER   fichier YAML du collecteur (exemple commenté : docs/examples/collector.yml)
      --check            vérifie le fichier, les secrets et l'inventaire qu'il désigne, puis s'arrête ; n'ouvre aucune connexion
  -h, --help             affiche cette aide

Exemples :
  vigie collector --check --config /etc/vigie/collector.yml
  vigie collector --config /etc/vigie/collector.yml

${exitCodesHelp}`;

/** What a collector would do with these settings, one fact a line. */
export function collectorSummary(
  { settings, directory }: { readonly settings: CollectorSettings; readonly directory: Directory },
  nowS: number,
): string {
  const { listen, tls, influx } = settings;
  const host = listen.host.includes(":") ? `[${listen.host}]` : listen.host;
  const lines = [
    `écoute sur ${tls === null ? "http" : "https"}://${host}:${listen.port}`,
    influx === null ? "sans InfluxDB" : `InfluxDB : ${influx.url}, base ${influx.database}`,
    `relevés gardés ${settings.observationRetentionDays} jours dans ${settings.dataDir}`,
    ...(settings.demonstration ? ["démonstration : les pages le disent"] : []),
  ];
  return `${lines.map((line) => `  ${line}\n`).join("")}${directorySummary(directory, nowS)}`;
}

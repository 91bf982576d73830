import type { AgentSettings } from "../agent/config/agent-settings.ts";
import { count, exitCodesHelp } from "./fr.ts";

export const agentHelp = `Lance l'agent d'un site : il interroge les équipements de visioconférence et envoie les relevés au collecteur.

Usage :
  vigie agent --config FICHIER
  vigie agent --check --config FICHIER

Si le collecteur est injoignable, les relevés sont gardés sur disque puis envoyés à son retour.
L'agent s'arrête proprement sur SIGTERM ou Ctrl-C.

Options :
      --config FICHIER   fichier YAML de l'agent (exemple commenté : docs/examples/agent.yml)
      --check            vérifie le fichier et les secrets qu'il désigne, puis s'arrête ; n'ouvre aucune connexion
  -h, --help             affiche cette aide

Exemples :
  vigie agent --check --config /etc/vigie/agent.yml
  vigie agent --config /etc/vigie/agent.yml

${exitCodesHelp}`;

/** What an agent would do with these settings, one fact a line. */
export function agentSummary(settings: AgentSettings): string {
  const { endpoints, paces } = settings;
  const families = [...new Set(endpoints.map((endpoint) => endpoint.family))].sort();
  const byChannel = [
    `${endpoints.filter((endpoint) => endpoint.snmp?.version === "2c").length} en SNMP v2c`,
    `${endpoints.filter((endpoint) => endpoint.snmp?.version === "3").length} en SNMP v3`,
    `${endpoints.filter((endpoint) => endpoint.http !== undefined).length} en HTTP`,
  ];
  const lines = [
    `agent ${settings.agent}, collecteur ${settings.collector.url}`,
    `${count(endpoints.length, "équipement")} (${byChannel.join(", ")})`,
    `${count(families.length, "famille")} : ${families.map((family) => (family === "auto" ? "auto (reconnue à la première réponse)" : family)).join(", ")}`,
    `une interrogation toutes les ${paces.stateSeconds} s, un envoi toutes les ${settings.batchSeconds} s`,
  ];
  return lines.map((line) => `  ${line}\n`).join("");
}

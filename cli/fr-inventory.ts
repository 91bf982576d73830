import type { Directory } from "../collector/directory/directory.ts";
import { count, exitCodesHelp } from "./fr.ts";

export const inventoryHelp = `Vérifie un inventaire : territoires, sites, horaires, agents, équipements.

Usage :
  vigie inventory check FICHIER

Tous les problèmes sont affichés à la fois, chacun sous la forme « fichier:ligne:colonne clé : explication ».
Rien n'est modifié et aucune connexion n'est ouverte.

Options :
  -h, --help   affiche cette aide

Exemples :
  vigie inventory check inventory.yml
  vigie inventory check /etc/vigie/inventory.yml

${exitCodesHelp}`;

export const inventoryFr = {
  actionWanted: (action: string | undefined) =>
    action === undefined
      ? "Il manque l'action : vigie inventory check FICHIER"
      : `Action inconnue : ${action} ; la seule action est « check »`,
  fileWanted: "Il manque le fichier : vigie inventory check FICHIER",
  correct: (file: string) => `${file} : inventaire correct`,
} as const;

/** What an inventory holds, one fact a line. */
export function directorySummary(directory: Directory): string {
  const { territories, sites, endpoints, agents } = directory;
  const fictional = sites.filter((site) => site.isFictional).length;
  const inhabited = new Set(sites.map((site) => site.territory));
  const empty = territories.filter((territory) => !inhabited.has(territory.id)).map((territory) => territory.name);
  const lines = [
    `${count(territories.length, "territoire")}, ${count(sites.length, "site")}, ${count(endpoints.length, "équipement")}, ${count(agents.length, "agent")}`,
    ...planLines(directory),
    ...(fictional > 0 ? [`dont ${count(fictional, "site fictif", "sites fictifs")}`] : []),
    ...(empty.length > 0 ? [`sans site : ${empty.join(", ")}`] : []),
  ];
  return lines.map((line) => `  ${line}\n`).join("");
}

/** Who asks the collector what to poll, and whose eyes are doubled. */
function planLines({ endpoints, agents }: Directory): string[] {
  const planned = endpoints.filter((endpoint) => endpoint.polling !== undefined).length;
  const central = agents.filter((agent) => agent.vantage === "central");
  return [
    ...(planned > 0 ? [`interrogés selon un plan : ${count(planned, "équipement")}`] : []),
    ...(central.length > 0
      ? [`agents centraux : ${central.map((agent) => `${agent.id} (${count(agent.sites.length, "site")})`).join(", ")}`]
      : []),
  ];
}

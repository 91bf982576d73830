import type { Directory } from "../collector/directory/directory.ts";
import { isInService } from "../collector/directory/in-service.ts";
import { inForceAt } from "../collector/sla/dated-hours.ts";
import { count, exitCodesHelp } from "./fr.ts";

export const inventoryHelp = `Vérifie un inventaire : territoires, sites, horaires, contrats, agents, équipements.

Usage :
  vigie inventory check FICHIER [--config FICHIER]

Tous les problèmes sont affichés à la fois, chacun sous la forme « fichier:ligne:colonne clé : explication ».
Rien n'est modifié et aucune connexion n'est ouverte.

Options :
      --config FICHIER   configuration du collecteur : dit aussi ce que l'inventaire changerait au passé que le collecteur a retenu
  -h, --help             affiche cette aide

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

/** What an inventory holds on a day, one fact a line. */
export function directorySummary(directory: Directory, nowS: number): string {
  const { territories, sites, endpoints, agents } = directory;
  const fictional = sites.filter((site) => site.isFictional).length;
  const inhabited = new Set(sites.flatMap(({ memberships }) => memberships.flatMap((membership) => membership.territories)));
  const empty = territories.filter((territory) => !inhabited.has(territory.id)).map((territory) => territory.name);
  const lines = [
    `${count(territories.length, "territoire")}, ${count(sites.length, "site")}, ${count(endpoints.length, "équipement")}, ${count(agents.length, "agent")}`,
    ...planLines(directory),
    ...calendarLines(directory, nowS),
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

/** What is promised on that day, and who is out of service. */
function calendarLines({ sites, endpoints }: Directory, nowS: number): string[] {
  const targets = Map.groupBy(sites, ({ contracts }) => inForceAt(contracts, nowS).targetBasisPoints);
  const promised = [...targets].flatMap(([basisPoints, ofTarget]) =>
    basisPoints === null ? [] : [`${percentage(basisPoints)} (${count(ofTarget.length, "site")})`],
  );
  const away = endpoints.filter((endpoint) => !isInService(endpoint, nowS));
  return [
    ...(promised.length > 0 ? [`disponibilité promise à ce jour : ${promised.join(", ")}`] : []),
    ...(away.length > 0 ? [`hors service à ce jour : ${away.map(({ id }) => id).join(", ")}`] : []),
  ];
}

/** « 99,50 % » */
const percentage = (basisPoints: number): string => `${Math.floor(basisPoints / 100)},${String(basisPoints % 100).padStart(2, "0")}\u00a0%`;

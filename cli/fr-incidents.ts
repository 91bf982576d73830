import type { IncidentNote } from "../collector/sla/incident-notes.ts";
import { type StateOwner, stateOwners } from "../collector/sla/owner.ts";
import { ownerWords } from "../collector/web/fr-evidence.ts";
import { untypeset } from "../collector/web/typography.ts";
import { minuteFr } from "./fr-moments.ts";

const ownerFr = (owner: StateOwner): string => untypeset(ownerWords[owner]);

export const incidentsHelp = `Montre les incidents et dit ce que l'on en sait. À lancer sur la machine du collecteur, en marche ou non.

Usage :
  vigie incidents list [--quarter 2026-T3 | --from DATE --to DATE] [--endpoint ÉQUIPEMENT] [--open] [--json] --config FICHIER
  vigie incidents acknowledge ÉQUIPEMENT --at INSTANT --config FICHIER
  vigie incidents comment ÉQUIPEMENT --at INSTANT --text TEXTE --config FICHIER
  vigie incidents attribute ÉQUIPEMENT --at INSTANT --to IMPUTATION --reason MOTIF --config FICHIER

Actions :
  list          les incidents d'une période (le trimestre en cours sinon) avec leurs délais et leur imputation ; --open : ceux en cours
  acknowledge   prend l'incident en charge : le délai d'intervention (GTI) s'arrête à l'instant de la commande
  comment       ajoute un commentaire, imprimé avec l'incident
  attribute     dit à qui l'incident est imputé ; les états mesurés et les taux n'en changent pas

INSTANT est un moment de l'incident, à l'heure de Paris : 2026-11-24T18:00. Si aucun incident connu ne le couvre, rien n'est
écrit et les plus proches sont nommés. Rien n'est jamais effacé : la dernière imputation vaut.

Imputations :
${stateOwners.map((owner) => `  ${owner.padEnd(14)}${ownerFr(owner)}`).join("\n")}

Options :
      --at INSTANT       un moment de l'incident
      --text TEXTE       en une ligne, 1000 caractères au plus ; aucun nom de personne, ni numéro, ni adresse
      --reason MOTIF     pourquoi cette imputation ; de même
      --even-if-unknown  écrire même si aucun incident n'est encore connu à cet instant (site coupé, qui racontera plus tard)
      --config FICHIER   configuration du collecteur
      --json             affiche le résultat en JSON
  -h, --help             affiche cette aide

Exemples :
  vigie incidents acknowledge ouessant-salle-conseil --at 2026-11-24T10:15 --config collector.yml
  vigie incidents attribute ouessant-salle-conseil --at 2026-11-24T10:15 --to site_power --reason "Coupure annoncée" --config collector.yml
`;

const incidentActionsFr = "list, acknowledge, comment ou attribute";

export const incidentsFr = {
  actionWanted: (action: string | undefined, nearest: string | null) =>
    action === undefined
      ? `Il manque une action : ${incidentActionsFr}`
      : `Action inconnue : ${action}${nearest === null ? ` (attendu : ${incidentActionsFr})` : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  endpointWanted: "Il manque l'identifiant d'un équipement",
  atWanted: "Il manque un instant de l'incident : --at 2026-11-24T18:00",
  textWanted: "Il manque le texte : --text",
  ownerWanted: `Il manque l'imputation : --to, parmi ${stateOwners.join(", ")}`,
  ownerUnknown: (owner: string, nearest: string | null) =>
    `Imputation inconnue : ${owner}${nearest === null ? ` (attendu : ${stateOwners.join(", ")})` : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  noted: ({ endpoint, at, said }: IncidentNote, mayBeUnknown: boolean) =>
    `${endpoint}, ${mayBeUnknown ? "à l'instant du" : "incident du"} ${minuteFr(at)} : ${saidFr(said)}.\n`,
} as const;

function saidFr(said: IncidentNote["said"]): string {
  if (said.kind === "paged") return "astreinte prévenue";
  if (said.kind === "acknowledged") return "pris en charge";
  return said.kind === "comment" ? "commentaire ajouté" : `imputé à : ${ownerFr(said.owner)}`;
}

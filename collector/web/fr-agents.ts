import type { LossReason } from "../../contract/agent-event.ts";
import type { PlanFault, PlanState } from "../../contract/plan.ts";
import type { Vantage } from "../directory/directory.ts";
import { typeset } from "./typography.ts";

export const agentsWords = typeset({
  title: "Agents de collecte",
  all: "Tous les agents",
  caption: "Un agent par ligne, ceux qui demandent une intervention en premier",
  none: "Aucun agent n'est déclaré dans l'inventaire.",
  agent: "Agent",
  contact: "Dernier contact",
  version: "Version",
  clock: "Horloge",
  waiting: "En attente",
  lost: "Pertes",
  plan: "Plan",
  polls: "Relevés",
  credential: "Accès",
  nothingWaits: "rien",
  nothingLost: "aucune",
  noPlan: "aucun : équipements dans agent.yml",
  notHeard: "jamais entendu",
  oldest: "le plus ancien :",
  inMemory: "disque refusé : gardés en mémoire seulement",
  unlocked: "dossier non verrouillé : un second agent n'y serait pas arrêté",
  eventsAside: "de l'agent non transmis",
  noEnd: "sans échéance",
  replacedUsed: "ancien accès présenté",
  endsIn: "encore",
  endsSoon: "à renouveler",
  over: "échu",
  revoked: "révoqué",
  notYet: "pas encore admis",
  onTime: "à l'heure",
  silentPolls: "sans réponse",
  longest: "au plus",
  late: "en retard :",
  lateReadings: "relevés en retard",
  started: "démarré",
  allFine: "Tous les agents sont à jour et rien ne demande d'intervention.",
});

export const vantageWords: Readonly<Record<Vantage, string>> = typeset({ site: "sur place", central: "central" });

/** Under the title « Plan ». */
export const planStateWords: Readonly<Record<PlanState, string>> = typeset({
  applied: "appliqué",
  partial: "en partie",
  refused: "refusé",
});

/** Why, in a few words under the state of the plan; which equipment and which secret `vigie agents list` says. */
export const planFaultWords: Readonly<Record<PlanFault, string>> = typeset({
  secret: "secret absent ou inutilisable sur le site",
  address: "adresse hors des plages permises par le site",
  clear_password: "mot de passe en clair non autorisé par le site",
  web_address: "adresse web invalide",
  family: "famille inconnue de cet agent, à mettre à jour",
  unreadable: "illisible par cet agent, à mettre à jour",
  other_agent: "destiné à un autre agent",
  twice: "identifiant porté par deux équipements",
  too_large: "trop d'équipements pour cet agent",
  ended_agent: "a arrêté l'agent plusieurs fois",
});

/** After the number of observations that were lost. */
export const lossWords: Readonly<Record<LossReason, string>> = typeset({
  bytes: "file pleine",
  age: "trop anciens",
  damaged: "fichier endommagé",
  memory: "arrêt pendant que le disque refusait",
  rejected: "refusés par le collecteur",
});

/** Singular and plural, for `plural`. */
export const agentCountWords = {
  toCheck: ["agent à vérifier", "agents à vérifier"],
  site: ["site", "sites"],
  observation: ["relevé", "relevés"],
  event: ["événement", "événements"],
} as const;

import type { EndpointState, StateCause } from "../sla/state-interval.ts";
import type { AgentCondition } from "./overview.ts";
import { typeset, typographic } from "./typography.ts";

export const stateWords: Readonly<Record<EndpointState, string>> = typeset({
  up: "disponible",
  degraded: "dégradé",
  down: "indisponible – équipement",
  site: "indisponible – site/réseau",
  unknown: "inconnu",
});

/** Under a number: « 12 disponibles ». */
export const statePlurals: Readonly<Record<EndpointState, { readonly one: string; readonly several: string }>> = {
  up: { one: "disponible", several: "disponibles" },
  degraded: { one: "dégradé", several: "dégradés" },
  down: { one: "indisponible – équipement", several: "indisponibles – équipement" },
  site: { one: "indisponible – site/réseau", several: "indisponibles – site/réseau" },
  unknown: { one: "inconnu", several: "inconnus" },
};

export const stateMeanings: Readonly<Record<EndpointState, string>> = typeset({
  up: "L'équipement répond et peut passer des appels.",
  degraded: "L'équipement répond, mais une fonction lui manque : enregistrement perdu, caméra, microphone, tablette ou matériel en défaut.",
  down: "L'agent du site fonctionne et l'équipement ne répond plus, confirmé par trois relevés.",
  site: "Le site n'a plus d'alimentation ou de réseau, preuve à l'appui.",
  unknown: "Aucune preuve récente : ni disponible, ni indisponible. Ce temps réduit la couverture des chiffres.",
});

export const causeSentences: Readonly<Record<StateCause, string>> = typeset({
  answered: "répond normalement",
  registration_failed: "enregistrement perdu auprès du serveur SIP ou H.323",
  part_failed: "caméra, microphone, tablette ou matériel en défaut",
  silent_confirmed: "ne répond plus, confirmé par trois relevés",
  silent_unconfirmed: "ne répond plus, en attente de confirmation",
  no_observation: "aucun relevé d'état reçu : on ne sait pas",
  refused: "l'équipement refuse l'accès : identifiants ou port à vérifier",
  garbled: "réponse illisible",
  site_network: "coupure du réseau du site",
  site_power: "coupure de courant probable du site",
  operator_link: "liaison du site coupée au-delà de sa passerelle",
  agent_cut_off: "l'agent était lui-même coupé du réseau : on ne sait pas",
  agent_not_running: "l'agent ne fonctionnait pas : on ne sait pas",
  observations_lost: "relevés perdus avant d'arriver au collecteur : on ne sait pas",
});

/** In the place of a cause, while the first poll of a state is still to come. */
export const answeredSentence = typographic("a répondu, état en cours d'établissement");

export const conditionWords: Readonly<Record<AgentCondition, string>> = typeset({
  current: "à jour",
  late: "en retard",
  nothing_yet: "sans relevé",
  silent: "muet",
  never_seen: "jamais vu",
});

export const conditionPlurals: Readonly<Record<AgentCondition, string>> = {
  current: "à jour",
  late: "en retard",
  nothing_yet: "sans relevé",
  silent: "muets",
  never_seen: "jamais vus",
};

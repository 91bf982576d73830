import type { Ending } from "../../contract/agent-event.ts";
import type { StateOwner } from "../sla/owner.ts";
import { typeset } from "./typography.ts";

/** « {…} » is replaced by what it names; `{range}` is two instants, `{since}` one. */
export const evidenceWords = typeset({
  gateway: "la passerelle n'a pas répondu, vue par l'agent {agent} : {range}",
  neighbour: "le voisin {name} n'a pas répondu, vu par l'agent {agent} : {range}",
  collector: "le collecteur n'a pas répondu à l'agent {agent} : {range}",
  power: "l'agent {agent} et l'équipement ont redémarré tous deux : {range}",
  loss: "relevés abandonnés par l'agent {agent} ({count}) : {range}",
  goesOn: "depuis le {since}",
  dissent: "l'agent {agent} a constaté l'inverse : liaison de l'opérateur ou pare-feu à vérifier",
});

/** How the former run of an agent ended. */
export const endingSentences: Readonly<Record<Ending, string>> = typeset({
  stopped: "l'agent {agent} a été arrêté : {range}",
  killed: "l'agent {agent} s'est interrompu brusquement : {range}",
  machine_restarted: "la machine de l'agent {agent} a redémarré : {range}",
});

/** To whom a lost minute is laid. */
export const ownerWords: Readonly<Record<StateOwner, string>> = typeset({
  endpoint: "équipement",
  registrar: "plateforme d'enregistrement",
  site_power: "alimentation du site",
  site_network: "réseau du site",
  operator_link: "liaison de l'opérateur",
  supervision: "supervision",
  none: "non imputable",
});

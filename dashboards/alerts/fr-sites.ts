import type { AlertWords } from "./alert.ts";
import { agent, count, lasting, site, territory } from "./fr-names.ts";

export const frSites: Readonly<Record<string, AlertWords>> = {
  VisioNetworkCut: {
    summary: `Réseau : ${count} sites ne répondent plus`,
    affected: "Les usagers de la moitié des sites au moins.",
    action: "Vérifier d'abord le lien du collecteur, puis appeler l'opérateur du réseau. Ne pas appeler les sites.",
  },
  VisioTerritoryCut: {
    summary: `Territoire ${territory} : la moitié des sites au moins ne répondent plus`,
    affected: "Les usagers des salles de ce territoire : probablement plus aucun appel vers l'extérieur.",
    action: "Appeler l'opérateur du réseau avec la liste des sites. Ne pas appeler chaque site.",
  },
  VisioSiteCut: {
    summary: `Site coupé : ${site}`,
    affected: "Tous les usagers du site : la passerelle ne répond plus, ou le courant manque.",
    action: "Appeler le site : y a-t-il du courant, et la box ou le routeur est-il allumé ?",
  },
  VisioSiteLinkCut: {
    summary: `Ligne de l'opérateur coupée : ${site}`,
    affected: "Tous les usagers du site : rien ne sort, alors que la passerelle répond.",
    action: "Ouvrir un ticket chez l'opérateur, avec l'heure du début et la preuve de la page du site.",
  },
  VisioAgentSilent: {
    summary: `Agent muet : ${site}, ${lasting}`,
    affected: "La mesure du site, et ses usagers si la ligne ou le courant manque : on ne sait pas encore.",
    action: "Appeler le site : y a-t-il du courant et Internet ? Si oui, redémarrer la machine de l'agent.",
  },
  VisioCentralAgentSilent: {
    summary: `Agent central muet : ${agent}, ${lasting}`,
    affected: "La mesure de tous les sites qu'il surveille. Les salles peuvent servir.",
    action: "Se connecter à la machine de l'agent : systemctl status vigie-agent.",
  },
  VisioAgentNeverHeard: {
    summary: `Agent déclaré, jamais entendu : ${agent}`,
    affected: "La mesure de son site, qui n'a pas commencé.",
    action: "Vérifier que l'agent a été installé et admis, ou le retirer de l'inventaire.",
  },
  VisioRegistrarDown: {
    summary: `Plateforme d'appel : ${count} équipements n'y sont plus enregistrés`,
    affected: "Les usagers de toutes ces salles : on ne peut plus les appeler.",
    action: "Vérifier le serveur SIP ou le gatekeeper. Ne pas appeler les sites.",
  },
  VisioSiteMaintenance: {
    summary: `Maintenance en cours : ${site}`,
    affected: "Les usagers du site, prévenus.",
    action: "Rien : les alertes du site se taisent jusqu'à la fin annoncée.",
  },
  VisioTerritoryMaintenance: {
    summary: `Maintenance en cours : territoire ${territory}`,
    affected: "Les usagers du territoire, prévenus.",
    action: "Rien : les alertes du territoire se taisent jusqu'à la fin annoncée.",
  },
};

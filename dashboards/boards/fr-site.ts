import { frFigures, frNoData } from "./fr-house.ts";

/** Words of the board of one site. */
export const frSite = {
  board: "Cette salle fonctionne-t-elle, depuis quand, comment le sait-on, et que faire d'abord ?",
  availability: {
    title: "Disponibilité du trimestre",
    description:
      "Temps où l'équipement fonctionnait, même en partie, sur le temps attendu dont l'état est connu. En dessous, l'objectif promis, s'il y en a un.",
    noData: frNoData.period,
    columns: { availability: "Disponibilité" },
  },
  bounds: {
    title: "Ce que l'inconnu laisse possible",
    description:
      "« Temps connu » : part du temps attendu dont l'état est connu. « Au moins » et « au plus » : le taux si tout le temps inconnu avait été une panne, ou n'en avait pas été une.",
    noData: frNoData.period,
    columns: { coverage: frFigures.coverage, low: frFigures.low, high: frFigures.high },
  },
  uses: {
    title: "Usages du trimestre",
    description: "Communications d'une minute ou plus, sans les essais.",
    noData: frNoData.period,
  },
  now: {
    title: "État de chaque équipement",
    description:
      "L'état conclu des derniers relevés, et pourquoi. Un clic sur le nom ouvre la page de l'équipement, avec les réponses relevées.",
    noData: frNoData.present,
    columns: {
      name: "Équipement",
      state: "État",
      cause: "Pourquoi",
      model: "Modèle",
      firmware: "Micrologiciel",
      endpoint: "Identifiant",
    },
  },
  states: {
    title: "États au fil du temps",
    description:
      "Du registre, rattrapages compris : un état que l'agent a fait savoir plus tard est à son heure. Un état dure jusqu'au suivant.",
    noData: frNoData.unknown,
  },
  causes: {
    title: "Pourquoi, au fil du temps",
    description:
      "La preuve de chaque état : équipement muet et confirmé par trois relevés, coupure du site, liaison de l'opérateur, agent arrêté…",
    noData: frNoData.unknown,
  },
  proofs: {
    title: "Âge des preuves",
    description:
      "« Dernière réponse » : quand l'équipement a répondu comme attendu. « Dernier relevé » : quand il a été interrogé, quoi qu'il en soit venu. Redémarrages : depuis que le registre existe.",
    noData: frNoData.present,
    columns: {
      "endpoint\\what": "Équipement",
      since: "Dans cet état depuis",
      proof: "Dernière réponse",
      poll: "Dernier relevé",
      uptime: "En marche depuis",
      restarts: "Redémarrages",
      calls: "Appels en cours",
    },
  },
  parts: {
    title: "Éléments en défaut",
    description:
      "Caméras, microphones, enregistrements, température… que l'équipement dit en défaut. Un élément absent : l'équipement n'en dit rien.",
    noData: frNoData.present,
    columns: { part: "Élément", Value: "Défauts", endpoint: "Équipement" },
  },
  channels: {
    title: "Voies d'accès",
    description:
      "Ce que fait chaque voie vers l'équipement. « snmp » et « http » : l'équipement parle de lui-même ; « tcp » et « icmp » : une machine est là.",
    noData: frNoData.present,
    columns: { channel: "Voie", state: "Réponse", endpoint: "Équipement" },
  },
  uptime: {
    title: "En marche depuis, sur 30 jours",
    description: "Chaque chute est un redémarrage. Une ligne interrompue : l'équipement ne répondait pas.",
    noData: frNoData.present,
  },
  temperature: {
    title: "Température, sur 7 jours",
    description: "La plus haute de chaque intervalle, telle que l'équipement la dit. Certaines familles n'en disent rien.",
    noData: "L'équipement ne dit pas sa température",
  },
  agent: {
    title: "Agent du site",
    description:
      "L'agent qui interroge les équipements de ce site. Un agent muet rend ses équipements inconnus, jamais indisponibles. Pertes et relevés en retard : depuis que l'agent ou le registre existe.",
    noData: "Aucun agent sur ce site, ou jamais entendu",
    columns: {
      "agent\\what": "Agent",
      contact: "Dernier contact",
      newest: "Relevé le plus récent",
      clock: "Écart d'horloge",
      waiting: "Relevés en attente",
      lost: "Relevés perdus",
      late: "Relevés en retard",
    },
  },
  loss: {
    title: "Perte de paquets de l'appel en cours, sur 24 heures",
    description: "Par flux, telle que l'équipement la dit pendant l'appel. Rien hors des appels. Lignes : 1 % et 5 %.",
    noData: "Aucun appel",
  },
  jitter: {
    title: "Gigue de l'appel en cours, sur 24 heures",
    description: "Par flux, telle que l'équipement la dit pendant l'appel. Rien hors des appels. Lignes : 30 ms et 50 ms.",
    noData: "Aucun appel",
  },
  calls: {
    title: "Appels de la période, le plus récent d'abord",
    description:
      "Du journal de l'équipement, 500 au plus. Aucun interlocuteur n'est nommé : seule sa nature est connue, d'après l'annuaire du site.",
    noData: "Aucun appel",
    columns: {
      Time: "Début",
      direction: "Sens",
      protocol: "Protocole",
      duration_seconds: "Durée",
      connected: "Résultat",
      quality: "Qualité",
      loss_ratio: "Pertes",
      max_jitter_seconds: "Gigue max.",
      far_end_kind: "Avec",
      cause: "Motif de fin",
      endpoint: "Équipement",
    },
  },
  alerts: {
    title: "Alertes en cours",
    description: "Alertes du site et de ses équipements qui préviennent quelqu'un, et depuis quand.",
    noData: frNoData.none,
    columns: { alertname: "Alerte", severity: "Urgence", Value: "Depuis", site: "Site", territory: "Territoire", endpoint: "Équipement" },
  },
  runbooks: {
    title: "Fiches d'intervention",
    description: "Chaque fiche commence par ce qu'il faut faire d'abord.",
    noData: "",
  },
} as const;

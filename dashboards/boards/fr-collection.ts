import { frNoData } from "./fr-house.ts";

const unfed = "InfluxDB n'est pas alimenté";

/** Words of the board of what measures. */
export const frCollection = {
  board: "Ce qui mesure fonctionne-t-il ? Agents, retards, pertes, écriture dans InfluxDB, registre.",
  watchdog: {
    title: "Signal de vie des alertes",
    description:
      "Une alerte qui brûle toujours : tant qu'elle brûle, Prometheus évalue ses règles. Ce tableau de bord ne peut pas dire si Alertmanager prévient encore : c'est le rôle de qui reçoit ce signal.",
    noData: "Prometheus n'évalue pas nos règles",
  },
  heard: {
    title: "Agents entendus",
    description: "Agents de l'inventaire entendus depuis moins de cinq minutes.",
    noData: frNoData.present,
  },
  silent: {
    title: "Agents muets",
    description:
      "Agents de l'inventaire qui ont déjà parlé et n'ont rien dit depuis cinq minutes. Un agent jamais entendu n'y est pas : voir la page des agents.",
    noData: frNoData.present,
  },
  waiting: {
    title: "Relevés en attente",
    description:
      "Relevés qui attendent dans les files des agents, d'après leur dernier contact. Ils arriveront à leur heure : rien n'est perdu tant que la file tient.",
    noData: frNoData.present,
  },
  lost: {
    title: "Relevés perdus en 24 heures",
    description: "Relevés que des agents ont dû abandonner avant que le collecteur ne les ait. Ce temps devient inconnu.",
    noData: frNoData.present,
  },
  influxAge: {
    title: "Dernière écriture dans InfluxDB",
    description: "Temps écoulé depuis qu'InfluxDB a accepté un point. Le registre garde tout : ce qui manque sera écrit plus tard.",
    noData: unfed,
  },
  agents: {
    title: "Agents, le plus longtemps muet d'abord",
    description:
      "Tel que chaque agent l'a dit à son dernier contact. L'écart d'horloge comprend le temps de trajet. Pertes, rejets et relevés en retard sont des totaux. Un clic sur le nom ouvre la page des agents.",
    noData: "Aucun agent n'a encore été entendu",
    columns: {
      "agent\\what": "Agent",
      contact: "Dernier contact",
      newest: "Relevé le plus récent",
      clock: "Écart d'horloge",
      waiting: "En attente",
      oldest: "Le plus ancien en attente",
      lost: "Perdus",
      rejected: "Rejetés",
      late: "En retard",
      memory: "Mémoire",
    },
  },
  backlog: {
    title: "Relevés en attente, les cinq plus longues files",
    description: "Une file qui grandit sans fin : l'agent ne joint plus le collecteur, ou celui-ci refuse.",
    noData: frNoData.present,
  },
  timeouts: {
    title: "Relevés sans réponse, les cinq agents les plus touchés",
    description:
      "Part des relevés dans lesquels une voie n'a pas répondu à temps. Beaucoup à la fois sur un même site : le réseau du site.",
    noData: "Aucun relevé sans réponse",
  },
  losses: {
    title: "Pertes, par raison",
    description: "Relevés abandonnés par les agents, à l'heure où ils l'ont fait savoir.",
    noData: frNoData.present,
  },
  versions: {
    title: "Versions des agents",
    description: "Nombre d'agents par version.",
    noData: frNoData.present,
  },
  ingest: {
    title: "Relevés reçus par seconde",
    description:
      "Gardés : nouveaux. Déjà connus : envoyés de nouveau par un agent qui n'avait pas eu l'accusé de réception. Rejetés : relevés un par un. Refusés : envois entiers.",
    noData: frNoData.present,
    columns: { kept: "gardés", again: "déjà connus", rejected: "rejetés", refused: "envois refusés" },
  },
  ingestTime: {
    title: "Durée d'ingestion d'un envoi",
    description:
      "Du premier octet à l'écriture dans le registre : la moitié des envois sont plus rapides que la médiane, 5 % plus lents que la seconde courbe.",
    noData: frNoData.present,
    columns: { median: "médiane", slow: "95 % des envois" },
  },
  lag: {
    title: "Retard de ceux qui lisent le registre",
    description:
      "Entrées du registre que chaque lecteur (états, usages, InfluxDB) n'a pas encore traitées. Un retard qui ne redescend pas est une panne.",
    noData: frNoData.present,
  },
  influx: {
    title: "Écriture dans InfluxDB, par seconde",
    description: "Points acceptés ; essais manqués, qui sont refaits ; points refusés pour de bon, mis de côté.",
    noData: unfed,
    columns: { written: "points acceptés", failures: "essais manqués", aside: "points mis de côté" },
  },
  free: {
    title: "Place libre pour le registre",
    description: "Sur le disque du registre. Bleu : 10 Gio ou plus ; orange : 2 Gio ou plus ; vermillon : moins.",
    noData: frNoData.present,
  },
  inventory: {
    title: "Problèmes de l'inventaire",
    description: "Problèmes de l'inventaire le plus récent. Tant qu'il y en a un, l'inventaire précédent compte.",
    noData: frNoData.present,
  },
  started: {
    title: "Collecteur en marche depuis",
    description: "Quand le collecteur a démarré.",
    noData: frNoData.present,
  },
  setAside: {
    title: "Points mis de côté",
    description: "Points qu'InfluxDB a refusés pour de bon depuis le démarrage du collecteur. Le registre les garde.",
    noData: unfed,
  },
  ledger: {
    title: "Taille du registre, sur 30 jours",
    description: "Sur le disque, tout compris.",
    noData: frNoData.present,
    columns: { ledger: "registre" },
  },
  memory: {
    title: "Mémoire du collecteur",
    description: "Mémoire du processus du collecteur.",
    noData: frNoData.present,
    columns: { memory: "mémoire" },
  },
  cardinality: {
    title: "Séries par mesure, les quinze plus nombreuses",
    description:
      "Combien de séries Prometheus garde pour chaque mesure du produit. Une mesure qui grandit sans que l'inventaire grandisse est un défaut à signaler.",
    noData: frNoData.present,
    columns: { __name__: "Mesure", Value: "Séries" },
  },
  processor: {
    title: "Processeur du collecteur",
    description: "Part d'un processeur que prend le collecteur.",
    noData: frNoData.present,
    columns: { processor: "processeur" },
  },
} as const;

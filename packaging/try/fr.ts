export const tryFr = {
  noMachine: (words: string): string =>
    `pas de système isolé pour l'essai : il faut root, overlayfs, systemd-nspawn (apt-get install systemd-container)\n${words}`,
  done: (sentence: string): string => `  fait : ${sentence}\n`,
  failed: (sentence: string, found: string): string => `l'essai a échoué : ${sentence}\n${found}`,
  facts: {
    installed: "installé sans réglages, le service attend et ne tourne pas",
    enrolled: "admis avec un code, il reçoit son plan, et l'équipement est sur la page d'état du collecteur",
    reloaded: "rechargé, il emploie les secrets corrigés sans s'être arrêté",
    secrets: "il lit les secrets et ce que l'admission a laissé, que personne d'autre ne lit",
    started: "avec des réglages il démarre, sans droits, et les équipements répondent par chaque voie",
    stuck: "arrêté net, il est relancé par le chien de garde",
    upgraded: "la nouvelle version a remplacé l'ancienne, les relevés en attente sont là",
    crashing: "une version qui ne démarre pas est refusée, l'ancienne surveille de nouveau",
    deaf: "une version qui n'entend plus une partie des équipements est refusée, l'ancienne surveille de nouveau",
    powerCut: "courant coupé pendant l'essai d'une version : au retour l'essai reprend, et sa fin est la même",
    reverted: "la version d'avant se remet en service à la demande",
    removed: "retiré, il laisse les réglages et les relevés, et rien qui tourne",
    purged: "effacé, il ne laisse rien",
    archive: "l'archive s'installe, démarre et s'efface de même",
  },
} as const;

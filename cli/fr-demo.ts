import { duration, eventWords, percent } from "../simulator/fr.ts";
import type { CodecEvent } from "../simulator/script.ts";

export const demoHelp = `Lance toute la chaîne sur cette machine, avec des équipements simulés et des sites fictifs : le collecteur, un agent par site,
la page d'état. Des appels et des pannes surviennent d'eux-mêmes ; les deux trimestres écoulés sont remplis en arrière-plan.

Usage :
  vigie demo            (ou : npm start)

Variables d'environnement :
  VIGIE_PORT   port de la page d'état (par défaut 8080)
  VIGIE_DATA   dossier des données (par défaut .data à la racine du projet) ; l'effacer recommence la démonstration à zéro

Ctrl-C arrête tout. Le démarrage suivant reprend les données là où elles en étaient.

Options :
  -h, --help   affiche cette aide

Territoires et communes : Insee (code officiel géographique) et DGCL, 2026, Licence Ouverte. Tout le reste est inventé.

Exemples :
  npm start
  VIGIE_PORT=9000 VIGIE_DATA=demonstration vigie demo
`;

export const promisesFr = { closed: "Fermeture annuelle fictive" } as const;

export const settingsFr = {
  header: "# Démonstration, sites fictifs. Fichier récrit à chaque démarrage de « vigie demo ».\n",
} as const;

interface FleetSize {
  readonly codecs: number;
  readonly families: number;
  readonly sites: number;
  readonly territories: number;
}

export const demoFr = {
  title: "Vigie – démonstration, sites fictifs\n",
  what: ({ codecs, families, sites, territories }: FleetSize): string =>
    `${codecs} équipements simulés de ${families} familles, sur ${sites} sites de ${territories} territoires bretons.\n` +
    "Les territoires sont réels ; sites, pannes et appels sont inventés.\n",
  addresses: (url: string, folder: string): string =>
    `\n  Page d'état            ${url}/\n` +
    `  Mesures (Prometheus)   ${url}/metrics\n` +
    `  Description de l'API   ${url}/openapi.json\n` +
    `  Données et journaux    ${folder}\n\n` +
    "Ctrl-C arrête tout ; le démarrage suivant reprendra ces données.\n" +
    "Les deux trimestres écoulés se remplissent en arrière-plan.\n\n",
  /** Fits the 80 columns of a plain terminal. */
  filling: (done: number, total: number, leftS: number | null): string =>
    `Historique : ${percent(done, total)}, ${grouped(done)} relevés sur ${grouped(total)}${leftS === null ? "" : `, encore ${duration(leftS)}`}`,
  filled: (total: number): string => `Historique des deux trimestres écoulés : complet (${grouped(total)} relevés).\n`,
  filledBefore: "Historique des deux trimestres écoulés : déjà complet.\n",
  fillFailed: (reason: string): string => `Historique interrompu : le collecteur refuse les relevés (${reason}).\n`,
  event: (time: string, place: string, event: CodecEvent): string => `${time}  ${place} : ${eventWords(event)}\n`,
  portTaken: (port: number): string =>
    `Le port ${port} est déjà utilisé sur cette machine. Arrêter le programme qui l'occupe, ou en choisir un autre : VIGIE_PORT=${port === 65_535 ? 8080 : port + 1} npm start\n`,
  badPort: (word: string): string => `VIGIE_PORT=${word} : un numéro de port va de 1 à 65535.\n`,
  folderTaken: (folder: string, pid: number): string =>
    `Une démonstration (processus ${pid}) utilise déjà le dossier ${folder}. L'arrêter, ou choisir un autre dossier : VIGIE_DATA=<dossier> npm start\n`,
  folderUnusable: (folder: string, reason: string): string =>
    `Le dossier ${folder} ne peut pas être utilisé (${reason}). VIGIE_DATA en désigne un autre.\n`,
  collectorNotReady: (log: string): string => `Le collecteur n'est pas prêt au bout d'une minute. Journal : ${log}\n`,
  collectorEnded: (how: string, why: string, log: string): string => `Le collecteur s'est arrêté (${how}).${why}\nJournal : ${log}\n`,
  agentEnded: (agent: string, how: string, why: string, log: string): string =>
    `L'agent ${agent} s'est arrêté (${how}).${why} Ses équipements passent à l'état inconnu.\nJournal : ${log}\n`,
  lastWords: (line: string): string => ` Son dernier message : ${line}`,
  endedWithCode: (code: number | null): string => `code ${code ?? "inconnu"}`,
  endedBySignal: (signal: string): string => `signal ${signal}`,
  stopping: "\nArrêt en cours…\n",
  stopped: "Tout est arrêté.\n",
} as const;

function grouped(value: number): string {
  return new Intl.NumberFormat("fr-FR").format(value);
}

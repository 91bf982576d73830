import type { Foresight } from "../collector/desk/foresight.ts";
import type { MaintenanceEntry, MaintenanceTime } from "../collector/sla/maintenance.ts";
import { count } from "./fr.ts";
import { lengthFr, writerFr } from "./fr-desk.ts";
import { minuteFr, momentFr } from "./fr-moments.ts";
import { type Column, textTable } from "./text-table.ts";

export const maintenanceHelp = `Déclare les maintenances : annoncées à temps, elles ne comptent pas dans le taux de disponibilité et n'alertent personne.
À lancer sur la machine du collecteur, en marche ou non.

Usage :
  vigie maintenance add --site SITE --from DÉBUT (--to FIN | --duration DURÉE) --reason MOTIF --config FICHIER
  vigie maintenance list [--all] --config FICHIER
  vigie maintenance correct ID [--from …] [--to … | --duration …] [--site …] [--rrule …] --reason MOTIF --config FICHIER
  vigie maintenance withdraw ID --reason MOTIF --config FICHIER
  vigie maintenance history ID --config FICHIER

Actions :
  add        déclare une maintenance, une fois ou périodique, et dit ce qui en comptera
  list       montre celles qui sont en cours ou à venir ; avec --all, toutes
  correct    en change les heures, l'objet ou la règle ; ce qui n'est pas dit reste
  withdraw   la retire : son temps redevient du temps de service, même après coup
  history    montre toutes les écritures d'une maintenance : rien n'est jamais effacé

Ce qui compte : une maintenance compte à partir de son annonce et du délai de prévenance du contrat, jamais avant. Ce qui est annoncé
trop tard, et ce qui déborde, reste du temps de service. On peut raccourcir à tout moment, rallonger seulement avec préavis.

Objet (un seul) :
      --endpoint ID      un équipement
      --site ID          tous les équipements d'un site
      --territory ID     tous ceux d'un territoire
      --network          tous

Quand :
      --from DÉBUT       2026-11-24T18:00, à l'heure de Paris
      --to FIN           de même
      --duration DURÉE   30min, 2h, 1h30 ou 2d, au lieu de --to
      --rrule RÈGLE      jours où elle revient (RFC 5545) : FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY ; --from est
                         alors le premier
      --until JOUR       dernier jour d'une maintenance périodique : 2027-12-31
      --once             avec correct : ne revient plus

Options :
      --reason MOTIF     pourquoi, en une ligne imprimée dans les rapports ; aucun nom de personne, ni numéro, ni adresse
      --all              avec list : aussi les maintenances passées ou retirées
      --config FICHIER   configuration du collecteur
      --json             affiche le résultat en JSON
  -h, --help             affiche cette aide

Exemples :
  vigie maintenance add --site ouessant-mairie --from 2026-11-24T18:00 --duration 2h --reason "Mise à jour du codec" --config collector.yml
  vigie maintenance add --network --from 2026-12-01T18:00 --duration 2h --rrule "FREQ=MONTHLY;BYDAY=1TU" --until 2027-12-31 \\
      --reason "Correctifs mensuels" --config collector.yml
  vigie maintenance correct M1 --to 2026-11-24T19:00 --reason "Finie plus tôt" --config collector.yml
`;

const maintenanceActionsFr = "add, list, correct, withdraw ou history";

export const maintenanceFr = {
  actionWanted: (action: string | undefined, nearest: string | null) =>
    action === undefined
      ? `Il manque une action : ${maintenanceActionsFr}`
      : `Action inconnue : ${action}${nearest === null ? ` (attendu : ${maintenanceActionsFr})` : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  idWanted: "Il manque l'identifiant d'une maintenance, comme M1",
  unexpectedWord: (word: string) => `Mot inattendu : ${word}`,
  scopeWanted: "Il faut un objet, et un seul : --endpoint, --site, --territory ou --network",
  fromWanted: "Il manque le début : --from 2026-11-24T18:00",
  reasonWanted: "Il manque le motif : --reason",
  durationWrong: (text: string) => `Durée illisible : ${text} (attendu par exemple : 30min, 2h, 1h30, 2d)`,
  untilWrong: (text: string) => `Dernier jour illisible : ${text} (attendu par exemple : 2027-12-31)`,
  untilWithoutRule: "--until va avec --rrule",
  onceAndRule: "--once et --rrule se contredisent",
} as const;

const doneFr: Readonly<Record<MaintenanceEntry["act"], string>> = {
  declared: "déclarée",
  corrected: "corrigée",
  withdrawn: "retirée",
};

/** What was written, and what of it will count. */
export function writtenFr(entry: MaintenanceEntry, scope: string, foresight: Foresight): string {
  const first = `Maintenance ${entry.id} ${doneFr[entry.act]} : ${scope}, ${count(foresight.endpoints, "équipement")}.`;
  if (entry.time === null)
    return `Maintenance ${entry.id} retirée : ${scope}.\nTout son temps redevient du temps de service, même passé.\n`;
  return `${[first, ...timeFr(entry.time, foresight), countsFr(entry.time, foresight)].join("\n")}\n`;
}

/** How it stands by its last entry: whether it counts. */
export const standingFr = ({ time }: MaintenanceEntry, foresight: Foresight): string =>
  time === null ? "Retirée : tout son temps est du temps de service." : countsFr(time, foresight);

function timeFr(time: MaintenanceTime, { next }: Foresight): string[] {
  if (time.kind === "once") return [`Du ${momentFr(time.from * 1000)} au ${momentFr(time.to * 1000)} (${lengthFr(time.to - time.from)}).`];
  const coming = next === null ? "Elle ne revient plus." : `La prochaine : ${momentFr(next.from * 1000)}.`;
  return [`Périodique : ${time.rule}, pendant ${lengthFr(time.durationSeconds)}. ${coming}`];
}

function countsFr(time: MaintenanceTime, foresight: Foresight): string {
  const { announcedSeconds, countedSeconds, countsFrom, noticeSeconds, endpoints } = foresight;
  const notice = noticeSeconds === 0 ? "sans délai de prévenance" : `délai de prévenance de ${lengthFr(noticeSeconds)}`;
  if (endpoints === 0) return "Attention : elle ne concerne aucun équipement.";
  if (countsFrom === null) return `Attention : annoncée trop tard (${notice}), elle ne comptera pas ; ce temps reste du temps de service.`;
  if (countedSeconds === announcedSeconds) return `Elle compte en entier (${notice}).`;
  const lost = lengthFr(announcedSeconds - countedSeconds);
  const of = time.kind === "once" ? ` sur ${lengthFr(announcedSeconds)}` : " de la première";
  return `Attention : ${lost}${of} ne comptera pas, faute d'avoir été annoncé à temps (${notice}). Elle compte à partir du ${momentFr(countsFrom * 1000)}.`;
}

/** « site ouessant-mairie (Mairie d'Ouessant) » */
export function scopeFr({ scope }: Pick<MaintenanceEntry, "scope">, name: string | null): string {
  if (scope.kind === "network") return "tout le réseau";
  const kind = { endpoint: "équipement", site: "site", territory: "territoire" }[scope.kind];
  return `${kind} ${scope.id}${name === null ? "" : ` (${name})`}`;
}

const standingsFr = { running: "en cours", coming: "à venir", over: "passée", withdrawn: "retirée" } as const;
const countingFr = { all: "oui", part: "en partie", none: "non" } as const;

export interface ListedMaintenance {
  readonly entry: MaintenanceEntry;
  /** How it was planned, also where it was withdrawn. */
  readonly time: MaintenanceTime | null;
  readonly standing: keyof typeof standingsFr;
  readonly counts: keyof typeof countingFr;
  readonly foresight: Foresight;
}

const listColumns: readonly Column[] = [
  { title: "ID" },
  { title: "ÉTAT" },
  { title: "OBJET", cut: "end" },
  { title: "DÉBUT" },
  { title: "DURÉE" },
  { title: "REVIENT" },
  { title: "COMPTE" },
  { title: "MOTIF", cut: "end", leftOut: 1 },
];

export function listFr(listed: readonly ListedMaintenance[], isAll: boolean, columns: number | undefined): string {
  if (listed.length === 0) return isAll ? "Aucune maintenance n'a été déclarée.\n" : "Aucune maintenance en cours ni à venir.\n";
  const rows = listed.map(({ entry, time, standing, counts, foresight }) => [
    entry.id,
    standingsFr[standing],
    entry.scope.kind === "network" ? "réseau" : entry.scope.id,
    beginningFr(time, foresight),
    time === null ? "" : lengthFr(time.kind === "once" ? time.to - time.from : time.durationSeconds),
    time?.kind === "recurring" ? againFr(time.rule) : "",
    standing === "withdrawn" ? "non" : countingFr[counts],
    entry.reason,
  ]);
  return `${textTable(listColumns, rows, columns).join("\n")}\n`;
}

const stepsFr: Readonly<Record<string, readonly [one: string, several: string]>> = {
  DAILY: ["chaque jour", "jours"],
  WEEKLY: ["chaque semaine", "semaines"],
  MONTHLY: ["chaque mois", "mois"],
  YEARLY: ["chaque an", "ans"],
};

/** How often, in short; the whole rule is in the history. */
function againFr(rule: string): string {
  const [one, several] = stepsFr[/FREQ=(\w+)/.exec(rule)?.[1] ?? ""] ?? [rule, ""];
  const interval = Number(/INTERVAL=(\d+)/.exec(rule)?.[1] ?? "1");
  return interval === 1 ? one : `${several === "semaines" ? "toutes" : "tous"} les ${interval} ${several}`;
}

function beginningFr(time: MaintenanceTime | null, { next }: Foresight): string {
  if (time?.kind === "once") return minuteFr(time.from);
  if (next !== null) return minuteFr(next.from);
  return time === null ? "" : time.first.replace("T", " ");
}

const historyColumns: readonly Column[] = [
  { title: "QUAND" },
  { title: "QUOI" },
  { title: "PAR", cut: "end" },
  { title: "OBJET", cut: "end", leftOut: 1 },
  { title: "HEURES", cut: "end" },
  { title: "MOTIF", cut: "end", leftOut: 2 },
];

export function maintenanceHistoryFr(entries: readonly MaintenanceEntry[], columns: number | undefined): string {
  const rows = entries.map(({ declaredAt, act, by, scope, time, reason }) => [
    minuteFr(declaredAt),
    doneFr[act],
    writerFr(by),
    scope.kind === "network" ? "réseau" : scope.id,
    hoursFr(time),
    reason,
  ]);
  return `${textTable(historyColumns, rows, columns).join("\n")}\n`;
}

function hoursFr(time: MaintenanceTime | null): string {
  if (time === null) return "";
  if (time.kind === "once") return `${minuteFr(time.from)}, ${lengthFr(time.to - time.from)}`;
  return `${time.first.replace("T", " ")}, ${lengthFr(time.durationSeconds)}, ${time.rule}`;
}

import type { TaggableUse } from "../collector/desk/purposes.ts";
import { purposeWords, userKindWords } from "../collector/usage/fr-purpose.ts";
import { type PurposeCounts, purposes, userKinds } from "../collector/usage/purpose.ts";
import { count } from "./fr.ts";
import { lengthFr } from "./fr-desk.ts";
import { minuteFr } from "./fr-moments.ts";
import { type Column, textTable } from "./text-table.ts";

export const purposesHelp = `Dit à quoi servent les usages et qui vient, dans les catégories de l'étude régionale. Facultatif ; jamais de nom.
À lancer sur la machine du collecteur, en marche ou non. L'accueil d'un site a la même saisie sur la page /sites/SITE/uses.

Usage :
  vigie purposes list --site SITE [--json] --config FICHIER
  vigie purposes tag --endpoint ID --at INSTANT (--purpose MOTIF | --users PUBLIC | --nothing) [--json] --config FICHIER
  vigie purposes count [--quarter TRIMESTRE] [--public] [--json] --config FICHIER

Actions :
  list      montre les usages des deux derniers mois d'un site, et ce qui en a été dit
  tag       dit à quoi a servi un usage ; la dernière saisie compte, les précédentes restent au journal
  count     compte les motifs et les publics d'un trimestre, sur tout le réseau

Motifs : coordination, administration, training (formation), technical_follow_up (suivi technique), clients, recruitment
         (recrutement), other (autre)
Publics : company_without_equipment (entreprise non équipée), multi_site (entreprise multisite), occasional (occasionnel),
          consultancy (cabinet de conseil), local_authority (collectivité)

Options :
      --at INSTANT       début de l'usage, comme dans list : 2026-11-24T18:00, à l'heure de Paris
      --nothing          avec tag : retire ce qui a été dit
      --quarter TRIM     2026-T4 ; sans cela, le trimestre en cours
      --public           les effectifs inférieurs à 3 sont masqués
      --config FICHIER   configuration du collecteur
      --json             affiche le résultat en JSON
  -h, --help             affiche cette aide

Exemples :
  vigie purposes list --site ouessant-mairie --config collector.yml
  vigie purposes tag --endpoint ouessant-salle-1 --at 2026-11-24T18:00 --purpose training --users local_authority \\
      --config collector.yml
`;

const actions = "list, tag ou count";
const wanted = (words: readonly string[]): string => `attendu : ${words.join(", ")}`;

export const purposesFr = {
  actionWanted: (action: string | undefined, nearest: string | null) =>
    action === undefined
      ? `Il manque une action : ${actions}`
      : `Action inconnue : ${action}${nearest === null ? ` (attendu : ${actions})` : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  siteWanted: "Il manque le site : --site SITE",
  useWanted: "Il faut un équipement et un instant : --endpoint ID --at 2026-11-24T18:00",
  choiceWanted: "Il faut un motif (--purpose), un public (--users), ou --nothing seul",
  purposeUnknown: (text: string, words: readonly string[]) => `Motif inconnu : ${text} (${wanted(words)})`,
  usersUnknown: (text: string, words: readonly string[]) => `Public inconnu : ${text} (${wanted(words)})`,
  tagged: (endpoint: string, month: string) => `Noté : un usage de ${endpoint}, ${month}.\n`,
} as const;

const columns: readonly Column[] = [
  { title: "ÉQUIPEMENT", cut: "end" },
  { title: "DÉBUT" },
  { title: "DURÉE" },
  { title: "MOTIF" },
  { title: "PUBLIC" },
];

export function usesFr(uses: readonly TaggableUse[], width: number | undefined): string {
  if (uses.length === 0) return "Aucun usage ces deux derniers mois.\n";
  const rows = uses.map(({ endpoint, at, seconds, purpose, users }) => [
    endpoint,
    minuteFr(at),
    lengthFr(Math.floor(seconds / 60) * 60),
    purpose === null ? "" : purposeWords[purpose],
    users === null ? "" : userKindWords[users],
  ]);
  return `${textTable(columns, rows, width).join("\n")}\n`;
}

const countColumns: readonly Column[] = [{ title: "CATÉGORIE" }, { title: "USAGES", isNumber: true }];

export function countsFr(quarter: string, counts: PurposeCounts, figure: (uses: number) => string | number): string {
  const first = `${quarter} : ${count(counts.tagged, "usage renseigné", "usages renseignés")}, sur la foi de ceux qui les ont saisis.`;
  if (counts.tagged === 0) return `${first}\n`;
  const rows = [
    ...purposes.map((one) => [`motif : ${purposeWords[one]}`, counts.purposes.get(one) ?? 0] as const),
    ...userKinds.map((one) => [`public : ${userKindWords[one]}`, counts.users.get(one) ?? 0] as const),
  ].flatMap(([word, uses]) => (uses === 0 ? [] : [[word, String(figure(uses))]]));
  return `${[first, "", ...textTable(countColumns, rows)].join("\n")}\n`;
}

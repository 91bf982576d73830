import type { Campaign, CampaignKind } from "../collector/usage/campaign.ts";
import type { ChangeBesideOthers } from "../collector/usage/change-beside-others.ts";
import { besideOthersWords } from "../collector/usage/fr.ts";
import { dateFr } from "./fr-moments.ts";
import { type Column, textTable } from "./text-table.ts";

export const campaignsHelp = `Déclare les campagnes de communication, et compare l'usage avec celui des EPCI qui n'en ont pas eu.
À lancer sur la machine du collecteur, en marche ou non.

Usage :
  vigie campaigns add --territory ID --kind NATURE --from JOUR --to JOUR [--json] --config FICHIER
  vigie campaigns list [--json] --config FICHIER
  vigie campaigns withdraw ID [--json] --config FICHIER
  vigie campaigns effect [ID] [--json] --config FICHIER

Actions :
  add        déclare une campagne, du premier au dernier jour compris
  list       les montre toutes
  withdraw   retire une campagne déclarée par erreur ; elle reste au journal
  effect     compare les six mois d'avant et les mois d'après (six au plus, le mois de la campagne écarté) à ceux des EPCI sans
             campagne aux mêmes mois : une association, jamais une cause

Natures : press (presse), mailing (courrier), posters (affiches), open_day (portes ouvertes), meeting (réunion),
          social_media (réseaux sociaux), training (formation), other (autre)

Options :
      --territory ID     territoire de l'inventaire
      --kind NATURE      l'une de celles ci-dessus
      --from JOUR        2026-03-02
      --to JOUR          2026-03-13, compris
      --config FICHIER   configuration du collecteur
      --json             affiche le résultat en JSON
  -h, --help             affiche cette aide

Exemples :
  vigie campaigns add --territory ouessant --kind press --from 2026-03-02 --to 2026-03-13 --config collector.yml
  vigie campaigns effect --config collector.yml
`;

const actions = "add, list, withdraw ou effect";

export const campaignsFr = {
  actionWanted: (action: string | undefined, nearest: string | null) =>
    action === undefined
      ? `Il manque une action : ${actions}`
      : `Action inconnue : ${action}${nearest === null ? ` (attendu : ${actions})` : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  wishWanted: "Il faut un territoire, une nature et deux jours : --territory, --kind, --from et --to",
  kindUnknown: (text: string, kinds: readonly string[]) => `Nature inconnue : ${text} (attendu : ${kinds.join(", ")})`,
  idWanted: "Il manque l'identifiant d'une campagne, comme C1",
  unexpectedWord: (word: string) => `Mot inattendu : ${word}`,
  declared: (campaign: Campaign) => `Campagne ${campaign.id} déclarée : ${campaign.territory}, ${spanFr(campaign)}.\n`,
  withdrawn: (id: string) => `Campagne ${id} retirée.\n`,
} as const;

const kindWords: Readonly<Record<CampaignKind, string>> = {
  press: "presse",
  mailing: "courrier",
  posters: "affiches",
  open_day: "portes ouvertes",
  meeting: "réunion",
  social_media: "réseaux sociaux",
  training: "formation",
  other: "autre",
};

const spanFr = ({ from, to }: Pick<Campaign, "from" | "to">): string => `du ${dateFr(from * 1000)} au ${dateFr((to - 1) * 1000)}`;

const columns: readonly Column[] = [
  { title: "ID" },
  { title: "TERRITOIRE", cut: "end" },
  { title: "NATURE" },
  { title: "DATES" },
  { title: "ÉTAT" },
];

export function campaignListFr(campaigns: readonly Campaign[], width: number | undefined): string {
  if (campaigns.length === 0) return "Aucune campagne n'a été déclarée.\n";
  const rows = campaigns.map((one) => [one.id, one.territory, kindWords[one.kind], spanFr(one), one.withdrawnAt === null ? "" : "retirée"]);
  return `${textTable(columns, rows, width).join("\n")}\n`;
}

export interface ShownEffect {
  readonly campaign: Campaign;
  readonly before: { readonly uses: number; readonly months: number };
  readonly after: { readonly uses: number; readonly months: number };
  readonly others: number;
  readonly effect: ChangeBesideOthers;
}

const effectColumns: readonly Column[] = [
  { title: "ID" },
  { title: "TERRITOIRE", cut: "end" },
  { title: "AVANT" },
  { title: "APRÈS" },
  { title: "COMPARÉ À" },
  { title: "RAPPORT" },
  { title: "CONCLUSION" },
];

export function effectsFr(effects: readonly ShownEffect[], width: number | undefined): string {
  if (effects.length === 0) return "Aucune campagne à comparer.\n";
  const rows = effects.map(({ campaign, before, after, others, effect }) => [
    campaign.id,
    campaign.territory,
    perMonth(before),
    perMonth(after),
    others === 0 ? "aucun" : `${others} territoires`,
    ratioFr(effect),
    besideOthersWords[effect.verdict],
  ]);
  const note = "Usages par mois disponible. Rapport : évolution comparée à celle des territoires sans campagne [intervalle à 95 %].";
  return `${[...textTable(effectColumns, rows, width), "", note].join("\n")}\nUne association, jamais une cause.\n`;
}

const decimal = (value: number): string => value.toFixed(1).replace(".", ",");

const perMonth = ({ uses, months }: ShownEffect["before"]): string =>
  months === 0 ? "non observé" : `${decimal(uses / months)} (${uses} usages)`;

function ratioFr({ ratio, test }: ChangeBesideOthers): string {
  if (test === null) return "";
  const interval = `[${decimal(test.low)} ; ${test.high === null ? "sans limite" : decimal(test.high)}]`;
  return ratio === null ? interval : `× ${decimal(ratio)} ${interval}`;
}

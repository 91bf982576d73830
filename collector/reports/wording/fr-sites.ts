import { quadrantActionWords, quadrantWords, underUseWords } from "../../usage/fr.ts";
import { quadrants } from "../../usage/use-and-reliability.ts";
import { number } from "../../web/french-format.ts";
import type { ReportModel, SiteRow } from "../model/model.ts";
import { counted, none, perMonth, probability, quarterShort, share } from "./fr-quantities.ts";
import { siteName, type Told } from "./told.ts";

export const siteWords = {
  underUse: "9. Sites sous-utilisés",
  cross: "10. Fiabilité et usage : lecture croisée",
  head: ["Site", "Usages", "Par mois [IC 95 %]", "Probabilité d'être sous le seuil", "Sous-utilisation", "Piste d'action"],
  crossHead: ["Cas", "Sites", "Ce que cela appelle"],
  crossSitesHead: ["Site", "Disponibilité", "Usages", "Cas", "Ce que cela appelle"],
  noSite: "Aucun site n'était en service ce trimestre.",
  association: "Une association entre fiabilité et usage n'est pas une preuve de cause.",
} as const;

export function underUseSentences({ network, rules }: ReportModel): string[] {
  const { established, probable, inconclusive, seldom_available: seldom, not_observed: unseen } = network.verdicts;
  const threshold = counted(rules.underUseThresholdPerMonth, "usage", "usages");
  const rule = `Un site est dit sous-utilisé en dessous de ${threshold} par mois : la sous-utilisation est établie à partir de ${number(rules.underUseEstablishedFrom * 100)} % de certitude, probable à partir de ${number(rules.underUseProbableFrom * 100)} %. Sur une longue liste, le hasard seul désignerait quelques sites : les verdicts en tiennent compte.`;
  if (network.sites === 0) return [siteWords.noSite];
  const levels = [
    ...(established > 0 ? [`établie pour ${counted(established, "site")}`] : []),
    ...(probable > 0 ? [`probable pour ${counted(probable, "site")}`] : []),
  ];
  const found =
    levels.length === 0 ? "Aucun site n'est sous-utilisé de façon établie ni probable." : `Sous-utilisation ${levels.join(" et ")}.`;
  const open =
    inconclusive === 0
      ? ""
      : ` Non concluante pour ${counted(inconclusive, "site")} : l'usage y atteint le seuil, ou les effectifs sont trop faibles pour conclure.`;
  const rest = [
    ...(seldom > 0 ? [`${counted(seldom, "site peu disponible", "sites peu disponibles")} : rien n'est dit de leur usage.`] : []),
    ...(unseen > 0 ? [`${counted(unseen, "site non observé", "sites non observés")}.`] : []),
  ];
  return [rule, ways, `${found}${open}${rest.length === 0 ? "" : ` ${rest.join(" ")}`}`];
}

const ways =
  "« Faire connaître » s'entend d'abord de la communication et de la formation, puis, si l'usage ne vient pas, de la relocalisation ou du retrait.";

/** Those of which something is said, the surest first. */
export const listedSites = ({ sites }: ReportModel): SiteRow[] =>
  sites.filter(({ verdict }) => verdict !== "inconclusive").toSorted((left, right) => (right.probability ?? -1) - (left.probability ?? -1));

export const underUseCaption = (quarter: string): string =>
  `Sites sous-utilisés, peu disponibles ou non observés, ${quarterShort(quarter)}`;

export function underUseRow(told: Told, { id, use, verdict, probability: sure, action }: SiteRow): string[] {
  const lead = action === null ? leads[verdict] : quadrantActionWords[action];
  return [siteName(told, id), String(use.uses), perMonth(use.perMonth), probability(sure), underUseWords[verdict], lead];
}

const leads: Readonly<Record<SiteRow["verdict"], string>> = {
  established: quadrantActionWords.make_known,
  probable: quadrantActionWords.make_known,
  inconclusive: none,
  seldom_available: "réparer d'abord",
  not_observed: "rétablir la mesure",
};

export const crossCaption = (quarter: string): string => `Sites selon leur fiabilité et leur usage, ${quarterShort(quarter)}`;

export const crossCases = ({ network: { quadrants: counts } }: ReportModel): { readonly name: string; readonly sites: number }[] =>
  quadrants.map((name) => ({ name: capital(quadrantWords[name]), sites: counts[name] }));

export const crossRows = (model: ReportModel): string[][] =>
  crossCases(model).map(({ name, sites }, place) => [
    name,
    String(sites),
    quadrantActionWords[calledFor[quadrants[place] ?? "inconclusive"]],
  ]);

export const crossAlternative = (cases: ReturnType<typeof crossCases>): string =>
  `Sites selon leur fiabilité et leur usage : ${cases.map(({ name, sites }) => `${name} ${sites}`).join(", ")}.`;

export const crossChart = (quarter: string): string => `Nombre de sites dans chaque cas, ${quarterShort(quarter)}`;

const calledFor = {
  used_reliable: "keep",
  used_unreliable: "repair",
  unused_reliable: "make_known",
  unused_unreliable: "repair_then_make_known",
  inconclusive: "observe",
} as const;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export function crossSentences({ network: { quadrants: counts }, sites }: ReportModel): string[] {
  const without = sites.filter(({ quadrant }) => quadrant === null).length;
  const read = sites.length - without - counts.inconclusive;
  const placed = read === 0 ? "Aucun site ne se place" : counted(read, "site se place", "sites se placent");
  const head = `${placed} avec certitude dans l'un des quatre cas ; pour ${counted(counts.inconclusive, "site")}, les effectifs ou la couverture sont trop faibles pour conclure.`;
  const rest =
    without === 0
      ? ""
      : ` ${counted(without, "site n'a", "sites n'ont")} pas d'objectif promis et n'y ${without < 2 ? "figure" : "figurent"} pas.`;
  return [`${head}${rest}`, siteWords.association];
}

export const crossSitesCaption = (quarter: string): string => `Sites à réparer, ${quarterShort(quarter)}`;

export const isToRepair = ({ action }: SiteRow): boolean => action === "repair" || action === "repair_then_make_known";

export const crossSiteRow = (told: Told, { id, service, use, quadrant, action }: SiteRow): string[] => [
  siteName(told, id),
  share(service.service),
  String(use.uses),
  quadrant === null ? none : quadrantWords[quadrant],
  action === null ? none : quadrantActionWords[action],
];

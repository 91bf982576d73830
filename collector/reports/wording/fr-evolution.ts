import { territoryTrend } from "../../usage/territory-trend.ts";
import type { Ratio } from "../model/figures.ts";
import type { Comparison, ReportModel } from "../model/model.ts";
import { counted, hoursAndMinutes, listed, none, notKnown, perMonth, quarterShort, share, signed } from "./fr-quantities.ts";
import { endpointName, type Told } from "./told.ts";

export const evolutionWords = {
  title: "2. Chiffres clés et évolution",
  now: "Le trimestre",
  months: "Mois par mois",
  figuresHead: ["Indicateur", "Valeur"],
  monthsHead: ["Mois", "Taux de disponibilité", "Couverture", "Incidents", "Usages"],
  previous: "Par rapport au trimestre précédent",
  yearBefore: "Par rapport au même trimestre de l'année précédente",
  draft:
    "Un projet de rapport n'est comparé à aucun autre trimestre : mettre une partie de trimestre en regard d'un trimestre entier tromperait.",
  usesByMonth: "Usages par mois",
} as const;

export const figuresCaption = (quarter: string): string => `Chiffres clés du ${quarterShort(quarter)}, ensemble du réseau`;
export const monthsCaption = (quarter: string): string => `Mois du ${quarterShort(quarter)}`;

export function keyFigureRows({ network }: ReportModel): string[][] {
  const { service, use, endpoints, sites } = network;
  const restore = service.meanRestoreSeconds;
  return [
    ["Sites", String(sites)],
    ["Équipements", String(endpoints.all)],
    ["Taux de disponibilité du service", share(service.service)],
    ["Taux de disponibilité de l'équipement", share(service.equipment)],
    ["Taux de couverture de la mesure", share(service.coverage)],
    ["Équipements à l'objectif", `${endpoints.met} sur ${endpoints.all}`],
    ["Incidents", String(service.incidents)],
    ["Dépassements de la GTR", String(service.restoreBreaches)],
    ["Dépassements de la GTI", String(service.takeChargeBreaches)],
    ["Temps moyen de rétablissement (MTTR)", restore === null ? "Aucun incident" : hoursAndMinutes(restore)],
    ["Temps moyen entre pannes (MTBF)", service.meanUpSeconds === null ? "Aucun incident" : hoursAndMinutes(service.meanUpSeconds)],
    ["Usages", String(use.uses)],
    ["Usages par site et par mois [IC 95 %]", perMonth(use.perMonth)],
  ];
}

/** Why nothing is compared; null: it is. */
export function notCompared(comparison: Comparison | null, quarter: string): string | null {
  if (comparison === null) {
    return `Aucune comparaison avec le ${quarterShort(quarter)} : rien n'y a été observé des équipements en service ce trimestre.`;
  }
  const { coverage, service } = comparison.before.service;
  if (service !== null) return null;
  return `Le ${quarterShort(quarter)} n'a été observé que pour ${share(coverage)} du temps de service : aucune comparaison n'en est tirée.`;
}

/** What the figures compared speak of, and how far they may be trusted. */
export function comparedSentences(told: Told, { quarter, common, added, removed, before, now }: Comparison): string[] {
  const perimeter = `Périmètre constant : ${counted(common, "équipement en service aux deux trimestres", "équipements en service aux deux trimestres")}.`;
  const others = [
    ...othersTold(told, added, "Mis en service depuis, donc hors comparaison"),
    ...othersTold(told, removed, "Retirés depuis, donc hors comparaison"),
  ];
  const outside = others.length === 0 ? "Le parc n'a pas changé." : others.join(" ");
  const doubtful = [
    ...(before.service.isSubjectToCaveat ? [barelyObserved(quarter, before.service.coverage)] : []),
    ...(now.service.isSubjectToCaveat ? [barelyObserved(told.model.quarter, now.service.coverage)] : []),
  ];
  return [`${perimeter} ${outside}`, ...doubtful, usesSentence({ before, now })];
}

const othersTold = (told: Told, ids: readonly string[], words: string): string[] =>
  ids.length === 0
    ? []
    : [
        `${words} : ${listed(
          ids.map((id) => endpointName(told, id)),
          5,
        )}.`,
      ];

const barelyObserved = (quarter: string, coverage: Ratio | null): string =>
  `Sous réserve : le ${quarterShort(quarter)} n'a été observé que pour ${share(coverage)} du temps de service ; l'écart peut venir de ce qui n'a pas été vu.`;

/** The exact test of two counts, each for the time that was observed. */
function usesSentence({ before, now }: Pick<Comparison, "before" | "now">): string {
  const known = ({ expected, unknown }: Comparison["now"]["service"]["account"]): number => (expected - unknown) / expected;
  const { direction } = territoryTrend(
    { uses: before.uses, months: known(before.service.account) * before.service.account.expected },
    { uses: now.uses, months: known(now.service.account) * now.service.account.expected },
  );
  return trendSentences[direction];
}

const trendSentences = {
  fell: "Les usages sont en baisse, au-delà de ce que le hasard explique.",
  rose: "Les usages sont en hausse, au-delà de ce que le hasard explique.",
  no_change_shown: "Aucune évolution des usages n'est établie : l'écart peut être dû au hasard.",
  too_few: "Usages : les effectifs sont trop faibles pour conclure.",
} as const;

export const comparedHead = (before: string, now: string): string[] => ["Indicateur", quarterShort(before), quarterShort(now), "Évolution"];

export const comparedCaption = (before: string, now: string): string =>
  `${quarterShort(now)} et ${quarterShort(before)}, à périmètre constant`;

export function comparedRows({ before, now }: Comparison): string[][] {
  const [then, today] = [before.service, now.service];
  const count = (name: string, one: number, other: number): string[] => [name, String(one), String(other), signed(other - one, 0)];
  return [
    ratioRow("Taux de disponibilité du service", then.service, today.service),
    ratioRow("Taux de disponibilité de l'équipement", then.equipment, today.equipment),
    ratioRow("Taux de couverture de la mesure", then.coverage, today.coverage),
    count("Incidents", then.incidents, today.incidents),
    count("Dépassements de la GTR", then.restoreBreaches, today.restoreBreaches),
    count("Dépassements de la GTI", then.takeChargeBreaches, today.takeChargeBreaches),
    durationRow("Temps moyen de rétablissement", then.meanRestoreSeconds, today.meanRestoreSeconds),
    count("Usages", before.uses, now.uses),
  ];
}

function ratioRow(name: string, then: Ratio | null, today: Ratio | null): string[] {
  const change = then === null || today === null ? notKnown : signed((today.part / today.whole - then.part / then.whole) * 100, 2, "point");
  return [name, share(then), share(today), change];
}

function durationRow(name: string, then: number | null, today: number | null): string[] {
  const shown = (seconds: number | null): string => (seconds === null ? none : hoursAndMinutes(seconds));
  if (then === null || today === null) return [name, shown(then), shown(today), none];
  const minutes = Math.round((today - then) / 60);
  const change = minutes === 0 ? "stable" : `${minutes < 0 ? "−" : "+"}${hoursAndMinutes(Math.abs(minutes) * 60)}`;
  return [name, shown(then), shown(today), change];
}

import { medianMinutes } from "../collector/usage/add-counts.ts";
import { farEndClasses } from "../collector/usage/far-end-class.ts";
import { farEndClassWords, quadrantActionWords, quadrantWords, underUseWords } from "../collector/usage/fr.ts";
import type { RatePerMonth } from "../collector/usage/poisson.ts";
import { count } from "./fr.ts";
import { hoursFr } from "./fr-sla-lengths.ts";
import { boundsFr, costFr, decimal, euros, lastUseFr, levelsFr, nameFr, occupationFr, outOf } from "./fr-usage-cells.ts";
import type { ShownUsage, ShownUse } from "./usage-shown.ts";

type Line = readonly [label: string, value: string];

/** All that is known of one endpoint or place, below each other. */
export function usageRecordFr(row: ShownUse, shown: ShownUsage): string[] {
  const lines = [...useLines(row, shown), ...farEndLines(row), ...callLines(row), ...verdictLines(row)];
  const width = Math.max(...lines.map(([label]) => label.length));
  const title = row.level === "endpoint" ? `Équipement ${row.id} (${row.name})` : `${levelsFr[row.level]} ${nameFr(row)}`;
  return [title, ...lines.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`)];
}

function useLines(row: ShownUse, shown: ShownUsage): Line[] {
  const { attendance: one, rate, exposure } = row;
  const median = medianMinutes(one);
  const lines: (Line | null)[] = [
    ["Usages", String(one.uses)],
    rate === null ? null : ["  par mois utilisable", rateFr(rate)],
    ["  mois utilisables", `${decimal.format(exposure.months)}${leftOutFr(row)}`],
    ["Jours d'usage", String(one.days)],
    ["Durée d'usage", hoursFr(one.usedSeconds - (one.usedSeconds % 60))],
    median === null ? null : ["  d'un usage, médiane", `${median} min`],
    ["Occupation de la plage de service", occupationFr(one)],
    one.uses === 0 ? null : ["Hors des horaires d'ouverture", count(one.offHoursUses, "usage")],
    ["Dernier usage", lastUseFr(row, shown)],
  ];
  return lines.filter((line) => line !== null);
}

function farEndLines({ attendance: { farEnds, uses, bridgeUses, gatewayUses, farEndClasses: classes } }: ShownUse): Line[] {
  const told: Line[] = [
    ["Interlocuteurs différents", boundsFr(farEnds.distinct)],
    ["  part du premier", `${boundsFr(farEnds.first)} sur ${count(farEnds.told, "usage")}`],
  ];
  const places = farEndClasses.filter((name) => classes[name] > 0);
  return [
    ...(farEnds.told === 0 ? [] : told),
    ...places.map((name): Line => [`  ${farEndClassWords[name]}`, count(classes[name], "usage")]),
    ...(uses === 0 ? [] : [["Par un pont, par une passerelle", `${bridgeUses}, ${gatewayUses}`] satisfies Line]),
  ];
}

function callLines({ attendance: one }: ShownUse): Line[] {
  const { good, degraded, bad, unclassified } = one.quality;
  const isClassified = good + degraded + bad > 0;
  const hard: Line[] = [
    ["  échouées, coupées dans la minute", `${one.failedAttempts}, ${one.shortCalls}`],
    ["  difficiles", outOf(one.hardAttempts, one.attempts)],
  ];
  return [
    ["Tentatives d'appel", String(one.attempts)],
    ...(one.attempts === 0 ? [] : hard),
    [
      "Qualité des appels",
      isClassified
        ? `${count(good, "bon")}, ${count(degraded, "dégradé")}, ${count(bad, "mauvais", "mauvais")}, ${count(unclassified, "non classé", "non classés")}`
        : `non classée (${count(unclassified, "appel")})`,
    ],
  ];
}

function verdictLines(row: ShownUse): Line[] {
  const { judged, cost } = row;
  const reading = judged?.crossReading ?? null;
  const range = cost === null || cost.high === null ? "" : `, entre ${euros.format(cost.low)} et ${euros.format(cost.high)}`;
  const lines: (Line | null)[] = [
    judged === null ? null : ["Sous-utilisation", underUseWords[judged.underUse.verdict]],
    judged?.shrunk ? ["  par mois, vu les sites voisins", rateFr(judged.shrunk)] : null,
    reading === null ? null : ["Usage et fiabilité", `${quadrantWords[reading.quadrant]} : ${quadrantActionWords[reading.action]}`],
    cost === null ? null : ["Coût par usage", `${costFr(row)}${range}`],
  ];
  return lines.filter((line) => line !== null);
}

const rateFr = ({ rate, low, high }: RatePerMonth): string =>
  `${decimal.format(rate)}, entre ${decimal.format(low)} et ${decimal.format(high)} (95 %)`;

function leftOutFr({ exposure: { countings, usesLeftOut } }: ShownUse): string {
  const left = [
    ...(countings.seldom_available === 0 ? [] : [`${countings.seldom_available} peu disponible`]),
    ...(countings.not_observed === 0 ? [] : [`${countings.not_observed} non observé`]),
  ];
  return left.length === 0 ? "" : ` ; laissés de côté : ${left.join(", ")} (${count(usesLeftOut, "usage")})`;
}

import type { CampaignEffect } from "../collector/attendance/campaign-effects.ts";
import { qualitySharesOf } from "../collector/quality/quality-counts.ts";
import { farEndClasses } from "../collector/usage/far-end-class.ts";
import { besideOthersWords, extinctionWords, farEndClassWords, trendWords } from "../collector/usage/fr.ts";
import type { IncidentEffect } from "../collector/usage/incident-effect.ts";
import type { Saving, Savings } from "../collector/usage/savings.ts";
import { count } from "./fr.ts";
import { decimal, nameFr } from "./fr-usage-cells.ts";
import type { ShownUsage, ShownUse } from "./usage-shown.ts";

const whole = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 0 });

/** What is said of all rooms of the scope together, a paragraph each; nothing where there is nothing to say. */
export function usageWholeFr(shown: ShownUsage): string[] {
  const [first] = shown.rows;
  if (first === undefined) return [];
  return [
    ...(shown.rows.length === 1 ? [] : [farEndsFr(first), qualityFr(first)]),
    savingsFr(first.attendance.savings, shown),
    trendsFr(shown),
    extinctionsFr(shown),
    incidentsFr(shown.incidentEffect),
    ...shown.campaigns.map(campaignFr),
  ].filter((paragraph) => paragraph !== null);
}

/** A single place has it in its record, and the quality of its calls. */
function farEndsFr({ attendance: { uses, farEndClasses: classes, bridgeUses, gatewayUses } }: ShownUse): string | null {
  if (uses === 0) return null;
  const places = farEndClasses.filter((name) => classes[name] > 0).map((name) => `${farEndClassWords[name]} ${classes[name]}`);
  return `Interlocuteurs de ${count(uses, "usage")} : ${places.join(" ; ")}. Par un pont de conférence ${bridgeUses}, par une passerelle de visioconférence web ${gatewayUses}.`;
}

/** An order of magnitude, never a measure. */
function savingsFr({ low, central, high, estimated, notEstimated }: Savings, { rules }: Pick<ShownUsage, "rules">): string | null {
  const left = [
    ...(notEstimated.unknown_far_end === 0 ? [] : [`${notEstimated.unknown_far_end} d'interlocuteur non localisé`]),
    ...(notEstimated.sea_crossing === 0 ? [] : [`${notEstimated.sea_crossing} avec une traversée maritime`]),
  ];
  const leftFr = left.length === 0 ? "" : ` ; non estimés : ${left.join(", ")}`;
  if (estimated === 0) return left.length === 0 ? null : `Trajets évités : non estimés (${left.join(", ")}).`;
  const range = (pick: keyof Saving, unit: string): string => rangeFr({ low: low[pick], central: central[pick], high: high[pick] }, unit);
  const { central: factor } = rules.savings.co2PerVehicleKm;
  const amounts = [range("trips", "trajet"), range("km", "km"), range("hours", "h de route"), range("co2Kg", "kg de CO2")].join(", ");
  return `Trajets évités, ordre de grandeur, d'après ${count(estimated, "usage")}${leftFr} : ${amounts}. Facteur central : ${String(factor.value).replace(".", ",")} kg CO2e par véhicule et kilomètre (${factor.source} ; ${factor.year}).`;
}

/** Whole numbers: an order of magnitude has no decimals. */
function rangeFr({ low, central, high }: Readonly<Record<"low" | "central" | "high", number>>, unit: string): string {
  const [least, middle, most] = [low, central, high].map((value) => whole.format(value));
  const named = unit === "trajet" && Math.round(central) > 1 ? "trajets" : unit;
  return least === most ? `${middle} ${named}` : `${middle} ${named} (${least} à ${most})`;
}

function qualityFr({ attendance: { quality } }: ShownUse): string | null {
  const { shares, classified } = qualitySharesOf(quality);
  const { good, degraded, bad, unclassified } = quality;
  if (classified + unclassified === 0) return null;
  const sharesFr =
    shares === null ? "trop peu d'appels classés pour un pourcentage" : `${percent.format(shares.good)} de bons parmi les appels classés`;
  return `Qualité des appels : ${count(good, "bon")}, ${count(degraded, "dégradé")}, ${count(bad, "mauvais", "mauvais")}, ${count(unclassified, "non classé", "non classés")} (${sharesFr}).`;
}

/** Places of which the same is said are told together. */
function trendsFr({ rows }: ShownUsage): string | null {
  const told = rows.flatMap((row) =>
    row.trend === null ? [] : [{ name: row.level === "network" ? "réseau" : nameFr(row), trend: row.trend }],
  );
  if (told.length === 0) return null;
  const groups = Map.groupBy(told, ({ trend: { direction, powerToSeeHalving } }) =>
    powerToSeeHalving === null ? "rien à comparer (une des deux périodes n'a pas été observée)" : trendWords[direction],
  );
  const said = [...groups].map(([words, own]) => `${words} : ${own.map(({ name }) => name).join(", ")}`);
  return `Évolution par rapport aux mêmes mois de l'année précédente. ${said.map(capital).join(". ")}.`;
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function extinctionsFr({ rows }: ShownUsage): string | null {
  const ended = rows.filter(({ level, extinction }) => level === "site" && extinction?.state === "ended");
  if (ended.length === 0) return null;
  const sites = ended.map(
    (row) => `${nameFr(row)} (sans usage depuis ${decimal.format(row.extinction?.unusedMonths ?? 0)} mois utilisables)`,
  );
  return `${capital(extinctionWords.ended)}, alors que la salle servait : ${sites.join(" ; ")}.`;
}

function incidentsFr(effect: IncidentEffect | null): string | null {
  if (effect === null) return null;
  const { incidents, leftOut, before, after, comparison } = effect;
  const left = leftOut.overlapping + leftOut.notWatched;
  const leftFr = left === 0 ? "" : `, ${count(left, "autre non comparable", "autres non comparables")}`;
  if (incidents === 0)
    return left === 0 ? null : `Usage avant et après les incidents de deux heures et plus : aucun incident comparable${leftFr}.`;
  const said =
    comparison === null || comparison.ratio === null
      ? "comparaison impossible"
      : `rapport ${decimal.format(comparison.ratio)}, entre ${decimal.format(comparison.low)} et ${comparison.high === null ? "plus" : decimal.format(comparison.high)} (95 %)`;
  return `Usage avant et après les incidents de deux heures et plus (soixante jours de part et d'autre ; ${count(incidents, "incident")}${leftFr}) : ${count(before.uses, "usage")} avant, ${count(after.uses, "usage")} après, ${said}. Une association, jamais une cause.`;
}

function campaignFr({ campaign, effect, others }: CampaignEffect): string {
  const beside = others.length === 0 ? "" : `, comparé à ${count(others.length, "territoire")} sans campagne`;
  return `Campagne ${campaign.id} (${campaign.territory}) : ${besideOthersWords[effect.verdict]}${beside}. Une association, jamais une cause.`;
}

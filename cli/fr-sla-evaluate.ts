import type { Printed, PrintedIncident, PrintedPool } from "../collector/sla/evaluation-text.ts";
import type { ScenarioError } from "../collector/sla/scenario.ts";

const problems: Readonly<Record<ScenarioError["problem"], (detail: string) => string>> = {
  time: (text) => `« ${text} » n'est pas une date lisible ; attendu : "2026-03-29T02:30", ou la même avec un décalage ou Z`,
  order: (text) => `la fin précède le début (${text})`,
  quarter: (text) => `« ${text} » n'est pas un trimestre ; attendu : 2026-T2`,
  period: () => "il manque la période : quarter, ou from et to",
  timezone: (text) => `fuseau horaire inconnu : ${text} ; par exemple : Europe/Paris`,
  hours: (text) => text,
  offsets: (text) => `les relevés doivent être dans l'ordre (${text})`,
};

export const scenarioProblemFr = (problem: ScenarioError["problem"], detail: string): string => problems[problem](detail);

/** The result of one scenario for a person. */
export function evaluationText(title: string | null, result: Printed | PrintedPool): string {
  const lines = "pooled" in result ? poolLines(result) : scenarioLines(result);
  return `${[...(title === null ? [] : [title]), ...lines].join("\n")}\n`;
}

function poolLines({ up, total, pooled, meanOfPct }: PrintedPool): string[] {
  return [
    `  Secondes           ${up} sur ${total}`,
    `  Taux du territoire ${percent(pooled)}`,
    `  (la moyenne des pourcentages dirait ${percent(meanOfPct)} : elle ne mesure rien)`,
  ];
}

const stateLabels = [
  ["expected", "Temps de service"],
  ["maintenance", "Maintenance"],
  ["up", "Disponible"],
  ["degraded", "Dégradé"],
  ["down", "Indisponible"],
  ["site", "Coupure de site"],
  ["unknown", "Inconnu"],
] as const;

function scenarioLines(result: Printed): string[] {
  const { seconds, service, equipment, strict, coverage, bounds, display, isSubjectToCaveat, met, incidents } = result;
  return [
    `  Disponibilité      ${display}${isSubjectToCaveat ? " (sous réserve)" : ""}${targetFr(met)}`,
    `  Service ${percent(service)}, équipement ${percent(equipment)}, stricte ${percent(strict)}`,
    `  Couverture ${percent(coverage)}, bornes ${percent(bounds[0])} à ${percent(bounds[1])}`,
    ...stateLabels.map(([name, label]) => `  ${label.padEnd(18)} ${String(seconds[name]).padStart(12)} s`),
    ...(incidents ?? []).map(incidentLine),
    ...(result.reboots === undefined ? [] : [`  Redémarrages ${result.reboots}, micro-coupures ${result.microOutages ?? 0}`]),
  ];
}

function incidentLine({ from, to, elapsedSeconds, clockSeconds, breach }: PrintedIncident): string {
  return `  Incident du ${from} au ${to} : ${elapsedSeconds} s, dont ${clockSeconds} s d'heures contractuelles${guaranteeFr(breach)}`;
}

function targetFr(isMet: boolean | null | undefined): string {
  if (isMet === undefined || isMet === null) return "";
  return isMet ? ", objectif tenu" : ", objectif non tenu";
}

function guaranteeFr(isBreach: boolean | null): string {
  if (isBreach === null) return "";
  return isBreach ? ", GTR dépassée" : ", GTR respectée";
}

function percent(text: string | null): string {
  return text === null ? "n.d." : `${text.replace(".", ",")} %`;
}

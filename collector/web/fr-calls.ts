import type { CallMetrics } from "../quality/call-metrics.ts";
import type { QualityMetric } from "../quality/call-score.ts";
import { qualityMetricWords, qualityNotes } from "../quality/fr.ts";
import { typeset, typographic } from "./typography.ts";

export const callWords = typeset({
  title: "Derniers appels",
  caption: "Du plus récent au plus ancien, appels d'essai à part. Un appel vaut ce que vaut sa mesure la plus faible, de 0 à 100.",
  note: qualityNotes.mos,
  day: "Jour",
  lasted: "Durée",
  class: "Qualité",
  score: "Note sur 100",
  weakest: "Mesure la plus faible",
  mos: "Écoute estimée, sur 5",
});

const whole = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 });

/** Downwards: 79.9 is not yet good. */
export const scoreFr = (score: number): string => whole.format(Math.floor(score));
export const mosFr = (mos: number): string => oneDecimal.format(mos);

/** « gigue : 45 ms » */
export function metricFr(metric: QualityMetric, metrics: CallMetrics): string {
  const value = metrics[metric] ?? 0;
  const isRatio = metric === "videoLossRatio" || metric === "audioLossRatio";
  return typographic(`${qualityMetricWords[metric]} : ${isRatio ? percent.format(value) : `${whole.format(value)} ms`}`);
}

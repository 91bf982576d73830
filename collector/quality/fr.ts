import type { QualityClass, QualityMetric } from "./call-score.ts";

export const qualityClassWords: Readonly<Record<QualityClass, string>> = {
  good: "bon",
  degraded: "dégradé",
  bad: "mauvais",
  unclassified: "non classé",
};

export const qualityMetricWords: Readonly<Record<QualityMetric, string>> = {
  videoLossRatio: "perte de paquets vidéo",
  audioLossRatio: "perte de paquets audio",
  jitterMs: "gigue",
  roundTripMs: "délai aller-retour",
};

export const qualityNotes = {
  mos: "Note d'écoute estimée (modèle E, UIT-T G.107, téléphonie à bande étroite) : valeur indicative.",
  fewCalls: "Moins de cinq appels classés : les effectifs sont donnés sans pourcentage.",
} as const;

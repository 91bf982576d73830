/** The ranges that people choose most, above Grafana's own. */
export const frQuickRanges = [
  { display: "Trimestre en cours", from: "now/fQ", to: "now" },
  { display: "Trimestre précédent", from: "now-1Q/fQ", to: "now-1Q/fQ" },
  { display: "Mois en cours", from: "now/M", to: "now" },
  { display: "Mois précédent", from: "now-1M/M", to: "now-1M/M" },
  { display: "Année en cours", from: "now/y", to: "now" },
  { display: "12 derniers mois", from: "now-12M/M", to: "now" },
  { display: "24 dernières heures", from: "now-24h", to: "now" },
  { display: "7 derniers jours", from: "now-7d", to: "now" },
  { display: "30 derniers jours", from: "now-30d", to: "now" },
] as const;

export const frAttribution = "Contours : IGN Admin Express COG 2018 (Licence Ouverte)";

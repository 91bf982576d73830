import { barChart } from "../../../../collector/reports/forms/bar-chart.ts";
import { contoursOfBrittany } from "../../../../collector/reports/forms/contours.ts";
import type { ReportDocument } from "../../../../collector/reports/forms/document.ts";
import { territoryMap } from "../../../../collector/reports/forms/map.ts";

/** A document with every kind of block, and a table of as many sites as asked. */
export function exampleDocument(sites: number): ReportDocument {
  const contours = contoursOfBrittany();
  const availability = {
    caption: "Disponibilité par territoire",
    head: ["Territoire", "Sites", "Taux de disponibilité"],
    numbers: [1, 2],
    rows: [
      ["Brest Métropole", "12", "99,62 %"],
      ["Lorient Agglomération", "9", "98,10 %"],
      ["Pays d’Iroise", "3", "n.d."],
    ],
  };
  const classOf = new Map(contours.map(({ siren }, place) => [siren, [0, 1, null][place % 3] ?? null]));
  const classes = [
    { label: "Objectif tenu", fill: "#9db8d2", sign: "" },
    { label: "Objectif non tenu", fill: "#4d4d4d", sign: "×" },
  ];
  const bars = [
    { label: "Brest Métropole", value: 99.62, shown: "99,62 %" },
    { label: "Lorient Agglomération", value: 98.1, shown: "98,10 %" },
    { label: "Pays d’Iroise", value: null, shown: "" },
  ];
  return {
    title: "Rapport trimestriel de fiabilité et d’usage",
    subtitle: "Réseau public de visioconférence de Bretagne – 3e trimestre 2026",
    hasCover: true,
    facts: [
      { term: "Arrêté des données", value: "05/10/2026 08:00 (heure de Paris)" },
      { term: "Empreinte SHA-256", value: "0".repeat(64) },
    ],
    draftMark: "Projet, chiffres provisoires",
    datedMs: Date.UTC(2026, 9, 5, 6),
    sections: [
      {
        title: "L’essentiel du trimestre",
        isOnNewPage: false,
        blocks: [
          { kind: "figures", items: [{ value: "99,31 %", label: "Taux de disponibilité", note: "Objectif tenu" }] },
          { kind: "paragraph", text: "Un site nommé <script> & #panic() reste un nom." },
          { kind: "list", items: ["Premier fait", "Deuxième fait"] },
        ],
      },
      {
        title: "Carte des territoires",
        isOnNewPage: false,
        blocks: [
          {
            kind: "picture",
            picture: {
              svg: territoryMap(contours, { classes, classOf }),
              alternative: "Carte des EPCI de Bretagne selon l’objectif",
              caption: "Objectif par EPCI. Contours : IGN Admin Express COG 2018 (Licence Ouverte)",
              table: availability,
            },
          },
          { kind: "heading", text: "Taux de disponibilité" },
          {
            kind: "picture",
            picture: {
              svg: barChart({ bars, from: 95, to: 100, target: { value: 99, shown: "99 %" } }),
              alternative: "Taux de disponibilité de trois territoires",
              caption: "Taux de disponibilité, échelle de 95 % à 100 %",
              table: availability,
            },
          },
        ],
      },
      {
        title: "Détail par équipement",
        isOnNewPage: false,
        blocks: [
          {
            kind: "table",
            table: {
              caption: "Détail par équipement",
              head: ["Site", "Taux de disponibilité", "Usages"],
              numbers: [1, 2],
              rows: Array.from({ length: sites }, (_, site) => [`Site ${site + 1}`, "99,50 %", "7"]),
            },
          },
        ],
      },
    ],
  };
}

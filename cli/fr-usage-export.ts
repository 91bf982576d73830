export const usageExportHelp = `Exporte les usages par site et par mois, pour l'étude : des totaux mensuels, jamais d'appel ni d'heure.

Usage :
  vigie usage export --from MOIS --to MOIS --format csv|parquet --out FICHIER [--public] --config FICHIER

Options :
      --from MOIS        premier mois : 2025-07
      --to MOIS          dernier mois, compris, qui est terminé : 2026-06
      --format FORMAT    csv (RFC 4180) ou parquet ; dans les deux, mêmes colonnes et mêmes lignes
      --out FICHIER      fichier à écrire ; il ne doit pas exister
      --public           pour publication : les effectifs de 1 ou 2 sont masqués (« < 3 » en CSV, vide en Parquet), avec tout ce qui
                         permettrait de les retrouver
      --config FICHIER   configuration du collecteur
  -h, --help             affiche cette aide

Exemple :
  vigie usage export --from 2025-07 --to 2026-06 --format parquet --out usages.parquet --config collector.yml
`;

export const usageExportFr = {
  wanted: "Il faut deux mois, un format et un fichier : --from, --to, --format et --out",
  monthWrong: (text: string) => `Mois illisible : ${text} (attendu par exemple : 2026-06)`,
  order: "Le dernier mois précède le premier",
  notEnded: (month: string) => `Le mois ${month} n'est pas terminé`,
  formatUnknown: (text: string) => `Format inconnu : ${text} (attendu : csv ou parquet)`,
  exists: (file: string) => `Le fichier existe déjà : ${file}\n`,
  written: (file: string, rows: number) => `${file} : ${rows} lignes.\n`,
} as const;

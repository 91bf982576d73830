import type { IssuedReport } from "../collector/reports/issued.ts";
import { count } from "./fr.ts";

export const reportExtractFr = {
  folderWanted: "Il manque le dossier du rapport : vigie report extract DOSSIER",
  onlyThese: "« extract » ne prend que le dossier, --epci et --out.",
  withoutExtract: "--epci va avec « extract » : vigie report extract DOSSIER --epci SIREN",
  unreadable: (file: string) => `${file} : ce n'est pas un rapport que cette version sait lire.\n`,
  altered: (file: string) => `${file} a été modifié : les chiffres ne sont pas ceux de l'empreinte. Aucun extrait n'a été écrit.\n`,
  noEpci: (siren: string, { model }: IssuedReport) =>
    `Le rapport du trimestre ${model.quarter} ne parle d'aucun EPCI de SIREN ${siren} où il y ait un site.\n`,
  written: (folder: string, extracts: number, { model }: IssuedReport) =>
    `${count(extracts, "extrait écrit", "extraits écrits")} dans ${folder} pour le trimestre ${model.quarter} : extrait-SIREN.html et extrait-SIREN.pdf.\n`,
  writtenUnprinted: (folder: string, extracts: number, { model }: IssuedReport) =>
    `${count(extracts, "extrait écrit", "extraits écrits")} dans ${folder} pour le trimestre ${model.quarter} : extrait-SIREN.html.\nPas de PDF : le composeur Typst n'est pas installé sur cette machine (Linux x64 seulement).\n`,
} as const;

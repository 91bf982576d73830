import { typeset } from "./typography.ts";

export const reportsWords = typeset({
  title: "Rapports trimestriels",
  none: "Aucun rapport n'a encore été émis.",
  count: "rapport émis",
  counts: "rapports émis",
  version: "v1",
  revision: "révision {number}",
  report: "Rapport {quarter}",
  last: "en vigueur",
  superseded: "remplacé",
  at: "Émis le",
  horizon: "données arrêtées au",
  reason: "Motif de la révision",
  program: "Vigie",
  digest: "Empreinte SHA-256 des chiffres",
  sent: "Envoyé",
  byMail: "par courriel",
  toFolder: "déposé dans un dossier",
  files: "Fichiers du rapport",
  file: "Fichier",
  form: "Forme",
  size: "Taille",
  fingerprint: "Empreinte SHA-256",
  access: "Accès",
  open: "publiable",
  restricted: "jeton de lecture",
  restrictedHelp:
    "Les fichiers où figurent de petits effectifs d'usage demandent un jeton de lecture : le donner comme mot de passe, sous n'importe quel nom. Les deux fichiers publiables s'ouvrent sans jeton.",
  unknown: "n.d.",
  refusedTitle: "Jeton de lecture demandé",
  refused: "Ce fichier demande un jeton de lecture, à donner comme mot de passe. Un administrateur en crée avec « vigie tokens add ».",
  wait: "Trop de jetons faux sont venus de cette adresse. Réessayer dans quelques minutes.",
  goneTitle: "Fichier indisponible",
  gone: "Ce fichier n'est pas, ou n'est plus, celui qui a été émis. Le restaurer d'une sauvegarde du dossier de données.",
});

/** By the end of their names. */
export const fileForms: Readonly<Record<string, string>> = typeset({
  json: "modèle (JSON)",
  csv: "tableau (CSV)",
  xlsx: "classeur (XLSX)",
  html: "page accessible (HTML)",
  pdf: "document (PDF)",
});

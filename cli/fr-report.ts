import type { Unconcluded } from "../collector/accounts/awaited.ts";
import type { ReportIssue } from "../collector/ledger/report-issues.ts";
import type { IssuedReport } from "../collector/reports/issued.ts";
import type { Unsupported } from "../collector/reports/support.ts";
import { count, exitCodesHelp } from "./fr.ts";
import { minuteFr } from "./fr-moments.ts";
import { versionFr } from "./fr-report-issue.ts";

export const reportHelp = `Écrit le rapport trimestriel à partir du seul registre, et vérifie un rapport déjà écrit.

Usage :
  vigie report --quarter AAAA-Tn --out DOSSIER --config FICHIER [options]
  vigie report verify DOSSIER --config FICHIER
  vigie report deliver --config FICHIER
  vigie report extract DOSSIER [--epci SIREN] [--out DOSSIER]
  vigie report schema

Options :
  --quarter AAAA-Tn   trimestre du rapport, par exemple 2026-T3
  --out DOSSIER       dossier où écrire ; il est créé s'il manque
  --format LISTE      formes voulues, séparées par des virgules : html, pdf, json, csv, xlsx (par défaut : toutes)
  --reason TEXTE      motif d'une révision, quand le registre dit autre chose que le rapport déjà émis
  --draft             projet de rapport du trimestre en cours, arrêté aux dernières données
  --config FICHIER    configuration du collecteur

Le rapport d'un trimestre terminé est émis dès la première fois : numéroté (v1), gardé avec ses empreintes dans le dossier de données du
collecteur, et listé sur la page /reports. Le redemander donne les mêmes fichiers ; le réviser demande un motif, et garde l'ancien.
Le fichier rapport.json contient tous les chiffres et leur empreinte SHA-256. Le même registre donne le même fichier, à l'octet près.
rapport.html, d'un seul fichier, est la forme accessible ; rapport.pdf (A4, balisé) se transmet et se signe.
En CSV : disponibilite-par-site.csv et usages-par-territoire.csv se prêtent à la publication (les effectifs de 1 ou 2 usages y
sont masqués) ; sites-excel.csv, pour un tableur français, rapport.xlsx, pour les tableaux croisés dynamiques, et rapport.json ne se publient pas.
« deliver » émet, envoie par courriel et dépose le rapport dû, selon la section « report » de la configuration : le collecteur le fait de
lui-même chaque heure tant qu'il reste à faire ; ce qui est déjà parti ne part pas deux fois.
« verify » recalcule le rapport depuis le registre et nomme les premières différences ; « extract » tire d'un rapport
écrit, sans le registre, l'extrait de chaque EPCI, ou d'un seul, à remettre à son président (HTML et PDF) ; « schema » écrit le schéma JSON de rapport.json.

Exemples :
  vigie report --quarter 2026-T3 --out rapport-2026-T3 --config /etc/vigie/collector.yml
  vigie report extract rapport-2026-T3 --epci 242900314 --out extraits
  vigie report verify rapport-2026-T3 --config /etc/vigie/collector.yml

${exitCodesHelp}`;

const differencesShown = 10;
const endpointsShown = 8;

const horizonFr = (horizon: number | null): string =>
  horizon === null ? "Arrêté des données : n.d." : `Données arrêtées au ${minuteFr(horizon)}.`;

export const reportFr = {
  outWanted: "Il manque le dossier où écrire : --out DOSSIER",
  folderWanted: "Il manque le dossier du rapport : vigie report verify DOSSIER",
  actionUnknown: (word: string) => `Mot inattendu : ${word} (connus : verify, extract, deliver, schema)`,
  verifyAlone: "« verify » ne prend que le dossier et --config.",
  formatUnknown: (word: string) => `Forme inconnue : ${word} (html, pdf, json, csv, xlsx)`,
  notEnded: (quarter: string) => `Le trimestre ${quarter} n'est pas terminé : pour un projet de rapport, ajouter --draft`,
  notBegun: (quarter: string) => `Le registre ne dit encore rien du trimestre ${quarter}.\nRien n'a été écrit.\n`,
  ended: (quarter: string) => `Le trimestre ${quarter} est terminé : --draft n'a pas lieu d'être`,
  notConcluded: ({ count: number, isAtLeast }: Unconcluded) =>
    `Les états du trimestre ne sont pas encore tous conclus : ${isAtLeast ? "au moins " : ""}${count(number, "relevé ou événement reçu n'est pas pris en compte", "relevés ou événements reçus ne sont pas pris en compte")}.\nLaisser le collecteur en marche, puis recommencer.\nRien n'a été écrit.\n`,
  unsupported: (quarter: string, { why, endpoints }: Unsupported) => {
    const reason =
      why === "nothing_observed"
        ? `Rien n'a été observé au trimestre ${quarter}`
        : `Moins de la moitié du temps de service du trimestre ${quarter} a été observée`;
    const more = endpoints.length - endpointsShown;
    const list = endpoints.slice(0, endpointsShown).map((id) => `  ${id}\n`);
    const missing = endpoints.length === 0 ? "" : `Observés moins de la moitié du temps :\n${list.join("")}`;
    return `${reason} : le registre ne permet pas de rapport.\n${missing}${more > 0 ? `  … et ${count(more, "autre équipement", "autres équipements")}\n` : ""}Rien n'a été écrit.\n`;
  },
  draftNotRevised: "Un projet de rapport n'est pas émis : --reason n'a pas lieu d'être",
  cannotWrite: (folder: string, reason: string, { revision }: IssuedReport) =>
    `Écriture impossible dans ${folder} : ${reason}\n${revision === null ? "Rien n'a été écrit." : "Le rapport est émis et gardé : recommencer avec un dossier où l'utilisateur du collecteur peut écrire, ou le lire sur la page /reports."}\n`,
  taken: (folder: string) => `${folder} contient déjà un autre rapport : il est gardé. Choisir un autre dossier.\nRien n'a été écrit.\n`,
  written: (folder: string, files: readonly string[], { evidence, model, revision }: IssuedReport) =>
    `${revision === null ? "Projet de rapport" : "Rapport"} du trimestre ${model.quarter}${revision === null ? "" : ` (${versionFr(revision.number)})`} écrit dans ${folder} : ${files.join(", ")}\n${horizonFr(evidence.dataHorizon)}\nEmpreinte SHA-256 des chiffres : ${evidence.sha256}\n`,
  notPrinted:
    "rapport.pdf n'a pas été écrit : le composeur Typst n'est pas installé sur cette machine (Linux x64 seulement). Les autres formes le sont.\n",
  unreadable: (file: string) => `${file} : ce n'est pas un rapport que cette version sait lire.\n`,
  altered: (file: string) => `${file} a été modifié : les chiffres ne sont pas ceux de l'empreinte.\n`,
  fileDiffers: (file: string) => `${file} ne dit pas la même chose que les chiffres du rapport.\n`,
  same: ({ model, evidence }: IssuedReport) =>
    `Le registre donne les mêmes chiffres pour le trimestre ${model.quarter}.\nEmpreinte SHA-256 : ${evidence.sha256}\n`,
  superseded: (last: ReportIssue) => `Une version plus récente a été émise : ${versionFr(last.revision)}, le ${minuteFr(last.at)}.\n`,
  notThatIssue: (file: string, revision: number) =>
    `${file} n'est pas le rapport qui a été émis comme ${versionFr(revision)} de ce trimestre.\n`,
  differs: (names: readonly string[]) => {
    const more = names.length - differencesShown;
    const shown = names.slice(0, differencesShown).map((name) => `  ${name}\n`);
    return `Le registre ne donne plus les mêmes chiffres :\n${shown.join("")}${more > 0 ? `  … et ${count(more, "autre", "autres")}\n` : ""}`;
  },
} as const;

export const reportFilesFr = {
  unknown: "n.d.",
  siteColumns: [
    "Identifiant",
    "Site",
    "Commune",
    "Territoire",
    "Taux de disponibilité (%)",
    "Incidents",
    "Dépassements de la GTR",
    "Usages",
    "Heures d'usage",
    "Sous-utilisation",
  ],
} as const;

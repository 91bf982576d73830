import type { ReportIssue } from "../collector/ledger/report-issues.ts";
import { minuteFr } from "./fr-moments.ts";

/** « v1 », then « révision 1 »… */
export const versionFr = (revision: number): string => (revision === 0 ? "v1" : `révision ${revision}`);

const issuedFr = ({ quarter, revision, at }: ReportIssue): string =>
  `Le rapport du trimestre ${quarter} (${versionFr(revision)}) a été émis le ${minuteFr(at)}`;

export const issueFr = {
  notIssued: (quarter: string) =>
    `Aucun rapport du trimestre ${quarter} n'a été émis : il n'y a rien à réviser.\nSans --reason, cette commande émet le premier.\nRien n'a été écrit.\n`,
  changedSince: (issue: ReportIssue) =>
    `${issuedFr(issue)}, et le registre dit autre chose depuis : ce rapport est gardé.\nPour émettre une révision qui dira ce qui a changé et pourquoi : --reason "motif".\nRien n'a été écrit.\n`,
  nothingChanged: (issue: ReportIssue) =>
    `${issuedFr(issue)}, et le registre donne les mêmes chiffres : il n'y a rien à réviser.\nRien n'a été écrit.\n`,
  filesGone: (issue: ReportIssue) =>
    `${issuedFr(issue)}, mais ses fichiers manquent dans le dossier de données, ou ont été modifiés.\nLes restaurer d'une sauvegarde, puis recommencer.\nRien n'a été écrit.\n`,
} as const;

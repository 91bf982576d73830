import type { Fact } from "../forms/document.ts";
import type { IssuedReport } from "../issued.ts";
import { counted, day, moment, quarterInFull } from "./fr-quantities.ts";

const coverWords = {
  title: "Rapport trimestriel de fiabilité et d'usage",
  network: "Réseau public de visioconférence de Bretagne",
  issuer: "Exploitant du réseau public de visioconférence",
  recipient: "Région Bretagne",
} as const;

export const documentTitle = coverWords.title;

export const documentSubtitle = (quarter: string): string => `${coverWords.network} – ${quarterInFull(quarter)}`;

/** « v1 », « révision 2 », « projet » */
function versionTold({ model, revision }: IssuedReport): string {
  if (model.isDraft) return "projet, chiffres provisoires";
  const issue = revision === null || revision.number === 0 ? "v1" : `révision ${revision.number}`;
  return revision === null ? issue : `${issue}, émise le ${day(revision.issuedAt)}`;
}

export const draftMark = ({ model }: IssuedReport): string | null =>
  model.isDraft ? `Projet – chiffres provisoires, arrêtés au ${moment(model.period.to)}` : null;

const cutOff = (horizon: number | null): string =>
  horizon === null ? "n.d. (le registre ne le sait plus)" : `${moment(horizon)} (heure de Paris)`;

const fictionalTold = (sites: number): string =>
  `démonstration : ${counted(sites, "site fictif", "sites fictifs")}, sans valeur contractuelle`;

export function coverFacts(report: IssuedReport, recipient: string = coverWords.recipient): Fact[] {
  const { from, to } = report.model.period;
  const fictional = report.model.sites.filter(({ isFictional }) => isFictional).length;
  return [
    { term: "Version", value: versionTold(report) },
    { term: "Période", value: `du ${day(from)} au ${day(to - 1)}` },
    { term: "Arrêté des données", value: cutOff(report.evidence.dataHorizon) },
    { term: "Émetteur", value: coverWords.issuer },
    { term: "Destinataire", value: recipient },
    { term: "Empreinte SHA-256 des chiffres", value: report.evidence.sha256 },
    ...(fictional === 0 ? [] : [{ term: "Avertissement", value: fictionalTold(fictional) }]),
    { term: "Établi avec", value: `Vigie ${report.evidence.version}` },
  ];
}

import type { ReportIssue } from "../collector/ledger/report-issues.ts";
import type { Outstanding } from "../collector/reports/outstanding.ts";
import { minuteFr } from "./fr-moments.ts";
import { versionFr } from "./fr-report-issue.ts";

type Named = Pick<ReportIssue, "quarter" | "revision">;

const whereFr = ({ channel, target }: Outstanding): string =>
  channel === "mail" ? `par courriel à ${target}` : `dans le dossier ${target}`;
const nameFr = ({ quarter, revision }: Named): string => `Rapport du trimestre ${quarter} (${versionFr(revision)})`;

/** « T3 2026 » */
const quarterFr = (quarter: string): string => quarter.split("-").toReversed().join(" ");

export const deliverFr = {
  alone: "« deliver » ne prend que --config : ce qui est dû, et à qui, est dans la configuration du collecteur.",
  notConfigured: "La configuration n'a pas de section « report » : le rapport n'est ni émis de lui-même ni envoyé.\n",
  nothingObserved: (quarter: string) => `Rien n'a été observé au trimestre ${quarter} : aucun rapport n'est attendu.\n`,
  underWay: "Un envoi est déjà en cours.\n",
  filesGone: (issue: Named) =>
    `${nameFr(issue)} : des fichiers manquent dans le dossier de données, ou ont été modifiés. Les restaurer d'une sauvegarde.\n`,
  sent: (issue: Named, where: Outstanding) => `${nameFr(issue)} : envoyé ${whereFr(where)}\n`,
  failed: (issue: Named, where: Outstanding, error: unknown) =>
    `${nameFr(issue)} : échec de l'envoi ${whereFr(where)} (${error instanceof Error ? error.message : String(error)})\n`,
  folderName: ({ quarter, revision }: Named) => `rapport-${quarter}-${revision === 0 ? "v1" : `revision-${revision}`}`,
  subject: ({ quarter, revision }: Named) =>
    `Rapport trimestriel ${quarterFr(quarter)}${revision === 0 ? "" : `, ${versionFr(revision)}`} – Réseau public de visioconférence de Bretagne`,
  letter: ({ quarter, revision, horizon, reason, sha256 }: ReportIssue, files: readonly string[]) => {
    const revised = revision === 0 ? "" : `Il remplace la version précédente. Motif : ${reason ?? "n.d."}\n\n`;
    return `Bonjour,

Le rapport trimestriel de fiabilité et d'usage du Réseau public de visioconférence de Bretagne pour le trimestre ${quarterFr(quarter)} est joint à ce message (${versionFr(revision)}).

${revised}Données arrêtées au ${horizon === null ? "n.d." : minuteFr(horizon)} (heure de Paris).
Empreinte SHA-256 des chiffres : ${sha256}

Pièces jointes : ${files.join(", ")}.
Le rapport et le classeur contiennent de petits effectifs d'usage : ils s'adressent à leurs destinataires. Seuls les deux fichiers CSV se prêtent à la publication.

Ce message est envoyé automatiquement par Vigie.
`;
  },
} as const;

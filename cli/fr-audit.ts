import type { TracedAct, TraceEntry } from "../collector/ledger/declarations.ts";
import { writerFr } from "./fr-desk.ts";
import { dayFr } from "./fr-moments.ts";
import { type Column, textTable } from "./text-table.ts";

export const auditHelp = `Montre le journal des écritures : qui a déclaré, corrigé ou retiré quoi, quand et d'où. Il ne peut pas être modifié.

Usage :
  vigie audit [--limit NOMBRE] [--json] --config FICHIER

Options :
      --limit NOMBRE     combien d'écritures, les plus récentes d'abord : 50 sans cela, 10000 au plus
      --config FICHIER   configuration du collecteur
      --json             affiche aussi ce qui était écrit avant et après
  -h, --help             affiche cette aide

Exemples :
  vigie audit --limit 20 --config /etc/vigie/collector.yml
  vigie audit --json --config /etc/vigie/collector.yml
`;

export const auditFr = {
  limitWrong: (text: string) => `Nombre incorrect : ${text} (attendu : 1 à 10000)`,
} as const;

const actsFr: Readonly<Record<TracedAct, string>> = {
  maintenance_declared: "maintenance déclarée",
  maintenance_corrected: "maintenance corrigée",
  maintenance_withdrawn: "maintenance retirée",
  incident_paged: "astreinte prévenue d'un incident",
  incident_acknowledged: "incident pris en charge",
  incident_comment: "incident commenté",
  incident_attributed: "incident imputé",
  token_added: "jeton donné",
  token_revoked: "jeton révoqué",
  quarter_closed: "trimestre clos",
  quarter_revised: "trimestre révisé",
  report_issued: "rapport émis",
  report_revised: "rapport révisé",
  use_tagged: "motif d'usage saisi",
  campaign_declared: "campagne déclarée",
  campaign_withdrawn: "campagne retirée",
  terms_kept: "inventaire retenu",
  terms_changed: "inventaire modifié",
};

const columnsFr: readonly Column[] = [
  { title: "N°", isNumber: true },
  { title: "QUAND" },
  { title: "QUOI" },
  { title: "OBJET", cut: "end" },
  { title: "PAR", cut: "end" },
  { title: "DEPUIS", cut: "end", leftOut: 1 },
];

export function traceFr(entries: readonly TraceEntry[], columns: number | undefined): string {
  if (entries.length === 0) return "Rien n'a encore été écrit.\n";
  const rows = entries.map(({ entry, at, what, about, who, origin }) => [
    String(entry),
    dayFr(at * 1000),
    actsFr[what],
    about === "inventory" ? "inventaire" : about,
    writerFr(who),
    origin,
  ]);
  return `${textTable(columnsFr, rows, columns).join("\n")}\n`;
}

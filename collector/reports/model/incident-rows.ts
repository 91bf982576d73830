import { accountsOf } from "../../accounts/accounts.ts";
import { reportedIncidents } from "../../accounts/incident-report.ts";
import type { FiguresQuestion } from "../../accounts/period-figures.ts";
import type { IncidentRow } from "./sayings.ts";
import type { ReportLedger } from "./worked.ts";

/** Those of all endpoints, in the order of their beginning. */
export async function incidentRows(ledger: ReportLedger, question: FiguresQuestion): Promise<IncidentRow[]> {
  const notes = Map.groupBy(question.notes, ({ endpoint }) => endpoint);
  const rows: IncidentRow[] = [];
  for await (const account of accountsOf(ledger, question)) {
    for (const incident of reportedIncidents(account, notes.get(account.endpoint.id) ?? [], question.until)) {
      const { id, endpoint, from, to, isGoingOn, clockSeconds, isBreach, takeChargeSeconds, isTakeChargeBreach, owner } = incident;
      rows.push({
        id,
        endpoint,
        site: account.site.id,
        from,
        to,
        isGoingOn,
        clockSeconds,
        isRestoreBreach: isBreach,
        takeChargeSeconds,
        isTakeChargeBreach,
        owner,
        attributedTo: incident.attributed?.owner ?? null,
        cause: incident.causes[0]?.cause ?? null,
      });
    }
  }
  return rows.toSorted((left, right) => left.from - right.from || (left.id < right.id ? -1 : 1));
}

import { accountsOf, type EndpointAccount } from "../../accounts/accounts.ts";
import { type ReportedIncident, reportedIncidents } from "../../accounts/incident-report.ts";
import type { FiguresQuestion } from "../../accounts/period-figures.ts";
import { cutStates } from "../../sla/account.ts";
import { intersect, secondsOf } from "../../sla/spans.ts";
import type { MaintenanceRow, MonthRow } from "./details.ts";
import { MaintenanceRows } from "./maintenance-rows.ts";
import { MonthRows } from "./month-rows.ts";
import type { IncidentRow } from "./sayings.ts";
import type { ReportLedger, Worked } from "./worked.ts";

/** What only the accounts of single endpoints tell. */
interface AccountRows {
  readonly incidents: readonly IncidentRow[];
  readonly maintenances: readonly MaintenanceRow[];
  readonly months: readonly MonthRow[];
}

/** Reads the accounts once; those of one endpoint are gone when the next one comes. */
export async function accountRows(ledger: ReportLedger, question: FiguresQuestion, { figures, attendance }: Worked): Promise<AccountRows> {
  const notes = Map.groupBy(question.notes, ({ endpoint }) => endpoint);
  const maintenances = new MaintenanceRows();
  const months = new MonthRows(figures.period);
  const incidents: IncidentRow[] = [];
  for await (const account of accountsOf(ledger, question)) {
    const reported = reportedIncidents(account, notes.get(account.endpoint.id) ?? [], question.until);
    incidents.push(...reported.map((incident) => incidentRow(account, incident)));
    maintenances.add(account);
    months.add(account);
  }
  return {
    incidents: incidents.toSorted((left, right) => left.from - right.from || (left.id < right.id ? -1 : 1)),
    maintenances: maintenances.rows(),
    months: months.rows(attendance.network.months),
  };
}

function incidentRow({ site, states, terms: { time, contract } }: EndpointAccount, incident: ReportedIncident): IncidentRow {
  const { id, endpoint, from, to, isGoingOn, clockSeconds, isBreach, takeChargeSeconds, isTakeChargeBreach, owner } = incident;
  const out = cutStates(states, intersect(time.expected, [incident])).filter(({ state }) => state === "down" || state === "site");
  return {
    id,
    endpoint,
    site: site.id,
    from,
    to,
    isGoingOn,
    lostSeconds: secondsOf(out),
    clockSeconds,
    guaranteedRestoreSeconds: contract.restoreSeconds,
    guaranteedTakeChargeSeconds: contract.takeChargeSeconds,
    isRestoreBreach: isBreach,
    takeChargeSeconds,
    isTakeChargeBreach,
    owner,
    attributedTo: incident.attributed?.owner ?? null,
    cause: incident.causes[0]?.cause ?? null,
  };
}

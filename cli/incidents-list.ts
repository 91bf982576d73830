import { accountsOf } from "../collector/accounts/accounts.ts";
import { type ReportedIncident, reportedIncidents } from "../collector/accounts/incident-report.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { incidentListFr } from "./fr-incidents-list.ts";
import { slaQuestionFr } from "./fr-sla-figures.ts";
import { incidentJson } from "./incidents-json.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { type AskedPeriod, atLedgerNow, nearestEndpoint, periodIn, questionOf, type SlaOffice } from "./sla-question.ts";

/** `vigie incidents list`: those that reach into a period, the oldest first. */
export function listIncidents(found: Arguments, io: Io): Promise<number> {
  const asked = periodIn(found, Date.now());
  return atLedgerNow(found, io, async (office) => {
    const all = await incidentsIn(office, asked, found.options.get("endpoint"));
    const listed = found.flags.has("open") ? all.filter(({ isGoingOn }) => isGoingOn) : all;
    if (found.flags.has("json")) io.stdout(printableJson(listed.map(incidentJson)));
    else io.stdout(incidentListFr(listed, io.columns));
    return exitCodes.done;
  });
}

async function incidentsIn(office: SlaOffice, asked: AskedPeriod, id: string | undefined): Promise<ReportedIncident[]> {
  const endpoint = id === undefined ? undefined : office.directory.endpoint(id);
  if (id !== undefined && endpoint === undefined)
    throw new WordsWrong(slaQuestionFr.unknownScope(id, nearestEndpoint(id, office.directory)));
  const { notes, ...question } = await questionOf(office, asked);
  const listed: ReportedIncident[] = [];
  for await (const account of accountsOf(office.ledger, endpoint === undefined ? question : { ...question, endpoints: [endpoint] })) {
    const own = notes.filter((note) => note.endpoint === account.endpoint.id);
    listed.push(...reportedIncidents(account, own, office.until));
  }
  return listed.toSorted((left, right) => left.from - right.from);
}

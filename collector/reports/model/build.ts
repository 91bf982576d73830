import { networkTimeZone, quarterSpan } from "../../sla/calendar.ts";
import type { UsageRules } from "../../usage/usage-rules.ts";
import { accountRows } from "./account-rows.ts";
import { comparisonOf, quartersBefore } from "./compare.ts";
import type { Comparison, ReportModel } from "./model.ts";
import { endpointRows, networkRow, siteRows, territoryRows } from "./places.ts";
import { keyFacts, proposals } from "./propose.ts";
import { type ReportLedger, type Worked, type WorkedQuestion, workedOut } from "./worked.ts";

export interface ReportQuestion extends WorkedQuestion {
  /** "2026-T3" */
  readonly quarter: string;
}

/** All of a quarter from the ledger alone: the same ledger gives the same model. A quarter that is not over at `until` makes a draft. */
export async function buildReport(ledger: ReportLedger, question: ReportQuestion): Promise<ReportModel> {
  const { quarter, directory, period, until } = question;
  const worked = await workedOut(ledger, question);
  const { incidents, maintenances, months } = await accountRows(ledger, question, worked);
  const sites = siteRows(worked, directory);
  const network = networkRow(worked, sites, months, directory);
  const before = quartersBefore(quarter);
  const isDraft = until < period.to;
  const comparedWith = async (name: string) => (isDraft ? null : compared(name, ledger, question, worked));
  return {
    form: 1,
    quarter,
    period: { ...worked.figures.period },
    isDraft,
    network,
    facts: keyFacts(network, sites, incidents),
    proposals: proposals(sites),
    previous: await comparedWith(before.previous),
    yearBefore: await comparedWith(before.yearBefore),
    territories: territoryRows(worked, directory),
    sites,
    endpoints: endpointRows(worked, directory),
    incidents: [...incidents],
    maintenances: [...maintenances],
    rules: rulesOf(worked.attendance.rules),
  };
}

function rulesOf({
  underUse,
  room,
  savings: { co2PerVehicleKm, vehiclesPerUse, substitution, toRoomKm },
}: UsageRules): ReportModel["rules"] {
  return {
    underUseThresholdPerMonth: underUse.thresholdPerMonth,
    underUseEstablishedFrom: underUse.establishedFrom,
    underUseProbableFrom: underUse.probableFrom,
    amortisationYears: room.amortisationYears,
    savings: { co2PerVehicleKm, vehiclesPerUse, substitution, toRoomKm },
  };
}

async function compared(name: string, ledger: ReportLedger, question: ReportQuestion, now: Worked): Promise<Comparison | null> {
  const period = quarterSpan(name, networkTimeZone);
  return period === null ? null : comparisonOf(name, await workedOut(ledger, { ...question, period }), now);
}

import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { Sifted } from "../../settings/sifted.ts";
import type { ClosureEntry, ContractEntry, HoursEntry, StretchEntry, TermsEntry } from "./calendar-entry.ts";
import { calendarFr as fr } from "./fr-calendar.ts";
import type { Inventory, SiteEntry } from "./inventory.ts";
import { beginningOf, endOf } from "./local-times.ts";
import { parseOpeningHours } from "./opening-hours.ts";

type SiftedEndpoint = Sifted<SiteEntry["endpoints"][number]>;
/** An entry of a dated list, checked for its date alone. */
type Dateable = { readonly from?: string | undefined } | undefined;

/** Hours, closures, contracts and times in service: that dates exist and follow each other, and hours can be read. */
export function checkCalendar({ contract, closures, sites = [] }: Sifted<Inventory>, report: Report): void {
  checkContract(contract, ["contract"], report);
  checkClosures(closures, ["closures"], report);
  for (const [index, site] of sites.entries()) {
    const key = ["sites", index];
    checkHours(site?.openingHours, [...key, "openingHours"], report);
    checkClosures(site?.closures, [...key, "closures"], report);
    checkContract(site?.contract, [...key, "contract"], report);
    for (const [place, endpoint] of (site?.endpoints ?? []).entries()) checkInService(endpoint, [...key, "endpoints", place], report);
  }
}

function checkHours(hours: Sifted<HoursEntry> | undefined, key: KeyPath, report: Report): void {
  if (hours === undefined) return;
  if (typeof hours === "string") return checkHoursText(hours, key, report);
  checkOrder(hours, key, report);
  for (const [index, entry] of hours.entries()) checkHoursText(entry?.hours, [...key, index, "hours"], report);
}

function checkHoursText(text: string | undefined, key: KeyPath, report: Report): void {
  if (text === undefined) return;
  const result = parseOpeningHours(text);
  if ("problem" in result) report(key, result.problem);
}

/** Each entry after the first has a day that exists, later than the one before. */
function checkOrder(entries: readonly Dateable[], key: KeyPath, report: Report): void {
  let last: { readonly at: number; readonly key: KeyPath } | null = null;
  for (const [index, entry] of entries.entries()) {
    const here = [...key, index, "from"];
    if (entry !== undefined && index > 0 && !("from" in entry)) report([...key, index], fr.fromMissing);
    const at = checkedBeginning(entry?.from, here, report);
    if (at === null) continue;
    const before = last;
    if (before !== null && at <= before.at) report(here, (lineOf) => fr.notAfter(lineOf(before.key)));
    last = { at, key: here };
  }
}

function checkClosures(closures: readonly (Sifted<ClosureEntry> | undefined)[] | undefined, key: KeyPath, report: Report): void {
  for (const [index, closure] of (closures ?? []).entries()) {
    const from = checkedBeginning(closure?.from, [...key, index, "from"], report);
    const to = checkedTime(closure?.to, endOf, { key: [...key, index, "to"], report });
    if (from !== null && to !== null && to <= from) report([...key, index, "to"], fr.endsBefore);
  }
}

function checkContract(contract: Sifted<ContractEntry> | undefined, key: KeyPath, report: Report): void {
  if (contract === undefined) return;
  if (!isList(contract)) return checkTerms(contract, key, report);
  checkOrder(contract, key, report);
  for (const [index, terms] of contract.entries()) checkTerms(terms, [...key, index], report);
}

function checkTerms(terms: Sifted<TermsEntry> | undefined, key: KeyPath, report: Report): void {
  if (terms === undefined) return;
  checkHoursText(terms.clockHours, [...key, "clockHours"], report);
  const hasDelay = "gti" in terms || "gtr" in terms;
  if (!hasDelay && !("target" in terms)) report(key, fr.noTerms);
  else if (!hasDelay && "clockHours" in terms) report([...key, "clockHours"], fr.clockWithoutDelay);
}

function checkInService(endpoint: SiftedEndpoint | undefined, key: KeyPath, report: Report): void {
  if (endpoint === undefined) return;
  const { inService } = endpoint;
  if (inService === undefined) return checkStretches([endpoint], [key], report);
  if ("commissionedOn" in endpoint || "removedOn" in endpoint) report([...key, "inService"], fr.twoForms);
  checkStretches(
    inService,
    inService.map((_, index) => [...key, "inService", index]),
    report,
  );
}

/** A stretch begins after the one before it ended: only the first may be without beginning, only the last without end. */
function checkStretches(stretches: readonly (Sifted<StretchEntry> | undefined)[], keys: readonly KeyPath[], report: Report): void {
  let last: { readonly at: number; readonly key: KeyPath } | null = null;
  for (const [index, stretch] of stretches.entries()) {
    const key = keys[index] ?? [];
    const next = keys[index + 1];
    if (stretch === undefined) continue;
    if (index > 0 && !("commissionedOn" in stretch)) report(key, fr.neverCommissioned);
    if (next !== undefined && !("removedOn" in stretch)) report(next, fr.notRemoved);
    const from = checkedBeginning(stretch.commissionedOn, [...key, "commissionedOn"], report);
    const to = checkedBeginning(stretch.removedOn, [...key, "removedOn"], report);
    const before = last;
    if (from !== null && before !== null && from < before.at)
      report([...key, "commissionedOn"], (lineOf) => fr.notAfter(lineOf(before.key)));
    if (from !== null && to !== null && to <= from) report([...key, "removedOn"], fr.endsBefore);
    if (to !== null) last = { at: to, key: [...key, "removedOn"] };
  }
}

const checkedBeginning = (text: string | undefined, key: KeyPath, report: Report): number | null =>
  checkedTime(text, beginningOf, { key, report });

function checkedTime(
  text: string | undefined,
  read: (text: string) => number | null,
  { key, report }: { readonly key: KeyPath; readonly report: Report },
): number | null {
  if (text === undefined) return null;
  const at = read(text);
  if (at === null) report(key, fr.noSuchDay(text));
  return at;
}

const isList = <Entry>(value: Entry | readonly (Entry | undefined)[]): value is readonly (Entry | undefined)[] => Array.isArray(value);

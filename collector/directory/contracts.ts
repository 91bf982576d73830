import { type DatedContract, noContract } from "../sla/contract.ts";
import type { Dated } from "../sla/dated-hours.ts";
import type { ContractEntry, TermsEntry } from "./calendar-entry.ts";
import { parseOpeningHours } from "./opening-hours.ts";
import { fromOf } from "./site-calendars.ts";

/** What was promised, one contract after the other. A site's own replace those of the network altogether. */
export function contractsOf(written: ContractEntry | undefined): Dated<DatedContract> {
  if (written === undefined) return [noContract];
  const [first, ...others] = Array.isArray(written) ? written : [written];
  return [contractOf(first ?? {}), ...others.map(contractOf)];
}

function contractOf(terms: TermsEntry): DatedContract {
  const { target, gti, gtr, stableReturn, notice, clockHours } = terms;
  const read = clockHours === undefined ? null : parseOpeningHours(clockHours);
  return {
    from: fromOf(terms),
    targetBasisPoints: target === undefined ? noContract.targetBasisPoints : basisPointsOf(target),
    noticeSeconds: notice === undefined ? noContract.noticeSeconds : secondsOf(notice),
    takeChargeSeconds: gti === undefined ? noContract.takeChargeSeconds : secondsOf(gti),
    restoreSeconds: gtr === undefined ? noContract.restoreSeconds : secondsOf(gtr),
    stableSeconds: stableReturn === undefined ? noContract.stableSeconds : secondsOf(stableReturn),
    clockHours: read !== null && "hours" in read ? read.hours : null,
  };
}

/** "99.5 %" is 9950: digits are put together, for no floating number is exactly 99.9. */
function basisPointsOf(percentage: string): number {
  const [, whole = "0", decimals = ""] = /^(\d+)(?:[.,](\d+))?/.exec(percentage) ?? [];
  return Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
}

/** "30min", "4h", "1h30", "2d". */
function secondsOf(duration: string): number {
  const [, count = "0", unit = "", minutes = "0"] = /^(\d+) ?(min|h|d)(\d\d)?$/.exec(duration) ?? [];
  const inUnit = { min: 60, h: 3_600, d: 86_400 }[unit] ?? 0;
  return Number(count) * inUnit + Number(minutes) * 60;
}

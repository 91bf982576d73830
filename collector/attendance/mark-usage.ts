import { setImmediate } from "node:timers/promises";
import type { Basis } from "../accounts/terms.ts";
import type { UsageMark } from "../ledger/port.ts";
import { type Month, monthsBefore, monthsOver } from "../usage/months.ts";
import type { UsageLoopLedger } from "./conclude-usage.ts";
import { useTermsOf } from "./part-of.ts";

/** As far back as hours, maintenances and time in service are looked at again, and months without calls are worked out. */
const monthsBack = 15;

/** Marks months that have ended and are not kept of an endpoint: nobody called in them. */
export async function markMissing(ledger: UsageLoopLedger, { directory }: Basis, nowS: number): Promise<void> {
  const beginnings = await ledger.usageBeginnings();
  const { endpoints } = directory;
  for (const month of endedMonths(nowS, [...beginnings.keys()])) {
    if ((beginnings.get(month.from) ?? 0) >= endpoints.length) continue;
    const kept = new Set(ledger.usageParts(month.from, month.from + 1).map(({ endpoint }) => endpoint));
    await ledger.markUsage(endpoints.filter(({ id }) => !kept.has(id)).map(({ id }) => markOf(id, month)));
  }
}

/** Marks months that were worked out by other hours, maintenances or times in service than those of today. */
export async function markOtherTerms(ledger: UsageLoopLedger, basis: Basis, nowS: number): Promise<void> {
  const termsOf = useTermsOf(basis);
  const { directory } = basis;
  for (const month of endedMonths(nowS, [...(await ledger.usageBeginnings()).keys()])) {
    const marks = new Map<string, UsageMark>();
    for (const part of ledger.usageParts(month.from, month.to)) {
      const endpoint = directory.endpoint(part.endpoint);
      const site = endpoint && directory.site(endpoint.site);
      if (endpoint === undefined || site === undefined) continue;
      if (termsOf(endpoint, site, month).name !== part.terms) marks.set(endpoint.id, markOf(endpoint.id, month));
    }
    await ledger.markUsage([...marks.values()]);
    await setImmediate();
  }
}

const markOf = (endpoint: string, { from, to }: Month): UsageMark => ({ endpoint, from, to });

/** From the first that is kept, not further back than that. The last one that ended always. */
function endedMonths(nowS: number, beginnings: readonly number[]): Month[] {
  const last = monthsBefore(nowS, 1);
  const farthest = monthsBefore(nowS, monthsBack);
  const first = Math.max(farthest.from, Math.min(last.from, ...beginnings));
  return monthsOver({ from: first, to: last.to });
}

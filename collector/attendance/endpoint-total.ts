import type { Site } from "../directory/directory.ts";
import type { LastUse, StoredPart } from "../ledger/port.ts";
import { CountsSum } from "../usage/add-counts.ts";
import type { MonthOfUse } from "../usage/exposure.ts";
import { noSavings, type Savings, savingsOf, type UseDistance } from "../usage/savings.ts";
import type { UsageRules } from "../usage/usage-rules.ts";
import type { UseCounts } from "../usage/use-counts.ts";
import { type FarEndClassCounts, type FarEndFinder, noClasses } from "./far-end-places.ts";
import { monthsOfUse } from "./months-of-use.ts";

/** The parts of one endpoint added up; what is larger is added up of these. */
export interface EndpointTotal {
  readonly counts: UseCounts;
  readonly classes: FarEndClassCounts;
  readonly savings: Savings;
  readonly months: readonly MonthOfUse[];
  readonly expectedSeconds: number;
  readonly workedSeconds: number;
  readonly unknownSeconds: number;
  readonly lastUse: LastUse | null;
}

/** What the parts of all endpoints are added up with. */
export interface Totalling {
  readonly find: FarEndFinder;
  readonly rules: Pick<UsageRules, "savings" | "roads">;
}

/** @param parts in order */
export function endpointTotal(
  site: Site,
  parts: readonly StoredPart[],
  lastUse: LastUse | undefined,
  { find, rules }: Totalling,
): EndpointTotal {
  const sum = new CountsSum();
  const classes = { ...noClasses };
  const distances: UseDistance[] = [];
  let [expectedSeconds, workedSeconds, unknownSeconds] = [0, 0, 0];
  for (const part of parts) {
    if (part.attempts > 0 || part.uses > 0 || part.usedSeconds > 0) sum.add(part);
    for (const [place, uses] of part.places) {
      const found = find(site, part.from, place);
      classes[found.class] += uses;
      for (let use = 0; use < uses; use += 1) distances.push(found.distance);
    }
    expectedSeconds += part.expectedSeconds;
    workedSeconds += part.workedSeconds;
    unknownSeconds += part.unknownSeconds;
  }
  const months = monthsOfUse(site, parts);
  const savings = distances.length === 0 ? noSavings : savingsOf(distances, rules.savings, rules.roads);
  return { counts: sum.result(), classes, savings, months, expectedSeconds, workedSeconds, unknownSeconds, lastUse: lastUse ?? null };
}

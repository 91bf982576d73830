import type { Site } from "../directory/directory.ts";
import type { LastUse, StoredPart } from "../ledger/port.ts";
import { CountsSum } from "../usage/add-counts.ts";
import type { MonthOfUse } from "../usage/exposure.ts";
import type { UseCounts } from "../usage/use-counts.ts";
import { type FarEndClassCounts, type FarEndClassifier, noClasses } from "./far-end-places.ts";
import { monthsOfUse } from "./months-of-use.ts";

/** The parts of one endpoint added up; what is larger is added up of these. */
export interface EndpointTotal {
  readonly counts: UseCounts;
  readonly classes: FarEndClassCounts;
  readonly months: readonly MonthOfUse[];
  readonly expectedSeconds: number;
  readonly workedSeconds: number;
  readonly unknownSeconds: number;
  readonly lastUse: LastUse | null;
}

/** @param parts in order */
export function endpointTotal(
  site: Site,
  parts: readonly StoredPart[],
  lastUse: LastUse | undefined,
  classOf: FarEndClassifier,
): EndpointTotal {
  const sum = new CountsSum();
  const classes = { ...noClasses };
  let [expectedSeconds, workedSeconds, unknownSeconds] = [0, 0, 0];
  for (const part of parts) {
    if (part.attempts > 0 || part.uses > 0 || part.usedSeconds > 0) sum.add(part);
    for (const [place, uses] of part.places) classes[classOf(site, part.from, place)] += uses;
    expectedSeconds += part.expectedSeconds;
    workedSeconds += part.workedSeconds;
    unknownSeconds += part.unknownSeconds;
  }
  const months = monthsOfUse(site, parts);
  return { counts: sum.result(), classes, months, expectedSeconds, workedSeconds, unknownSeconds, lastUse: lastUse ?? null };
}

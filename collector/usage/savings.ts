import { drivingHours, type RoadRules, usualRoadRules } from "./distance.ts";
import { type SavingFactors, usualSavingFactors } from "./saving-factors.ts";

/** Why a use is not converted: nobody knows where its far end is; or no road leads there. */
export const notEstimatedReasons = ["unknown_far_end", "sea_crossing"] as const;
export type NotEstimatedReason = (typeof notEstimatedReasons)[number];

/** How far the far end of one use was by road, km one way, or why that is not said. */
export type UseDistance = number | NotEstimatedReason;

/** What was not driven. There and back. */
export interface Saving {
  readonly trips: number;
  readonly km: number;
  /** At the wheel. */
  readonly hours: number;
  readonly co2Kg: number;
}

/** An order of magnitude, and all the uses it does not speak of. */
export interface Savings {
  readonly low: Saving;
  readonly central: Saving;
  readonly high: Saving;
  /** Uses converted. */
  readonly estimated: number;
  /** Uses counted and not converted; never guessed from those that are. */
  readonly notEstimated: Readonly<Record<NotEstimatedReason, number>>;
}

/** What some uses saved: of each the trip to the far end, less the user's own trip to the room, never below nothing. Savings add up. */
export function savingsOf(
  distances: readonly UseDistance[],
  factors: SavingFactors = usualSavingFactors,
  roads: RoadRules = usualRoadRules,
): Savings {
  const notEstimated: Record<NotEstimatedReason, number> = { unknown_far_end: 0, sea_crossing: 0 };
  let estimated = 0;
  let trips = 0;
  let netKm = 0;
  for (const distance of distances) {
    if (typeof distance === "string") {
      notEstimated[distance] += 1;
      continue;
    }
    const net = Math.max(0, 2 * distance - 2 * factors.toRoomKm);
    estimated += 1;
    netKm += net;
    if (net > 0) trips += 1;
  }
  const caseOf = (name: "low" | "central" | "high"): Saving => {
    const share = factors.substitution[name] * factors.vehiclesPerUse;
    const km = netKm * share;
    return { trips: trips * share, km, hours: drivingHours(km, roads), co2Kg: km * factors.co2PerVehicleKm[name].value };
  };
  return { low: caseOf("low"), central: caseOf("central"), high: caseOf("high"), estimated, notEstimated };
}

export const noSavings: Savings = savingsOf([]);

/** Of several sites or months. */
export function addSavings(parts: readonly Savings[]): Savings {
  const total = (pick: (part: Savings) => number): number => parts.reduce((sum, part) => sum + pick(part), 0);
  const caseOf = (name: "low" | "central" | "high"): Saving => ({
    trips: total((part) => part[name].trips),
    km: total((part) => part[name].km),
    hours: total((part) => part[name].hours),
    co2Kg: total((part) => part[name].co2Kg),
  });
  return {
    low: caseOf("low"),
    central: caseOf("central"),
    high: caseOf("high"),
    estimated: total((part) => part.estimated),
    notEstimated: {
      unknown_far_end: total((part) => part.notEstimated.unknown_far_end),
      sea_crossing: total((part) => part.notEstimated.sea_crossing),
    },
  };
}

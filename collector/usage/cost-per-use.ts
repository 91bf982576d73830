import { type Interval, poissonInterval } from "./poisson.ts";

/** What a room costs, euros. */
export interface RoomCost {
  /** Regional aid, once. */
  readonly aidEuros: number;
  /** Over so many years it is written off. */
  readonly amortisationYears: number;
  /** Declared running cost, euros a month; 0: none declared, and none is guessed. */
  readonly runningEurosPerMonth: number;
}

export const usualRoomCost: RoomCost = { aidEuros: 6_000, amortisationYears: 5, runningEurosPerMonth: 0 };

/** What one use cost, with what chance alone would make of it. */
export interface CostPerUse extends Interval {
  /** Of the period, euros. */
  readonly cost: number;
  /** Euros a use; null: without use, which is no infinite price. */
  readonly perUse: number | null;
}

/**
 * The cost of a period over its uses, with the exact interval of their number turned over. Without use it has a lower end and no upper one.
 *
 * @param months of the calendar, while the room was in service: it costs the same when it does not work
 */
export function costPerUse(uses: number, months: number, room: RoomCost = usualRoomCost): CostPerUse {
  const cost = months * (room.aidEuros / (room.amortisationYears * 12) + room.runningEurosPerMonth);
  const { low, high } = poissonInterval(uses);
  return { cost, perUse: uses === 0 ? null : cost / uses, low: cost / high, high: low === 0 ? null : cost / low };
}

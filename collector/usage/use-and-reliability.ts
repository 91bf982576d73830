import type { UnderUse } from "./under-use.ts";

/** One axis: whether a room is used as it should be. The other: whether it works as was promised. */
export type Use = "used" | "unused" | "undecided";
export type Reliability = "reliable" | "unreliable" | "undecided";

/** The four cases, and the one that small counts and gaps leave open. */
export const quadrants = ["used_reliable", "used_unreliable", "unused_reliable", "unused_unreliable", "inconclusive"] as const;
export type Quadrant = (typeof quadrants)[number];

/** What a case calls for. `observe`: nothing yet but to watch on. */
export const quadrantActions = ["keep", "repair", "make_known", "repair_then_make_known", "observe"] as const;
export type QuadrantAction = (typeof quadrantActions)[number];

export interface CrossReading {
  readonly use: Use;
  readonly reliability: Reliability;
  readonly quadrant: Quadrant;
  readonly action: QuadrantAction;
}

/** How sure one must be to place a room on an axis of use, 0 to 1. */
const sureFrom = 0.8;

/** Over a year if possible: of six or nine uses of a quarter, most say nothing. */
export function useOf({ probability }: Pick<UnderUse, "probability">): Use {
  if (probability === null) return "undecided";
  if (probability >= sureFrom) return "unused";
  return probability <= 1 - sureFrom ? "used" : "undecided";
}

/** Whole seconds of a contract's time, as its account has them. */
export interface ServiceSeconds {
  readonly expected: number;
  /** Up or degraded. */
  readonly worked: number;
  readonly unknown: number;
}

/** Reliable if the target is met even were all unknown time down; unreliable if it is missed even were it all up. */
export function reliabilityOf({ expected, worked, unknown }: ServiceSeconds, targetBasisPoints: number): Reliability {
  if (expected === 0) return "undecided";
  const isMetWith = (seconds: number): boolean => seconds * 10_000 >= targetBasisPoints * expected;
  if (isMetWith(worked)) return "reliable";
  return isMetWith(worked + unknown) ? "undecided" : "unreliable";
}

/** A room that does not work as promised is repaired, whether or not it can be said that it is used. */
export function readAcross(use: Use, reliability: Reliability): CrossReading {
  if (reliability === "undecided") return { use, reliability, quadrant: "inconclusive", action: "observe" };
  if (use === "undecided") {
    return { use, reliability, quadrant: "inconclusive", action: reliability === "unreliable" ? "repair" : "observe" };
  }
  const quadrant = `${use}_${reliability}` as const;
  return { use, reliability, quadrant, action: actions[quadrant] };
}

const actions: Readonly<Record<Exclude<Quadrant, "inconclusive">, QuadrantAction>> = {
  used_reliable: "keep",
  used_unreliable: "repair",
  unused_reliable: "make_known",
  unused_unreliable: "repair_then_make_known",
};

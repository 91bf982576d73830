/** From least to most; the same number twice where it is exact. */
export type Bounds = readonly [least: number, most: number];

/**
 * Whom a room calls. Far ends are hashed on each site with its own key and told apart for some months only, so that over several sites,
 * or once the details were purged, it is known between which numbers the figure lies.
 */
export interface FarEndCounts {
  /** Uses whose far end was told. */
  readonly told: number;
  /** Different far ends. */
  readonly distinct: Bounds;
  /** Uses with the far end that was called most. */
  readonly first: Bounds;
}

export const noFarEnds: FarEndCounts = { told: 0, distinct: [0, 0], first: [0, 0] };

export function farEndsOf(uses: readonly { readonly farEnd: string | undefined }[]): FarEndCounts {
  const counts = new Map<string, number>();
  for (const { farEnd } of uses) if (farEnd !== undefined) counts.set(farEnd, (counts.get(farEnd) ?? 0) + 1);
  const [told, first] = [...counts.values()].reduce(([sum, most], count) => [sum + count, Math.max(most, count)], [0, 0]);
  return { told, distinct: [counts.size, counts.size], first: [first, first] };
}

/** Two counts of different uses, whose far ends may be the same ones or others. */
export function joinFarEnds(one: FarEndCounts, other: FarEndCounts): FarEndCounts {
  const either = (a: Bounds, b: Bounds): Bounds => [Math.max(a[0], b[0]), a[1] + b[1]];
  return { told: one.told + other.told, distinct: either(one.distinct, other.distinct), first: either(one.first, other.first) };
}

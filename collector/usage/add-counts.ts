import { joinFarEnds, noFarEnds } from "./far-ends.ts";
import { inOrder, qualityCounts, type UseCounts } from "./use-counts.ts";

type Numbers = Omit<UseCounts, "quality" | "lengths" | "places" | "farEnds">;

const nothing: Numbers = {
  uses: 0,
  days: 0,
  usedSeconds: 0,
  serviceUsedSeconds: 0,
  offHoursSeconds: 0,
  offHoursUses: 0,
  attempts: 0,
  failedAttempts: 0,
  hardAttempts: 0,
  retries: 0,
  shortCalls: 0,
  bridgeUses: 0,
  gatewayUses: 0,
};

/** Adds up counts of different times or endpoints, one by one: a network is a hundred thousand of them. */
export class CountsSum {
  readonly #numbers: { -readonly [Name in keyof Numbers]: number } = { ...nothing };
  readonly #quality = qualityCounts(() => 0);
  readonly #lengths: number[] = [];
  readonly #places = new Map<string, number>();
  #farEnds = noFarEnds;

  add(counts: UseCounts): void {
    const sums = this.#numbers;
    sums.uses += counts.uses;
    sums.days += counts.days;
    sums.usedSeconds += counts.usedSeconds;
    sums.serviceUsedSeconds += counts.serviceUsedSeconds;
    sums.offHoursSeconds += counts.offHoursSeconds;
    sums.offHoursUses += counts.offHoursUses;
    sums.attempts += counts.attempts;
    sums.failedAttempts += counts.failedAttempts;
    sums.hardAttempts += counts.hardAttempts;
    sums.retries += counts.retries;
    sums.shortCalls += counts.shortCalls;
    sums.bridgeUses += counts.bridgeUses;
    sums.gatewayUses += counts.gatewayUses;
    this.#quality.good += counts.quality.good;
    this.#quality.degraded += counts.quality.degraded;
    this.#quality.bad += counts.quality.bad;
    this.#quality.unclassified += counts.quality.unclassified;
    for (const length of counts.lengths) this.#lengths.push(length);
    for (const [place, uses] of counts.places) this.#places.set(place, (this.#places.get(place) ?? 0) + uses);
    if (counts.farEnds.told > 0) this.#farEnds = joinFarEnds(this.#farEnds, counts.farEnds);
  }

  /** @param farEnds what is known of them better than by adding up */
  result(farEnds = this.#farEnds): UseCounts {
    const lengths = this.#lengths.toSorted((a, b) => a - b);
    return { ...this.#numbers, quality: { ...this.#quality }, lengths, places: inOrder(this.#places), farEnds };
  }
}

/** Whole minutes, the lower one of the two in the middle; null: no use. */
export function medianMinutes({ lengths }: Pick<UseCounts, "lengths">): number | null {
  return lengths[Math.floor((lengths.length - 1) / 2)] ?? null;
}

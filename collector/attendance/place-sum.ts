import type { Site } from "../directory/directory.ts";
import type { LastUse, StoredPart } from "../ledger/port.ts";
import { CountsSum } from "../usage/add-counts.ts";
import type { MonthOfUse } from "../usage/exposure.ts";
import { type FarEndCounts, joinFarEnds, noFarEnds } from "../usage/far-ends.ts";
import { type farEndClassifier, noClasses } from "./far-end-places.ts";
import type { Attendance } from "./question.ts";

/** Adds up one place: its endpoints, then each of its sites. */
export class PlaceSum {
  readonly #counts = new CountsSum();
  readonly #months: MonthOfUse[] = [];
  readonly #seconds = { expected: 0, worked: 0, unknown: 0 };
  readonly #classes = { ...noClasses };
  readonly #classOf: ReturnType<typeof farEndClassifier>;
  #endpoints = 0;
  #sites = 0;
  #farEnds = noFarEnds;
  #lastUse: LastUse | null = null;
  #own = noFarEnds;

  constructor(classOf: ReturnType<typeof farEndClassifier>) {
    this.#classOf = classOf;
  }

  addEndpoint(site: Site, parts: readonly StoredPart[], lastUse: LastUse | undefined): void {
    this.#endpoints += 1;
    for (const part of parts) {
      for (const [place, uses] of part.places) this.#classes[this.#classOf(site, part.from, place)] += uses;
      this.#counts.add(part);
      this.#own = part.farEnds.told === 0 ? this.#own : joinFarEnds(this.#own, part.farEnds);
      this.#seconds.expected += part.expectedSeconds;
      this.#seconds.worked += part.workedSeconds;
      this.#seconds.unknown += part.unknownSeconds;
    }
    if (lastUse !== undefined && (this.#lastUse === null || lastUse.to > this.#lastUse.to)) this.#lastUse = lastUse;
  }

  /**
   * Of the endpoints added since the last site.
   * @param farEnds what is known of them better than part by part
   */
  addSite(months: readonly MonthOfUse[], farEnds = this.#own): void {
    this.#sites += 1;
    for (const month of months) this.#months.push(month);
    this.#farEnds = joinFarEnds(this.#farEnds, farEnds satisfies FarEndCounts);
    this.#own = noFarEnds;
  }

  result(): Attendance {
    const { expected, worked, unknown } = this.#seconds;
    return {
      ...this.#counts.result(this.#farEnds),
      endpoints: this.#endpoints,
      sites: this.#sites,
      expectedSeconds: expected,
      workedSeconds: worked,
      unknownSeconds: unknown,
      months: this.#months,
      farEndClasses: { ...this.#classes },
      lastUse: this.#lastUse,
    };
  }
}

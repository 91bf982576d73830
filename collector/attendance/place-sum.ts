import type { LastUse } from "../ledger/port.ts";
import { CountsSum } from "../usage/add-counts.ts";
import type { MonthOfUse } from "../usage/exposure.ts";
import { farEndClasses } from "../usage/far-end-class.ts";
import { type FarEndCounts, joinFarEnds, noFarEnds } from "../usage/far-ends.ts";
import { addSavings, noSavings, type Savings } from "../usage/savings.ts";
import type { EndpointTotal } from "./endpoint-total.ts";
import { noClasses } from "./far-end-places.ts";
import { monthsTogether } from "./months-of-use.ts";
import type { Attendance } from "./question.ts";

/** Adds up one place, site by site. */
export class PlaceSum {
  readonly #counts = new CountsSum();
  readonly #months: MonthOfUse[] = [];
  readonly #classes = { ...noClasses };
  readonly #seconds = { expected: 0, worked: 0, unknown: 0 };
  #endpoints = 0;
  #sites = 0;
  #farEnds = noFarEnds;
  #lastUse: LastUse | null = null;
  #savings: Savings = noSavings;

  /** @param farEnds of all the endpoints of the site together */
  addSite(totals: readonly EndpointTotal[], farEnds: FarEndCounts): void {
    this.#sites += 1;
    for (const total of totals) this.#addEndpoint(total);
    for (const month of monthsTogether(totals.map(({ months }) => months))) this.#months.push(month);
    if (farEnds.told > 0) this.#farEnds = joinFarEnds(this.#farEnds, farEnds);
  }

  #addEndpoint({ counts, classes, savings, expectedSeconds, workedSeconds, unknownSeconds, lastUse }: EndpointTotal): void {
    this.#endpoints += 1;
    this.#counts.add(counts);
    for (const name of farEndClasses) this.#classes[name] += classes[name];
    if (counts.uses > 0) this.#savings = addSavings([this.#savings, savings]);
    this.#seconds.expected += expectedSeconds;
    this.#seconds.worked += workedSeconds;
    this.#seconds.unknown += unknownSeconds;
    if (lastUse !== null && (this.#lastUse === null || lastUse.to > this.#lastUse.to)) this.#lastUse = lastUse;
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
      farEndClasses: this.#classes,
      savings: this.#savings,
      lastUse: this.#lastUse,
    };
  }
}

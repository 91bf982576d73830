import { percentText, type Ratio } from "./figures.ts";

/** An availability as a report shows it: « 99,89 % », with a no-break space, truncated; « n.d. » where nothing can be said. */
export function displayOf(ratio: Ratio | null): string {
  return ratio === null ? "n.d." : `${percentText(ratio, 2).replace(".", ",")}\u00a0%`;
}

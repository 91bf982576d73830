/** The middle one of several repeats and how far they went apart: on a shared machine one measure says nothing. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly repeats: number;
}

export interface Figure {
  readonly label: string;
  readonly unit: string;
  /** Null: could not be measured, `note` says why. */
  readonly spread: Spread | null;
  /** The label of the figure of the same table it is compared with, measured in the same run. */
  readonly against?: string;
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number };
  readonly note?: string;
}

export interface Section {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** @throws RangeError without a single value. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((left, right) => left - right);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new RangeError("nothing was measured");
  const half = sorted.length / 2;
  const median = ((sorted[Math.ceil(half) - 1] ?? min) + (sorted[Math.floor(half)] ?? max)) / 2;
  return { median, min, max, repeats: sorted.length };
}

export function notMeasured(label: string, unit: string, reason: string): Figure {
  return { label, unit, spread: null, note: `not measured: ${reason}` };
}

/** Our median over the other's, null where one of the two is missing. */
export function ratioOf(figure: Figure, section: Section): number | null {
  const other = section.figures.find(({ label }) => label === figure.against)?.spread ?? null;
  return figure.spread === null || other === null ? null : figure.spread.median / other.median;
}

/** Null where there is no aim or no measure. */
export function isAimMet({ spread, aim }: Figure): boolean | null {
  if (spread === null || aim === undefined) return null;
  return "atMost" in aim ? spread.median <= aim.atMost : spread.median >= aim.atLeast;
}

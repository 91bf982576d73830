import { frTarget } from "./fr-house.ts";
import { betterFrom, colours, type ValueWords } from "./palette.ts";
import type { Column } from "./panel.ts";

/** A part of a whole, such as an availability. */
export const ratio = { unit: "percentunit", decimals: 2, min: 0, max: 1 } as const;

/** The same as a line, whose axis begins where the lowest figure is: between 99.2 % and 99.7 % is what people look for. */
export const ratioLine = { unit: "percentunit", decimals: 2, max: 1 } as const;

export const availabilitySteps = betterFrom(0.95, 0.99);
export const coverageSteps = betterFrom(0.8, 0.95);

/** What was promised is neither good nor bad. */
export const targetName: readonly ValueWords[] = [{ value: "target", text: frTarget, colour: colours.neutral }];

/** An availability never goes without how much of the time is known. */
export const availabilityColumns: readonly Column[] = [
  { field: "availability", ...ratio, steps: availabilitySteps, cell: "gauge" },
  { field: "low", ...ratio, width: 105 },
  { field: "high", ...ratio, width: 105 },
  { field: "coverage", ...ratio, decimals: 1, width: 105 },
];

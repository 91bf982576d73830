import type { Figure } from "./figure.ts";

export type Say = (line: string) => void;

/** One table of figures, measured by itself. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  readonly measure: (say: Say) => Promise<readonly Figure[]>;
}

import { percentText, type Ratio } from "../collector/sla/figures.ts";

/** « 45 h 00 », « 2 h 05 min 07 s »: whole, so that sums can be checked by hand. */
export function hoursFr(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (number: number): string => String(number).padStart(2, "0");
  return rest === 0 ? `${hours} h ${two(minutes)}` : `${hours} h ${two(minutes)} min ${two(rest)} s`;
}

/** « 99,89 % », truncated; « n.d. » where nothing can be said. */
export const percentFr = (ratio: Ratio | null): string => (ratio === null ? "n.d." : `${percentText(ratio, 2).replace(".", ",")} %`);

/** « 99,50 % », of basis points. */
export const targetFr = (basisPoints: number): string => percentFr({ part: basisPoints, whole: 10_000 });

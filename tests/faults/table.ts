import type { Told } from "./scenario.ts";

export function isAsItMustBe({ checks, notRun }: Told): boolean {
  return notRun !== undefined || (checks.length > 0 && checks.every(({ isGood }) => isGood));
}

/** One scenario, as it is printed at its end. */
export function tableOf(title: string, told: Told, seconds: string): string {
  const { happened, checks, notRun } = told;
  if (notRun !== undefined) return `${title}\n  not run: ${notRun}\n`;
  const rows = checks.map(({ what, expected, found, isGood }) => [isGood ? "ok" : "NOT", what, expected, found] as const);
  const width = (column: 1 | 2) => Math.max(...rows.map((row) => row[column].length));
  const [first, second] = rows.length === 0 ? [0, 0] : [width(1), width(2)];
  const lines = rows.map(
    ([sign, what, expected, found]) => `  ${sign.padEnd(4)}${what.padEnd(first)}  ${expected.padEnd(second)}  ${found}`,
  );
  return [`${title} (${seconds} s)`, `  ${happened}`, ...lines, ""].join("\n");
}

import { untypeset } from "../collector/web/typography.ts";
import { wrapped } from "./text-table.ts";

/** Within a duration or a percentage, before a colon or a semicolon, between columns. */
const unbreakable = / (?=[;:%»])|(?<=\d) (?=(?:h|min|s)(?![\p{L}]))|(?<=(?:h|min)) (?=\d)| (?= )|(?<= ) /gu;

/** Broken between words, the rest under the beginning. */
export function hanging(line: string, columns: number): string[] {
  const indent = /^ */.exec(line)?.[0] ?? "";
  const [first = "", ...others] = wrapped(line.trimStart().replace(unbreakable, "\u00a0"), columns - indent.length - 2);
  return [first, ...others.map((part) => `  ${part}`)].map((part) => `${indent}${untypeset(part)}`);
}

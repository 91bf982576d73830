import { type Figure, isAimMet, ratioOf, type Section, type Spread } from "./figure.ts";
import type { Machine } from "./machine.ts";

const headings = ["", "median", "min to max", "unit", "against", "aim"];

export function machineLine({ processor, cores, memoryGb, system, node, load }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, load ${load} at the start`;
}

/** One section as a table for a terminal, its notes below. */
export function tableOf(section: Section): string {
  const rows = section.figures.map((figure) => cellsOf(figure, section));
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const notes = section.figures.flatMap(({ label, note }) => (note === undefined ? [] : [`  ${label}: ${note}`]));
  return [section.title, line(headings), ...rows.map(line), ...notes, ""].join("\n");
}

function cellsOf(figure: Figure, section: Section): string[] {
  const { label, spread, unit } = figure;
  if (spread === null) return [label, "-", "", unit, "", ""];
  return [label, numberText(spread.median), rangeOf(spread), unit, againstText(figure, section), aimText(figure)];
}

function rangeOf({ min, max, repeats }: Spread): string {
  return repeats === 1 ? "" : `${numberText(min)} to ${numberText(max)}`;
}

function againstText(figure: Figure, section: Section): string {
  const ratio = ratioOf(figure, section);
  if (ratio === null) return "";
  const index = section.figures.findIndex(({ label }) => label === figure.against);
  return `${ratio.toFixed(2)} x line ${index + 1}`;
}

function aimText(figure: Figure): string {
  const { aim } = figure;
  if (aim === undefined) return "";
  const bound = "atMost" in aim ? `at most ${numberText(aim.atMost)}` : `at least ${numberText(aim.atLeast)}`;
  return `${bound}: ${isAimMet(figure) === true ? "met" : "MISSED"}`;
}

/** Three significant figures, thousands apart: what such measures are worth. */
function numberText(value: number): string {
  const digits = value >= 100 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.max(value, 0.01))));
  return value.toFixed(digits).replace(/\B(?=(\d{3})+$)/g, digits === 0 ? " " : "");
}

import { escaped } from "./escape.ts";
import { chartWords } from "./fr-forms.ts";

interface Bar {
  readonly label: string;
  /** Null where it is not known: said so, never drawn as nought. */
  readonly value: number | null;
  /** The value in words. */
  readonly shown: string;
}

export interface BarChart {
  readonly bars: readonly Bar[];
  readonly from: number;
  readonly to: number;
  readonly target: { readonly value: number; readonly shown: string } | null;
}

const width = 720;
const labelWidth = 250;
const plotWidth = 400;
const rowHeight = 22;
/** Above the bars, for the word of the target; and where there is none. */
const [topMargin, emptyMargin] = [26, 4];
const longestLabel = 40;

/** Horizontal bars, each with its figure beside it: read without colours, and by who sees none. */
export function barChart(chart: BarChart): string {
  const top = chart.target === null ? emptyMargin : topMargin;
  const height = top + chart.bars.length * rowHeight + 6;
  const rows = chart.bars.map((bar, row) => barRow(chart, bar, top + row * rowHeight));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Source Sans 3, sans-serif" font-size="13" fill="#1a1a1a">${rows.join("")}${targetLine(chart, height)}</svg>`;
}

function barRow(chart: BarChart, bar: Bar, top: number): string {
  const baseline = top + 15;
  const label = `<text x="${labelWidth - 8}" y="${baseline}" text-anchor="end">${escaped(shortened(bar.label))}</text>`;
  if (bar.value === null) return `${label}<text x="${labelWidth + 4}" y="${baseline}" font-style="italic">${chartWords.unknown}</text>`;
  const end = lengthOf(chart, bar.value);
  // Under the target is hatched rather than coloured: it holds on a copier.
  const isUnder = chart.target !== null && bar.value < chart.target.value;
  const fill = isUnder ? "#ffffff" : "#1f4e79";
  return `${label}<rect x="${labelWidth}" y="${top + 3}" width="${end}" height="${rowHeight - 6}" fill="${fill}" stroke="#1f4e79" stroke-width="1.5"/><text x="${labelWidth + end + 6}" y="${baseline}">${escaped(bar.shown)}</text>`;
}

function targetLine(chart: BarChart, height: number): string {
  if (chart.target === null) return "";
  const x = round(labelWidth + lengthOf(chart, chart.target.value));
  return `<line x1="${x}" x2="${x}" y1="${topMargin - 6}" y2="${height}" stroke="#1a1a1a" stroke-width="1.5" stroke-dasharray="4 3"/><text x="${x}" y="14" text-anchor="middle">${chartWords.target} ${escaped(chart.target.shown)}</text>`;
}

function lengthOf(chart: BarChart, value: number): number {
  const share = (value - chart.from) / (chart.to - chart.from);
  return round(Math.min(1, Math.max(0, share)) * plotWidth);
}

const round = (length: number): number => Math.round(length * 10) / 10;

const shortened = (label: string): string => (label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1).trimEnd()}…`);

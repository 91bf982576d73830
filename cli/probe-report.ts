import type { CallRecord } from "../contract/call.ts";
import type { Channel, Outcome, Reading } from "../contract/observation.ts";
import { channelsFr, durationFr, instantFr, kindsFr, noteFr, outcomesFr, pageFr, valueFr } from "./fr-probe.ts";

/** What one probe found. The JSON report has these fields. */
export interface ProbeReport {
  readonly host: string;
  readonly family: string | null;
  readonly outcome: Outcome;
  readonly notACodec: string | null;
  readonly channels: readonly { readonly channel: Channel; readonly outcome: Outcome; readonly notes: readonly string[] }[];
  readonly readings: readonly Reading[];
  readonly calls: readonly CallRecord[];
  readonly droppedFields: number;
  readonly droppedAddresses: readonly string[];
  readonly elapsedMs: number;
}

const shownCalls = 5;

export function jsonReport(report: ProbeReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

export function textReport(report: ProbeReport): string {
  const title =
    report.notACodec === null ? pageFr.title(report.host, report.outcome, report.family) : pageFr.notACodec(report.host, report.notACodec);
  const sections = [[title], channelLines(report), readingLines(report.readings), callLines(report.calls), droppedLines(report)];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function channelLines({ channels }: ProbeReport): string[] {
  const rows = channels.map(({ channel, outcome, notes }) => [channelsFr[channel], outcomesFr[outcome], notes.map(noteFr).join(" ; ")]);
  return rows.length === 0 ? [] : table([pageFr.channels, ...rows]);
}

/** In the order of the labels, so that identity comes first, whatever the codec answered first. */
function readingLines(readings: readonly Reading[]): string[] {
  if (readings.length === 0) return [];
  const order = Object.keys(kindsFr);
  const sorted = readings.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return table([pageFr.readings, ...sorted.map((reading) => [labelOf(reading), valueFr(reading.kind, reading.value)])]);
}

function labelOf({ kind, instance }: Reading): string {
  return instance === undefined ? kindsFr[kind] : `${kindsFr[kind]} ${instance}`;
}

function callLines(calls: readonly CallRecord[]): string[] {
  if (calls.length === 0) return [];
  const latest = calls.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, shownCalls);
  const rows = latest.map((call) => [
    instantFr(call.startedAt),
    call.isConnected ? durationFr(call.durationS) : pageFr.notConnected,
    pageFr.directions[call.direction],
    pageFr.protocols[call.protocol],
    pageFr.loss(call.lossRatio),
  ]);
  return [pageFr.calls(calls.length, calls.filter((call) => call.isConnected).length), ...table([pageFr.callColumns, ...rows])];
}

function droppedLines({ droppedFields, droppedAddresses }: ProbeReport): string[] {
  return droppedFields === 0 ? [] : [pageFr.dropped(droppedFields, droppedAddresses)];
}

/** Columns padded to their widest cell, the first row underlined. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [lines[0] ?? "", widths.map((width) => "─".repeat(width)).join("  "), ...lines.slice(1)];
}

import { readingWords } from "../collector/web/fr-readings.ts";
import type { CallRecord } from "../contract/call.ts";
import { deviceFr } from "./fr-devices.ts";
import { noteFr } from "./fr-notes.ts";
import { channelsFr, outcomeFr, pageFr } from "./fr-probe.ts";
import { callDirectionsFr, callProtocolsFr, durationFr, instantFr, labelFr, valueFr } from "./fr-readings.ts";
import { hanging } from "./hanging-lines.ts";
import { printable, printableJson } from "./printable.ts";
import type { ProbeReport, SourcedReading } from "./probe-results.ts";
import type { Unread } from "./probe-unread.ts";
import { textTable, wrapped } from "./text-table.ts";

/** How much is to be shown. */
export interface Shown {
  /** The document or recording that each address comes from, whatever the terminal holds. */
  readonly withSources: boolean;
  /** Every value that nobody reads, instead of their count. */
  readonly withAll: boolean;
  readonly width?: number | undefined;
}

const shownCalls = 5;
const shownBranches = 8;
/** Where nobody says how wide the reader's window is. */
const usualWidth = 120;
/** What is told of a channel is wrapped, in a window however narrow. */
const narrowestDetail = 30;
const detailIndent = "    ";

export function jsonReport(report: ProbeReport, unread: readonly Unread[], { withAll }: Shown): string {
  const notRead = { values: countOf(unread), ...(withAll && { addresses: unread }) };
  return printableJson({ ...report, notUnderstood: notRead });
}

export function textReport(report: ProbeReport, unread: readonly Unread[], shown: Shown): string {
  const title =
    report.notACodec === null
      ? pageFr.title(
          report.host,
          outcomeFr(
            report.outcome,
            report.channels.flatMap(({ notes }) => notes),
          ),
          report.family,
        )
      : pageFr.notACodec(report.host, deviceFr(report.notACodec));
  const width = shown.width ?? usualWidth;
  // Into a file or a filter a value stays on one line with its address.
  const unbroken = shown.width ?? Number.POSITIVE_INFINITY;
  const sections = [
    [title],
    channelLines(report, width),
    readingLines(report.readings, unbroken, shown.withSources),
    callLines(report, unbroken, shown.withSources),
    droppedLines(report, unbroken),
    unreadLines(unread, width, shown.withAll),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(printable).join("\n"))
    .join("\n\n")}\n`;
}

function channelLines({ channels }: ProbeReport, width: number): string[] {
  const rows = channels.flatMap((seen) => {
    const { channel, outcome, notes } = seen;
    const [first = "", ...more] = reasonsOf(seen);
    return [
      [channelsFr[channel], outcome === null ? pageFr.notAsked : outcomeFr(outcome, notes), first],
      ...more.map((line) => ["", "", line]),
    ];
  });
  const room = Math.max(narrowestDetail, width - widestOf(rows, 0) - widestOf(rows, 1) - 4);
  const lines = rows.flatMap(([channel = "", outcome = "", detail = ""]) => {
    const [first = "", ...more] = wrapped(detail, room);
    return [[channel, outcome, first], ...more.map((line) => ["", "", line])];
  });
  return rows.length === 0 ? [] : textTable(pageFr.channels, lines);
}

function widestOf(rows: readonly (readonly string[])[], column: number): number {
  const cells = [pageFr.channels[column]?.title ?? "", ...rows.map((row) => row[column] ?? "")];
  return Math.max(...cells.map((cell) => cell.length));
}

/** One to a line: which document comes first, unless it was the door that stayed shut, and no document was to blame. */
function reasonsOf({ outcome, notes, faults }: ProbeReport["channels"][number]): string[] {
  const named = faults.filter(({ note }) => (outcome === "answered" || outcome === "garbled") && !note.startsWith("tls_"));
  const others = notes.filter((note) => !named.some((fault) => fault.note === note)).map((note) => noteFr(note, outcome));
  return [others.join(" ; "), ...named.map(({ request, note }) => pageFr.fault(request, noteFr(note, outcome)))].filter(
    (line) => line !== "",
  );
}

/** In the order of the labels, so that identity comes first, whatever the codec answered first. */
function readingLines(readings: readonly SourcedReading[], width: number, withSources: boolean): string[] {
  if (readings.length === 0) return [];
  const order = Object.keys(readingWords);
  const rows = readings
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map((reading) => [
      labelFr(reading.kind, reading.instance),
      `${valueFr(reading.kind, reading.value)}${reading.isUnverified ? pageFr.unverifiedMark : ""}`,
      reading.address,
      reading.source,
    ]);
  const note = readings.some(({ isUnverified }) => isUnverified) ? [pageFr.unverifiedNote] : [];
  const hint = withSources ? [] : [pageFr.sourcesHint];
  return [...readingTable(rows, width, withSources), ...[...note, ...hint].flatMap((line) => hanging(line, width))];
}

/** In one line each where all of it fits; else the address, and the source where it is wanted, on lines of their own. */
function readingTable(rows: readonly (readonly string[])[], width: number, withSources: boolean): string[] {
  const columns = withSources ? pageFr.readings : pageFr.readings.slice(0, 3);
  const whole = textTable(columns, rows);
  if (whole.every((line) => line.length <= width)) return whole;
  const [titles = "", rule = "", ...lines] = textTable(pageFr.readings.slice(0, 2), rows);
  return [titles, rule, ...lines.flatMap((line, place) => [line, ...detailLines(rows[place] ?? [], width, withSources)])];
}

function detailLines([, , address = "", source = ""]: readonly string[], width: number, withSources: boolean): string[] {
  const room = Math.max(narrowestDetail, width - detailIndent.length);
  return [...addressLines(address, room), ...(withSources ? wrapped(source, room) : [])]
    .filter((line) => line !== "")
    .map((line) => `${detailIndent}${line}`);
}

/** Broken after a step of its path: it has no spaces. */
function addressLines(address: string, room: number): string[] {
  if (address.length <= room) return [address];
  const lines: string[] = [];
  for (const step of address.split(/(?<=[#/&])/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + step.length <= room - (lines.length > 1 ? 2 : 0)) lines[lines.length - 1] = `${last}${step}`;
    else lines.push(step);
  }
  return lines.map((line, place) => (place === 0 ? line : `  ${line}`));
}

function callLines({ calls, callSources, isHistoryRead }: ProbeReport, width: number, withSources: boolean): string[] {
  if (calls.length === 0) return isHistoryRead ? [pageFr.noCalls] : [];
  const latest = calls.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, shownCalls);
  const origins = callSources.flatMap(({ address, source, isUnverified }) =>
    hanging(pageFr.callOrigin(address, withSources ? source : null, isUnverified), width),
  );
  return [
    pageFr.calls(calls.length, calls.filter((call) => call.isConnected).length),
    ...origins,
    ...(calls.length > shownCalls ? [pageFr.lastCalls(shownCalls)] : []),
    ...textTable(pageFr.callColumns, latest.map(callCells), width),
  ];
}

function callCells(call: CallRecord): string[] {
  return [
    instantFr(call.startedAt),
    call.isConnected ? durationFr(call.durationS) : pageFr.notConnected,
    callDirectionsFr[call.direction],
    callProtocolsFr[call.protocol],
    pageFr.loss(call.lossRatio),
  ];
}

function droppedLines({ droppedFields, droppedAddresses }: ProbeReport, width: number): string[] {
  return droppedFields === 0 ? [] : hanging(pageFr.dropped(droppedFields, droppedAddresses), width);
}

function unreadLines(unread: readonly Unread[], width: number, withAll: boolean): string[] {
  if (unread.length === 0) return [];
  const title = pageFr.unread(countOf(unread), withAll);
  if (withAll) return [title, ...allUnreadLines(unread, width)];
  const branches = new Map<string, number>();
  for (const { address, values } of unread) branches.set(branchOf(address), (branches.get(branchOf(address)) ?? 0) + values.length);
  const largest = [...branches].toSorted(([, one], [, other]) => other - one);
  const rows = largest.slice(0, shownBranches).map(([branch, count]) => [branch, String(count)]);
  const others = largest.slice(shownBranches).reduce((sum, [, count]) => sum + count, 0);
  return [title, ...textTable(pageFr.unreadBranches, others === 0 ? rows : [...rows, [pageFr.otherBranches, String(others)]], width)];
}

/** Answer by answer, so that a place is not lost behind the name of its document. */
function allUnreadLines(unread: readonly Unread[], width: number): string[] {
  const answers = Map.groupBy(unread, ({ address }) => (address.includes("#") ? address.slice(0, address.indexOf("#")) : channelsFr.snmp));
  return [...answers].flatMap(([answer, places]) => ["", answer, ...textTable(pageFr.unreadAll, places.map(unreadCells), width)]);
}

function unreadCells({ address, values }: Unread): string[] {
  const different = [...new Set(values)];
  return [address.slice(address.indexOf("#") + 1), different.join(", "), values.length > different.length ? `× ${values.length}` : ""];
}

/** "/status.xml#Status/Audio" of "/status.xml#Status/Audio/Input/…"; the enterprise of an OID. */
function branchOf(address: string): string {
  const [request = "", place] = address.split("#");
  if (place === undefined) return `${request.split(".").slice(0, 9).join(".")}.…`;
  const steps = place.split("/");
  return `${request}#${steps.slice(0, 2).join("/")}${steps.length > 2 ? "/…" : ""}`;
}

const countOf = (unread: readonly Unread[]): number => unread.reduce((sum, { values }) => sum + values.length, 0);

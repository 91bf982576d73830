import type { FoundHost } from "../agent/scan/ask-host.ts";
import { deviceFr } from "./fr-devices.ts";
import { scanFr } from "./fr-scan.ts";
import { hanging } from "./hanging-lines.ts";
import { printable, printableJson } from "./printable.ts";
import type { Stub } from "./scan-stubs.ts";
import { wrapped } from "./text-table.ts";

/** What one scan found. The JSON report has these fields. */
export interface ScanReport {
  readonly range: string;
  readonly addresses: number;
  readonly asked: number;
  readonly isStopped: boolean;
  readonly found: readonly FoundHost[];
  /** Files written; none with --dry-run. */
  readonly files: readonly string[];
  readonly stubs: readonly Stub[];
}

export const codecsOf = (found: readonly FoundHost[]): FoundHost[] => found.filter(({ kind }) => kind.is === "codec");

export function jsonReport(report: ScanReport): string {
  const { found, stubs, ...rest } = report;
  const stubTexts = Object.fromEntries(stubs.map(({ name, text }) => [name, text]));
  return printableJson({ ...rest, found: found.map(({ kind, ...host }) => ({ ...host, ...kind })), stubs: stubTexts });
}

/** @param columns of the terminal; absent: the output is read by a program */
export function textReport({ addresses, asked, isStopped, found, files, stubs }: ScanReport, columns = Number.POSITIVE_INFINITY): string {
  const isWritten = files.length > 0;
  const sections = [
    [isStopped ? scanFr.stopped(asked, addresses) : scanFr.done(addresses)],
    ...(found.length === 0 ? [[scanFr.nobody]] : []),
    ...sectionsOf(found, columns),
    ...oldTlsNotes(found).map((notes) => notes.flatMap((note) => hanging(note, columns))),
    ...(isWritten ? [hanging(scanFr.written(files), columns)] : []),
    ...(isWritten ? [] : stubs.map(({ name, text }) => [`--- ${name}`, text.trimEnd()])),
    ...(stubs.length === 0 && found.length > 0 ? [[scanFr.noStub]] : []),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** What an old TLS asks of whoever declares these codecs. */
function oldTlsNotes(found: readonly FoundHost[]): string[][] {
  const old = found.filter(({ kind, oldTls }) => kind.is !== "not_a_codec" && oldTls !== null);
  const isLost = old.some(({ oldTls }) => oldTls === "none");
  const notes = [...(old.some(({ oldTls }) => oldTls !== "none") ? [scanFr.oldTlsNote] : []), ...(isLost ? [scanFr.lostTlsNote] : [])];
  return notes.length === 0 ? [] : [notes];
}

function sectionsOf(found: readonly FoundHost[], width: number): string[][] {
  const codecs = codecsOf(found);
  const others = found.filter(({ kind }) => kind.is === "not_a_codec");
  const unsure = found.filter(({ kind }) => kind.is === "unsure");
  const { columns } = scanFr;
  return [
    section(
      scanFr.codecs(codecs.length),
      columns.codecs,
      codecs.map((host) => [host.address, nameOf(host), waysIn(host), host.says ?? ""]),
      width,
    ),
    section(
      scanFr.others(others.length),
      columns.others,
      others.map((host) => [host.address, nameOf(host)]),
      width,
    ),
    section(
      scanFr.unsure(unsure.length),
      columns.unsure,
      unsure.map((host) => [host.address, makerOf(host), waysIn(host), host.says ?? ""]),
      width,
    ),
  ].filter((lines) => lines.length > 0);
}

function nameOf({ kind }: FoundHost): string {
  if (kind.is === "codec") return kind.family;
  return kind.is === "not_a_codec" ? deviceFr(kind.name) : "";
}

const makerOf = ({ kind }: FoundHost): string => (kind.is === "unsure" ? (kind.maker ?? "") : "");

const waysIn = ({ answersSnmp, webUrl, oldTls }: FoundHost): string =>
  [answersSnmp ? scanFr.snmp : null, webWay(webUrl, oldTls)].filter((way) => way !== null).join(", ");

function webWay(webUrl: string | null, oldTls: FoundHost["oldTls"]): string | null {
  if (oldTls === null) return webUrl === null ? null : scanFr.web;
  if (oldTls !== "none") return scanFr.oldWeb(oldTls);
  return webUrl === null ? scanFr.unreadableWeb : scanFr.clearWeb;
}

const indent = "  ";
const gap = "  ";
/** Narrower, and what a device says of itself has lines of its own. */
const narrowest = 24;

/** Columns padded to their widest cell, under a title; the last one, which is free text, is broken between words where the window ends. */
function section(title: string, head: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  if (rows.length === 0) return [];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const before = indent.length + widths.slice(0, -1).reduce((sum, own) => sum + own + gap.length, 0);
  const isBeside = width - before >= Math.min(narrowest, widths.at(-1) ?? 0);
  const room = isBeside ? width - before : Math.max(narrowest, width - 2 * indent.length);
  const lines = all.flatMap((row) => {
    const start = `${indent}${row.map((cell, column) => (column === row.length - 1 ? "" : cell.padEnd(widths[column] ?? 0))).join(gap)}`;
    const [first = "", ...more] = wrapped(row.at(-1) ?? "", room);
    if (isBeside) return [`${start}${first}`, ...more.map((part) => `${" ".repeat(before)}${part}`)];
    return [start, ...[first, ...more].map((part) => `${indent}${indent}${part}`)];
  });
  return [title, ...lines.map((line) => printable(line.trimEnd())).filter((line) => line !== "")];
}

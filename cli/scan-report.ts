import type { FoundHost } from "../agent/scan/ask-host.ts";
import { deviceFr } from "./fr-devices.ts";
import { scanFr } from "./fr-scan.ts";
import { printable, printableJson } from "./printable.ts";
import type { Stub } from "./scan-stubs.ts";

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

export function textReport({ addresses, asked, isStopped, found, files, stubs }: ScanReport): string {
  const isWritten = files.length > 0;
  const sections = [
    [isStopped ? scanFr.stopped(asked, addresses) : scanFr.done(addresses)],
    ...(found.length === 0 ? [[scanFr.nobody]] : []),
    ...sectionsOf(found),
    ...oldTlsNotes(found),
    ...(isWritten ? [[scanFr.written(files)]] : []),
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

function sectionsOf(found: readonly FoundHost[]): string[][] {
  const codecs = codecsOf(found);
  const others = found.filter(({ kind }) => kind.is === "not_a_codec");
  const unsure = found.filter(({ kind }) => kind.is === "unsure");
  const { columns } = scanFr;
  return [
    section(
      scanFr.codecs(codecs.length),
      columns.codecs,
      codecs.map((host) => [host.address, nameOf(host), waysIn(host), host.says ?? ""]),
    ),
    section(
      scanFr.others(others.length),
      columns.others,
      others.map((host) => [host.address, nameOf(host)]),
    ),
    section(
      scanFr.unsure(unsure.length),
      columns.unsure,
      unsure.map((host) => [host.address, makerOf(host), waysIn(host), host.says ?? ""]),
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

/** Columns padded to their widest cell, under a title. */
function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [title, ...lines.map((line) => printable(`  ${line}`))];
}

import { crc32 } from "node:zlib";

/**
 * How a record is written in the outbox file: a mark, the checksum and the length of what follows, then JSON. The database
 * underneath has no checksums of its own, and a record that describes itself can be found again in a file the database no longer reads.
 */
export const mark = "vigie1";
const kinds = { waiting: "w", counters: "c", event: "e" } as const;
const kindOf: Readonly<Record<string, LineKind>> = { w: "waiting", c: "counters", e: "event" };
export type LineKind = keyof typeof kinds;

/** mark, kind, space, 8 digits of checksum, space, 7 digits of length, space */
export const headLength = mark.length + 1 + 1 + 8 + 1 + 7 + 1;
export const longestLine = 2 * 1024 * 1024;

export function writeLine(kind: LineKind, value: unknown): string {
  const json = JSON.stringify(value);
  const checksum = crc32(json).toString(16).padStart(8, "0");
  return `${mark}${kinds[kind]} ${checksum} ${String(Buffer.byteLength(json)).padStart(7, "0")} ${json}`;
}

/** The value of a line, undefined when a single bit of it is wrong. */
export function readLine(kind: LineKind, line: string): unknown {
  const head = headOf(line.slice(0, headLength));
  if (head === null || head.kind !== kind) return undefined;
  const json = line.slice(headLength);
  if (crc32(json) !== head.checksum) return undefined;
  return parsed(json);
}

/** What the head of a line says, null when it is not one. */
export function headOf(head: string): { kind: LineKind; checksum: number; length: number } | null {
  const [, letter, checksum = "", length = ""] = /^vigie1([wce]) ([0-9a-f]{8}) ([0-9]{7}) $/.exec(head) ?? [];
  const kind = kindOf[letter ?? ""];
  if (kind === undefined || Number(length) > longestLine) return null;
  return { kind, checksum: Number.parseInt(checksum, 16), length: Number(length) };
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

import type { Reading } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";

type Raw = string | number | null | undefined;

const maxTextLength = 120;
const maxInstanceLength = 32;

/** A short text on one line, as the codec says; null when it says nothing. */
export function textReading(kind: ReadingKind, raw: Raw): Reading | null {
  if (raw === null || raw === undefined) return null;
  const value = String(raw)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, maxTextLength)
    .trim();
  return value === "" ? null : { kind, value };
}

/** Null where there was nothing to read; a value that is not a number is kept as NaN, which the poll drops and counts. */
export function numberReading(kind: ReadingKind, value: number | null): Reading | null {
  return value === null ? null : { kind, value };
}

/** The codec's word in ours. A word that is not in the list is kept as it is, which the poll drops and counts. */
export function wordReading(kind: ReadingKind, words: Readonly<Record<string, string>>, raw: Raw, instance?: string): Reading | null {
  if (raw === null || raw === undefined) return null;
  const word = String(raw);
  const value = Object.hasOwn(words, word) ? (words[word] ?? word) : `? ${word}`;
  return instance === undefined ? { kind, value } : { kind, value, instance: instanceName(instance) };
}

/** Several registrations, panels or servers told as one: the best word of the list wins. */
export function bestWordReading(
  kind: ReadingKind,
  words: Readonly<Record<string, string>>,
  ranking: readonly string[],
  raws: readonly Raw[],
): Reading | null {
  const readings = raws.map((raw) => wordReading(kind, words, raw)).filter((reading) => reading !== null);
  const best = ranking.map((word) => readings.find((reading) => reading.value === word)).find((reading) => reading !== undefined);
  return best ?? readings[0] ?? null;
}

export function isReading(reading: Reading | null): reading is Reading {
  return reading !== null;
}

/** Names given by people may hold anything; instances are letters, digits, dot, underscore and hyphen. */
export function instanceName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, maxInstanceLength);
}

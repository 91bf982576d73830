import { isIP } from "node:net";

export const maskKinds = ["serial", "farEnd", "address", "mail", "number", "name", "text"] as const;
export type MaskKind = (typeof maskKinds)[number];

/** What is known of a codec before its answers are masked: never shown, wherever it stands. */
export interface Known {
  readonly farEnds: Iterable<string>;
  readonly serials: Iterable<string>;
}

/**
 * Puts something invented for what must not leave the site: the same for the same thing, of the same shape, so that a structure
 * survives. Words become x to w of the same length, digits keep their count, addresses become those that documents may use.
 */
export interface Masks {
  /** The whole text masked, as one thing of this kind. */
  of(kind: MaskKind, original: string): string;
  /** The same, of the kind that its look tells. */
  text(original: string): string;
  /** Somebody who was called, or a serial number: hidden even where a known word may stand. */
  isSecret(text: string): boolean;
  /** A number for a row of a table whose own says who or where: the same in all columns. */
  row(table: string, index: string): string;
  /** How many different things were masked. */
  counts(): ReadonlyMap<MaskKind, number>;
}

export function newMasks({ farEnds, serials }: Known): Masks {
  const kinds = new Map<string, MaskKind>([
    ...[...serials].map((word) => [word.trim().toLowerCase(), "serial"] as const),
    ...[...farEnds].map((word) => [word.trim().toLowerCase(), "farEnd"] as const),
  ]);
  const seen = new Set<string>();
  const counted = new Map<MaskKind, number>();
  const invent = newInventions();
  const rows = new Map<string, Map<string, string>>();
  const row = (table: string, index: string): string => {
    const known = rows.get(table) ?? new Map<string, string>();
    rows.set(table, known);
    const number = known.get(index) ?? String(firstRow + known.size);
    known.set(index, number);
    return number;
  };
  const of = (kind: MaskKind, original: string): string => {
    const name = original.trim().toLowerCase();
    if (name === "") return original;
    if (!seen.has(name)) counted.set(kind, (counted.get(kind) ?? 0) + 1);
    seen.add(name);
    return original.replace(pieces, (piece) => invent(piece)).replace(/[^\x20-\x7E\t\n\r]/gu, "?");
  };
  return {
    of,
    text: (original) => of(kinds.get(original.trim().toLowerCase()) ?? kindOf(original.trim()), original),
    row,
    isSecret: (text) => text.length >= shortestSecret && kinds.has(text.trim().toLowerCase()),
    counts: () => counted,
  };
}

/** Above the numbers that are left as they are, so that no two rows become one. */
const firstRow = 1001;

/** A shorter word may be anything: "up". */
const shortestSecret = 3;

const mac = "(?<![\\p{L}\\p{N}:-])(?:[0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}(?![\\p{L}\\p{N}:-])";
const v4 = "(?<![\\p{L}\\p{N}.])(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\p{L}\\p{N}]|\\.\\d)";
const v6 = "(?<![\\p{L}\\p{N}:.])[0-9a-fA-F]{0,4}:[0-9a-fA-F]*:[0-9a-fA-F:.]*(?![\\p{L}\\p{N}:])";
const scheme = "(?<![\\p{L}\\p{N}])(?:sips?|h323|tel|spark|https?)(?=:)";
/** However it is spaced, a telephone number is one number. */
const digits = "(?<![\\p{L}\\p{N}])\\d+(?:[ .()/-]{1,2}\\d+)*(?![\\p{L}\\p{N}])";
const pieces = new RegExp([scheme, mac, v4, v6, digits, "[\\p{L}\\p{N}\\p{M}]+"].join("|"), "gu");

/** Netmasks, "nowhere" and the codec itself tell nothing. */
const isNowhere = (address: string): boolean => /^(?:0\.0\.0\.0|127\.0\.0\.1|255\.[\d.]+|::1?)$/.test(address);

function newInventions(): (piece: string) => string {
  const known = new Map<string, string>();
  const counters = new Map<string, number>();
  const next = (shape: string): number => {
    const number = counters.get(shape) ?? 0;
    counters.set(shape, number + 1);
    return number;
  };
  const once = (name: string, make: () => string): string => {
    const mask = known.get(name) ?? make();
    known.set(name, mask);
    return mask;
  };
  return (piece) => {
    const small = piece.toLowerCase();
    if (/^(?:sips?|h323|tel|spark|https?)$/.test(small) || isNowhere(piece)) return piece;
    const separator = /^[0-9a-f]{2}([:-])[0-9a-f]{2}\1/i.exec(piece)?.[1];
    if (separator !== undefined && piece.length === 17) return once(small, () => inventedMac(separator, next("mac")));
    const version = isIP(piece);
    if (version !== 0) return once(small, () => (version === 4 ? inventedV4(next("v4")) : `2001:db8::${(next("v6") + 1).toString(16)}`));
    if (/^[\d .()/-]+$/.test(piece)) {
      const plain = piece.replace(/\D/g, "");
      const mask = once(plain, () => inventedNumber(plain.length, next(`number ${plain.length}`)));
      let place = 0;
      return piece.replace(/\d/g, () => mask[place++] ?? "0");
    }
    const shape = Array.from(small, (character) => (/\p{N}/u.test(character) ? "0" : "x")).join("");
    return inCaseOf(
      piece,
      once(small, () => inventedWord(shape, next(shape))),
    );
  };
}

function inventedMac(separator: string, number: number): string {
  const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
  return ["02", "00", "00", "00", hex((number + 1) >> 8), hex((number + 1) & 0xff)].join(separator);
}

/** Networks that documents may use. */
const networks = ["192.0.2", "198.51.100", "203.0.113"];
const inventedV4 = (number: number): string => `${networks[Math.floor(number / 254) % networks.length]}.${(number % 254) + 1}`;

/** No zero before it, so that it can be a number of JSON too. */
const inventedNumber = (length: number, number: number): string =>
  length < 2 ? String(number % 10) : `1${String((number + 1) % 10 ** (length - 1)).padStart(length - 1, "0")}`;

/** Letters of which no name is made. */
const letters = "xyzqkw";

/** Counts in letters and digits, whichever stands where. */
function inventedWord(shape: string, number: number): string {
  let rest = number;
  return Array.from(shape)
    .reverse()
    .map((kind) => {
      const radix = kind === "0" ? 10 : letters.length;
      const digit = rest % radix;
      rest = Math.floor(rest / radix);
      return kind === "0" ? String(digit) : (letters[digit] ?? "x");
    })
    .reverse()
    .join("");
}

function inCaseOf(original: string, mask: string): string {
  const masked = Array.from(mask);
  return Array.from(original, (character, place) => {
    const letter = masked[place] ?? "x";
    return character !== character.toLowerCase() ? letter.toUpperCase() : letter;
  }).join("");
}

function kindOf(text: string): MaskKind {
  if (text.includes("@")) return "mail";
  if (isIP(text) !== 0 || /^(?:[0-9a-f]{2}[:.-]?){5}[0-9a-f]{2}$/i.test(text)) return "address";
  if (/^\+?[\d .()/-]+$/.test(text)) return "number";
  return /\s/.test(text) ? "text" : "name";
}

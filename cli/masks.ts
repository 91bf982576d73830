import { isIP } from "node:net";

export const maskKinds = ["serial", "farEnd", "address", "mail", "number", "name", "text"] as const;
export type MaskKind = (typeof maskKinds)[number];

/** What is known of a codec before its answers are masked. */
export interface Known {
  /** Written as they are wherever they stand. */
  readonly farEnds: Iterable<string>;
  readonly serials: Iterable<string>;
  /** Firmware versions look like addresses. */
  readonly versions: Iterable<string>;
}

/** Puts something invented for what must not leave the site: the same word for the same thing, so that a structure survives. */
export interface Masks {
  of(kind: MaskKind, original: string): string;
  /** Addresses, mail and telephone numbers within a text, and what is known of this codec. */
  within(text: string): string;
  isInvented(text: string): boolean;
  /** How many different things were masked. */
  counts(): ReadonlyMap<MaskKind, number>;
}

export function newMasks({ farEnds, serials, versions }: Known): Masks {
  const masked = new Map<string, string>();
  const counted = new Map<MaskKind, number>();
  const invented = new Set<string>();
  const of = (kind: MaskKind, original: string): string => {
    if (original === "" || invented.has(original)) return original;
    const name = `${kind} ${original.toLowerCase()}`;
    const known = masked.get(name);
    if (known !== undefined) return known;
    const number = (counted.get(kind) ?? 0) + 1;
    counted.set(kind, number);
    const mask = inventions[kind](original, number);
    masked.set(name, mask);
    invented.add(mask);
    return mask;
  };
  const literals = [
    ...[...farEnds].map((word) => ({ kind: "farEnd" as const, word: word.trim() })),
    ...[...serials].map((word) => ({ kind: "serial" as const, word: word.trim() })),
  ]
    .filter(({ word }) => word !== "")
    .toSorted((one, other) => other.word.length - one.word.length);
  const kept = [...versions];
  const within = (text: string): string => {
    const whole = literals.find(({ word }) => word === text.trim());
    if (whole !== undefined) return text.replace(whole.word, () => of(whole.kind, whole.word));
    const known = literals
      .filter(({ word }) => word.length >= shortestWithin)
      .reduce((all, { kind, word }) => all.replace(standingAlone(word), () => of(kind, word)), text);
    return patterns.reduce(
      (all, { kind, pattern, isMeant }) =>
        all.replace(pattern, (match) => (isMeant(match) && !kept.some((version) => version.includes(match)) ? of(kind, match) : match)),
      known,
    );
  };
  return { of, within, isInvented: (text) => invented.has(text), counts: () => counted };
}

/** A shorter word may be a part of anything. */
const shortestWithin = 5;

function standingAlone(word: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9])`, "gi");
}

interface Pattern {
  readonly kind: MaskKind;
  readonly pattern: RegExp;
  readonly isMeant: (match: string) => boolean;
}

const always = (): boolean => true;
/** Netmasks, "nowhere" and the codec itself tell nothing. */
const isTelling = (address: string): boolean => isIP(address) === 4 && !/^(?:0|127|255)\./.test(address);

const patterns: readonly Pattern[] = [
  { kind: "mail", pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)*/g, isMeant: (match) => !match.endsWith(".invalid") },
  { kind: "address", pattern: /(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])/gi, isMeant: (match) => !match.startsWith("02") },
  { kind: "address", pattern: /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]\d)/g, isMeant: isTelling },
  {
    kind: "address",
    pattern: /(?<![\w:.])[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*(?![\w:])/gi,
    isMeant: (match) => isIP(match) === 6 && match.length > 3,
  },
  { kind: "number", pattern: /(?<![\w.+-])(?:\+\d[\d .-]{6,}\d|0[1-9](?:[ .-]?\d{2}){4})(?![\w.-])/g, isMeant: always },
];

const inventions: Readonly<Record<MaskKind, (original: string, number: number) => string>> = {
  serial: (_, number) => `SERIAL${String(number).padStart(4, "0")}`,
  farEnd: (original, number) => inventedFarEnd(original, number),
  address: (original, number) => inventedAddress(original, number),
  mail: (_, number) => `person-${number}@example.invalid`,
  number: (original, number) => inventedNumber(original, number),
  name: (_, number) => `name-${number}`,
  text: (_, number) => `text-${number}`,
};

function inventedFarEnd(original: string, number: number): string {
  const [, scheme = "", rest = ""] = /^((?:sips?|h323|tel|spark):)?(.*)$/is.exec(original) ?? [];
  if (isIP(rest) !== 0) return `${scheme}${inventedAddress(rest, number)}`;
  if (/^\+?[\d .-]+$/.test(rest)) return `${scheme}${inventedNumber(rest, number)}`;
  return `${scheme}far-end-${number}${rest.includes("@") ? "@example.invalid" : ""}`;
}

/** Addresses that documents may use, and MAC addresses that no maker was given. */
function inventedAddress(original: string, number: number): string {
  const separator = /^[0-9a-f]{2}([:-])[0-9a-f]{2}\1/i.exec(original)?.[1];
  if (separator !== undefined) return ["02", "00", "00", "00", hex(number >> 8), hex(number & 0xff)].join(separator);
  if (isIP(original) === 6) return `2001:db8::${number.toString(16)}`;
  const networks = ["192.0.2", "198.51.100", "203.0.113"];
  return `${networks[Math.floor((number - 1) / 254) % networks.length]}.${((number - 1) % 254) + 1}`;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");

/** As long as it was. */
function inventedNumber(original: string, number: number): string {
  const digits = original.replace(/\D/g, "").length;
  return `${original.startsWith("+") ? "+" : ""}${String(number).padStart(digits, "0")}`;
}

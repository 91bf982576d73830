import { isIP } from "node:net";

/** Addresses that follow each other: 192.0.2.0/24, 2001:db8::/120, or one alone. */
export interface AddressRange {
  /** As a person writes it, on its true beginning. */
  readonly text: string;
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** As many as a /16 has: a larger range is a mistake, and would take hours. */
export const mostAddresses = 65_536n;

const bitsOf = { 4: 32, 6: 128 } as const;

/** Null: not a range. Bits below the prefix are left out: 192.0.2.7/24 is 192.0.2.0/24. */
export function readRange(text: string): AddressRange | null {
  const [, address, prefixText] = /^([0-9A-Fa-f.:]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const version = isIP(address ?? "");
  if (address === undefined || (version !== 4 && version !== 6) || (version === 6 && address.includes("."))) return null;
  const bits = bitsOf[version];
  const prefix = Number(prefixText ?? bits);
  if (prefix > bits) return null;
  const size = 1n << BigInt(bits - prefix);
  const number = version === 4 ? numberOfV4(address) : numberOfV6(address);
  const first = number - (number % size);
  return { text: `${textOf(version, first)}/${prefix}`, version, first, last: first + size - 1n };
}

export const sizeOf = ({ first, last }: AddressRange): bigint => last - first + 1n;

export function isWithin(range: AddressRange, declared: AddressRange): boolean {
  return range.version === declared.version && range.first >= declared.first && range.last <= declared.last;
}

/** The addresses that a machine may have: neither the network itself nor its broadcast address. */
export function* addressesOf({ version, first, last }: AddressRange): Generator<string> {
  const hasEnds = version === 4 && last - first > 1n;
  const end = hasEnds ? last - 1n : last;
  for (let number = hasEnds ? first + 1n : first; number <= end; number += 1n) yield textOf(version, number);
}

export function addressCount({ version, first, last }: AddressRange): number {
  return Number(last - first + 1n) - (version === 4 && last - first > 1n ? 2 : 0);
}

function numberOfV4(address: string): bigint {
  return address.split(".").reduce((number, byte) => number * 256n + BigInt(byte), 0n);
}

/** `::` stands for as many zeros as are missing. */
function numberOfV6(address: string): bigint {
  const [head = "", tail] = address.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const after = groups(tail ?? "");
  const before = groups(head);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after].reduce((number, group) => number * 65_536n + BigInt(`0x${group}`), 0n);
}

function textOf(version: 4 | 6, number: bigint): string {
  const step = version === 4 ? 8n : 16n;
  const count = version === 4 ? 4 : 8;
  const parts = Array.from({ length: count }, (_, place) => (number >> (step * BigInt(count - 1 - place))) & ((1n << step) - 1n));
  return version === 4 ? parts.join(".") : parts.map((part) => part.toString(16)).join(":");
}

import { createHmac, hkdfSync } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import type { SecretWord } from "../poll/endpoint-settings.ts";
import { readFarEndAddress } from "./far-end-address.ts";

/**
 * Hides who was called, so that the same far end can be recognised within a year and never read. The key must stay on the site:
 * without it, a hash of a telephone number or of an address is undone by trying them all. Each year has a key of its own, derived from
 * the site's: hashes of two years cannot be linked.
 */
export function farEndHasher(key: SecretWord | null): (address: string, year: number) => string | null {
  if (key === null) return () => null;
  const keys = new Map<number, Buffer>();
  const keyOf = (year: number): Buffer => {
    const known = keys.get(year) ?? Buffer.from(hkdfSync("sha256", key.reveal(), "", `vigie far ends ${year}`, 32));
    keys.set(year, known);
    return known;
  };
  return (address, year) => {
    const plain = plainFarEnd(address);
    return plain === "" ? null : createHmac("sha256", keyOf(year)).update(plain, "utf8").digest("hex").slice(0, 16);
  };
}

/** The year that clocks of the zone showed then. */
export function yearIn(zone: string, epochMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).year;
}

/** One spelling per far end; empty where nothing was written. */
export function plainFarEnd(address: string): string {
  return readFarEndAddress(address).text;
}

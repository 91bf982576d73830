import { createHmac } from "node:crypto";
import type { SecretWord } from "../poll/endpoint-settings.ts";
import { readFarEndAddress } from "./far-end-address.ts";

/**
 * Hides who was called, so that the same far end can be recognised and never read. The key must stay on the site: without
 * it, a hash of a telephone number or of an address is undone by trying them all.
 */
export function farEndHasher(key: SecretWord | null): (address: string) => string | null {
  if (key === null) return () => null;
  return (address) => {
    const plain = plainFarEnd(address);
    return plain === "" ? null : createHmac("sha256", key.reveal()).update(plain, "utf8").digest("hex").slice(0, 16);
  };
}

/** One spelling per far end; empty where nothing was written. */
export function plainFarEnd(address: string): string {
  return readFarEndAddress(address).text;
}

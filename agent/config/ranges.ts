import { networkInterfaces } from "node:os";
import { isHostName, isIn, isPermittedByDefault, listOf, subnetOf } from "../../settings/host-ranges.ts";

/** Which machines a plan may send this agent to. */
export interface Ranges {
  /** An address within the declared ranges, or a name that is declared; where none is: a private address of another machine. */
  permits(host: string): boolean;
  /** Only what the site itself declares: a password may go there unprotected. */
  declares(host: string): boolean;
  /** As written; empty: none. */
  readonly written: readonly string[];
}

/** Neither addresses nor the name of a machine. */
export function isWrongRange(text: string): boolean {
  return subnetOf(text) === null && !isHostName(text);
}

export function rangesOf(written: readonly string[]): Ranges {
  const declared = listOf(written);
  const names = new Set(written.filter(isHostName).map((name) => name.toLowerCase()));
  const declares = (host: string): boolean => names.has(host.toLowerCase()) || isIn(declared, host);
  const isDefault = (host: string): boolean => written.length === 0 && isPermittedByDefault(host) && !isIn(ownAddresses(), host);
  return { written, declares, permits: (host) => declares(host) || isDefault(host) };
}

/** Looked up each time: a machine's addresses change. */
function ownAddresses() {
  return listOf(Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []));
}

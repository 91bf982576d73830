import { BlockList, isIP } from "node:net";

/** Which machines a plan may send this agent to. */
export interface Ranges {
  /** An address within the declared ranges, or a name that is declared; where none is: a private address. */
  permits(host: string): boolean;
  /** Only what the site itself declares: a password may go there unprotected. */
  declares(host: string): boolean;
  /** As written; empty: none. */
  readonly written: readonly string[];
}

/** RFC 1918, RFC 6598, RFC 4193. No link-local, where clouds keep their secrets, and not this machine itself. */
const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];
const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63})*$/;

/** Neither addresses nor the name of a machine. */
export function isWrongRange(text: string): boolean {
  return subnetOf(text) === null && !isHostName(text);
}

export function rangesOf(written: readonly string[]): Ranges {
  const declared = listOf(written);
  const names = new Set(written.filter(isHostName).map((name) => name.toLowerCase()));
  const byDefault = listOf(written.length === 0 ? privateNetworks : []);
  const declares = (host: string): boolean => names.has(host.toLowerCase()) || isIn(declared, host);
  return { written, declares, permits: (host) => declares(host) || isIn(byDefault, host) };
}

interface Subnet {
  readonly network: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function subnetOf(text: string): Subnet | null {
  const [network = "", prefixText, ...more] = text.split("/");
  const version = isIP(network);
  if (version === 0 || more.length > 0 || (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText))) return null;
  const bits = version === 4 ? 32 : 128;
  const prefix = Number(prefixText ?? bits);
  return prefix <= bits ? { network, prefix, family: version === 4 ? "ipv4" : "ipv6" } : null;
}

/** Whatever a resolver would take for an address in another writing (0x7f.1, 2130706433) is no name. */
function isHostName(text: string): boolean {
  return hostName.test(text.toLowerCase()) && isIP(text) === 0 && /[a-z]/i.test(text.split(".").at(-1) ?? "") && !/(^|\.)0x/i.test(text);
}

function listOf(written: readonly string[]): BlockList {
  const list = new BlockList();
  for (const { network, prefix, family } of written.flatMap((text) => subnetOf(text) ?? [])) list.addSubnet(network, prefix, family);
  return list;
}

function isIn(list: BlockList, host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const version = isIP(bare);
  return version !== 0 && list.check(bare, version === 4 ? "ipv4" : "ipv6");
}

import { BlockList, isIP } from "node:net";

/** RFC 1918, RFC 6598, RFC 4193. No link-local, where clouds keep their secrets, and not this machine itself. */
const privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];
/** Where clouds tell a machine its secrets, within those networks. */
const cloudMetadata = ["100.100.100.200", "fd00:ec2::254", "fd20:ce::254"];

const permitted = listOf(privateNetworks);
const refused = listOf(cloudMetadata);
const hostName = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63})*$/;

/** Where an agent may be sent that declares no ranges of its own: a private address. */
export const isPermittedByDefault = (host: string): boolean => isIn(permitted, host) && !isIn(refused, host);

/** Of a cloud, whatever network it stands in. */
export const isCloudMetadata = (host: string): boolean => isIn(refused, host);

/** Whatever a resolver would take for an address in another writing (0x7f.1, 2130706433) is no name. */
export function isHostName(text: string): boolean {
  return hostName.test(text.toLowerCase()) && isIP(text) === 0 && /[a-z]/i.test(text.split(".").at(-1) ?? "") && !/(^|\.)0x/i.test(text);
}

interface Subnet {
  readonly network: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

export function subnetOf(text: string): Subnet | null {
  const [network = "", prefixText, ...more] = text.split("/");
  const version = isIP(network);
  if (version === 0 || more.length > 0 || (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText))) return null;
  const bits = version === 4 ? 32 : 128;
  const prefix = Number(prefixText ?? bits);
  return prefix <= bits ? { network, prefix, family: version === 4 ? "ipv4" : "ipv6" } : null;
}

export function listOf(written: readonly string[]): BlockList {
  const list = new BlockList();
  for (const { network, prefix, family } of written.flatMap((text) => subnetOf(text) ?? [])) list.addSubnet(network, prefix, family);
  return list;
}

export function isIn(list: BlockList, host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  const version = isIP(bare);
  return version !== 0 && list.check(bare, version === 4 ? "ipv4" : "ipv6");
}

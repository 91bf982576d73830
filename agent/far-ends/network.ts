import { isIPv4, isIPv6 } from "node:net";

/** The network that holds ::ffff:192.0.2.1, another way to write 192.0.2.1. */
const mappedIpv4 = `${"0".repeat(80)}${"1".repeat(16)}`;

/** An IP address as its bits, first to last, after its version: two addresses of one network begin alike. Null: not an address. */
export function bitsOfIp(text: string): string | null {
  if (isIPv4(text)) return `4:${bitsOf(text.split("."), 10, 8)}`;
  const address = text.replace(/%.*$/, "");
  if (!isIPv6(address)) return null;
  const bits = bitsOf(groupsOfIpv6(address), 16, 16);
  return bits.startsWith(mappedIpv4) ? `4:${bits.slice(mappedIpv4.length)}` : `6:${bits}`;
}

/** The bits common to all addresses of "192.0.2.0/24", or of an address alone. Null: not a network. */
export function bitsOfNetwork(text: string): string | null {
  const [address = "", length, ...rest] = text.split("/");
  const bits = bitsOfIp(address);
  if (bits === null || rest.length > 0) return null;
  if (length === undefined) return bits;
  const whole = bits.length - 2;
  // The length of a mapped network counts the bits before it.
  const hidden = isIPv6(address) && bits.startsWith("4:") ? mappedIpv4.length : 0;
  const kept = Number(length) - hidden;
  return /^\d{1,3}$/.test(length) && kept >= 0 && kept <= whole ? bits.slice(0, 2 + kept) : null;
}

function bitsOf(groups: readonly string[], radix: number, width: number): string {
  return groups.map((group) => Number.parseInt(group, radix).toString(2).padStart(width, "0")).join("");
}

/** Eight groups. The URL parser writes an address with a dotted end, or in capitals, in the usual way. */
function groupsOfIpv6(address: string): string[] {
  const usual = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = [], tail = []] = usual.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  const missing = usual.includes("::") ? 8 - head.length - tail.length : 0;
  return [...head, ...Array<string>(missing).fill("0"), ...tail];
}

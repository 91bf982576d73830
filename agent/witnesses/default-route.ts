import { readFileSync } from "node:fs";

const isUp = 0x1; // linux/route.h, RTF_UP
const isByGateway = 0x2; // RTF_GATEWAY
const anywhere4 = "00000000";
const anywhere6 = "0".repeat(32);

/** The gateway to everywhere, as the kernel knows it now: the IPv4 one where there is one. Null where there is none, or no /proc. */
export function defaultGateway(): string | null {
  return gatewayOfRoutes(textOf("/proc/net/route")) ?? gatewayOfIpv6Routes(textOf("/proc/net/ipv6_route"));
}

interface Route {
  readonly gateway: string;
  readonly metric: number;
}

/** @param text /proc/net/route: interface, destination, gateway, flags, …, metric, mask, in hexadecimal of this machine's byte order */
export function gatewayOfRoutes(text: string): string | null {
  return cheapest(
    text.split("\n").flatMap((line): Route[] => {
      const [, destination, gateway = "", flags = "0", , , metric = "0", mask] = line.split(/\s+/);
      if (destination !== anywhere4 || mask !== anywhere4 || !isGateway(flags)) return [];
      return [{ gateway: dotted(gateway), metric: Number(metric) }];
    }),
  );
}

/** @param text /proc/net/ipv6_route: destination, its length, source, its length, next hop, metric, …, flags, interface */
export function gatewayOfIpv6Routes(text: string): string | null {
  return cheapest(
    text.split("\n").flatMap((line): Route[] => {
      const [destination, length, , , hop = "", metric = "0", , , flags = "0", device = ""] = line.trim().split(/\s+/);
      if (destination !== anywhere6 || length !== "00" || !isGateway(flags)) return [];
      return [{ gateway: coloned(hop, device), metric: Number.parseInt(metric, 16) }];
    }),
  );
}

function cheapest(routes: readonly Route[]): string | null {
  return routes.toSorted((left, right) => left.metric - right.metric)[0]?.gateway ?? null;
}

function isGateway(flags: string): boolean {
  const set = Number.parseInt(flags, 16);
  return (set & isUp) !== 0 && (set & isByGateway) !== 0;
}

/** All machines an agent runs on are little-endian. */
function dotted(hexadecimal: string): string {
  return Buffer.from(hexadecimal, "hex").reverse().join(".");
}

/** An address that holds on one link only is nothing without the name of the link. */
function coloned(hexadecimal: string, device: string): string {
  const address = (hexadecimal.match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, "")).join(":");
  return hexadecimal.startsWith("fe8") ? `${address}%${device}` : address;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

import { BlockList, isIP } from "node:net";

/** Where no codec can be: this machine, everybody, nobody. */
const nowhere = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  nowhere.addSubnet(network, prefix, "ipv4");
}
nowhere.addSubnet("::", 127, "ipv6");
nowhere.addSubnet("ff00::", 8, "ipv6");

/** Whether a host cannot be a codec as an agent sees it: loopback, multicast, broadcast, or no machine at all. */
export function isNowhere(host: string): boolean {
  const bare = host
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/%.*$/, "")
    .toLowerCase();
  if (bare === "localhost" || bare.endsWith(".localhost")) return true;
  const version = isIP(bare);
  return version !== 0 && nowhere.check(bare, version === 4 ? "ipv4" : "ipv6");
}

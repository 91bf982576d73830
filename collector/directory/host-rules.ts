import { BlockList, isIP } from "node:net";
import { isCloudMetadata, isHostName } from "../../settings/host-ranges.ts";

/** Where no codec can be: this machine, everybody, nobody, and where a cloud tells its secrets. */
const nowhere = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  nowhere.addSubnet(network, prefix, "ipv4");
}
nowhere.addSubnet("::", 127, "ipv6");
nowhere.addSubnet("ff00::", 8, "ipv6");

/** Whether a host cannot be a codec as an agent sees it: loopback, multicast, broadcast, a cloud's own, or the name of no machine. */
export function isNowhere(host: string): boolean {
  const bare = host
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/%.*$/, "")
    .toLowerCase();
  if (bare === "localhost" || bare.endsWith(".localhost")) return true;
  const version = isIP(bare);
  if (version === 0) return !isHostName(bare);
  return isCloudMetadata(bare) || nowhere.check(bare, version === 4 ? "ipv4" : "ipv6");
}

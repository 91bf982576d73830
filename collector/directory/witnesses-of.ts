import type { Witnesses } from "../../contract/plan.ts";
import type { ReachEntry, WitnessesEntry } from "./polling-entry.ts";

/** Whom an agent asks about itself, as its plan says it. */
export function witnessesOf(entry: WitnessesEntry | undefined): Witnesses | null {
  if (entry === undefined) return null;
  const { gateway, neighbours } = entry;
  return {
    ...(gateway !== undefined && { gateway: { host: gateway.host, ...reachOf(gateway) } }),
    ...(neighbours !== undefined && { neighbours: neighbours.map((one) => ({ name: one.name, host: one.host, ...reachOf(one) })) }),
  };
}

function reachOf({ tcpPort, icmp }: ReachEntry): { readonly tcpPort?: number; readonly icmp?: true } {
  return { ...(tcpPort !== undefined && { tcpPort }), ...(icmp === true && { icmp }) };
}

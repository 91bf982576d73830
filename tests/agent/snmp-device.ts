import { newLife } from "../../simulator/life.ts";
import { mibTree } from "../../simulator/snmp/mib-tree.ts";
import { type SnmpResponder, startSnmpResponder } from "../../simulator/snmp/responder.ts";

const memory = { bootedAtMs: 0, bootCount: 1, history: [], nextHistoryId: 1, callsEver: 0, secondsInCalls: 0 };
const identity = {
  id: "device",
  family: "generic-mib2",
  model: "",
  firmware: "",
  serial: "",
  name: "",
  isCloudRegistered: false,
} as const;

/** A device on loopback that answers SNMP v2c, community "public", with these nodes and lives no life of its own. Port 0 takes a free one. */
export function startSnmpDevice(nodes: Parameters<typeof mibTree>[0], address: string, port: number): Promise<SnmpResponder> {
  const view = () => ({ identity, life: newLife(memory), nowMs: 0 });
  return startSnmpResponder({ tree: mibTree(nodes), community: "public", view }, address, port);
}

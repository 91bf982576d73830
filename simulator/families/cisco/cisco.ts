import type { CodecView } from "../../codec-view.ts";
import { mibTree } from "../../snmp/mib-tree.ts";
import type { Family } from "../family.ts";
import { systemGroup } from "../mib2.ts";
import { dialectOf } from "./dialect.ts";
import { ciscoXapi } from "./xapi.ts";

/** Cisco C, EX, MX, SX, Room and Desk: who they are by SNMP, everything else by the xAPI. */
export const cisco: Family = { snmp: mibTree(systemGroup(describe, "1.3.6.1.4.1.5596.150.6.4.1")), http: ciscoXapi };

/** One line up to TC 7, several from CE 8 on; both seen on real codecs. */
function describe({ identity }: CodecView): string {
  const { firmware, model, serial } = identity;
  if (dialectOf(firmware) === "tc") {
    return `Cisco Codec SoftW: ${firmware} MCU: ${model} Date: 2016-01-18 S/N: ${serial} BootSW: Board: 101790-8 [E0]`;
  }
  return `Cisco Codec\nSoftW: ${firmware}\nMCU: ${model}\nDate: 2019-12-17\nS/N: ${serial}`;
}

import { mibTree } from "../snmp/mib-tree.ts";
import type { Family } from "./family.ts";
import { interfaces, snmpEngine, systemGroup } from "./mib2.ts";

/** Any codec that answers MIB-II and nothing else. The object identifier is the one of net-snmp on Linux. */
export const generic: Family = {
  snmp: mibTree([
    ...systemGroup(({ identity }) => `${identity.model} ${identity.firmware} SN ${identity.serial}`, "1.3.6.1.4.1.8072.3.2.10"),
    ...interfaces(),
    ...snmpEngine(),
  ]),
};

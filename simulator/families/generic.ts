import { mibTree } from "../snmp/mib-tree.ts";
import type { Family } from "./family.ts";
import { chassis, interfaces, snmpEngine, systemGroup } from "./mib2.ts";

/** Any codec that answers MIB-II, and ENTITY-MIB to say who it is. The object identifier is the one of net-snmp on Linux. */
export const generic: Family = {
  snmp: mibTree([
    ...systemGroup(() => "Generic videoconferencing terminal", "1.3.6.1.4.1.8072.3.2.10"),
    ...interfaces(),
    ...snmpEngine(),
    ...chassis(),
  ]),
};

import type { Driver } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { mib2Identity, mib2Ports, mib2StateAlone } from "./mib2.ts";

export const genericMib2: Driver = {
  family: "generic-mib2",
  label: "Any codec that answers SNMPv2-MIB",
  recognisedBy: ["anything that answers SNMP and is recognised by nobody else"],
  recognises: [(evidence) => evidence.sysObjectId !== null || evidence.sysDescr !== null],
  state: { scalars: [...mib2StateAlone, hrSystemDate] },
  status: { tables: [mib2Ports] },
  inventory: { scalars: mib2Identity },
};

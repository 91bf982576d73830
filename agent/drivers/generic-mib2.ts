import type { Driver } from "./driver.ts";
import { entPhysicalModelName, entPhysicalSerialNum, entPhysicalSoftwareRev, snmpEngineTime, sysDescrAsModel, sysUpTime } from "./mib2.ts";

export const genericMib2: Driver = {
  family: "generic-mib2",
  label: "Any codec that answers SNMPv2-MIB",
  recognises: [(evidence) => evidence.sysObjectId !== null || evidence.sysDescr !== null],
  state: { scalars: [snmpEngineTime, sysUpTime] },
  inventory: { scalars: [entPhysicalModelName, sysDescrAsModel, entPhysicalSoftwareRev, entPhysicalSerialNum] },
};

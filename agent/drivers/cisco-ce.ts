import { ciscoBanner } from "./cisco-banner.ts";
import { ciscoCallHistory } from "./cisco-history.ts";
import { ciscoIdentity, ciscoSignature, ciscoStatus, ciscoSystemUnit } from "./cisco-status.ts";
import type { Driver } from "./driver.ts";
import { snmpEngineTime, sysUpTime } from "./mib2.ts";

/** Over SNMP these codecs give MIB-II only, by Cisco's own release notes: all the rest needs HTTPS. */
export const ciscoCe: Driver = {
  family: "cisco-ce",
  label: "Cisco TelePresence and Room series (TC, CE, RoomOS)",
  recognises: [
    // All TC and CE models say 5596.150.6.4.1.
    ({ sysObjectId }) => sysObjectId !== null && `${sysObjectId}.`.startsWith("1.3.6.1.4.1.5596.150."),
  ],
  signature: ciscoSignature,
  state: { scalars: [snmpEngineTime, sysUpTime], documents: [ciscoSystemUnit] },
  status: { documents: [ciscoStatus] },
  history: { documents: [ciscoCallHistory] },
  inventory: { scalars: [ciscoBanner], documents: [ciscoIdentity] },
};

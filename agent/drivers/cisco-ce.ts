import { ciscoBanner, hasCiscoBanner, hasOlderBanner } from "./cisco-banner.ts";
import { ciscoTime } from "./cisco-clock.ts";
import { ciscoCallHistory } from "./cisco-history.ts";
import { ciscoMediaChannels, ciscoStatus } from "./cisco-status.ts";
import { ciscoIdentity, ciscoSignature, ciscoSystemUnit } from "./cisco-system-unit.ts";
import type { Driver } from "./driver.ts";
import { mib2State } from "./mib2.ts";
import { isUnder } from "./object-id.ts";

/** All TC and CE models say 5596.150.6.4.1. */
const codecs = "1.3.6.1.4.1.5596.150";

/** Over SNMP these codecs give MIB-II only, by Cisco's own release notes: all the rest needs HTTPS. */
export const ciscoCe: Driver = {
  family: "cisco-ce",
  label: "Cisco TelePresence and Room series (TC, CE, RoomOS)",
  recognisedBy: [
    "sysObjectID under 1.3.6.1.4.1.5596.150, unless its sysDescr is that of an MXP or of an older TANDBERG (SoftW: and a letter with a number)",
    "sysDescr begins with Cisco Codec or TANDBERG Codec, then SoftW:, with the same exception",
  ],
  // The banner is the surer sign: an MXP says what it is, whatever number its agent was built with.
  recognises: [(evidence) => isUnder(evidence.sysObjectId ?? "", codecs) && !hasOlderBanner(evidence), hasCiscoBanner],
  objectIds: [codecs],
  signature: ciscoSignature,
  // A session left open would never end on its own, and there are 20.
  access: { kind: "basic" },
  state: { scalars: mib2State, documents: [ciscoSystemUnit, ciscoTime], inCall: { documents: [ciscoMediaChannels] } },
  status: { documents: [ciscoStatus] },
  history: { documents: [ciscoCallHistory] },
  inventory: { scalars: [ciscoBanner], documents: [ciscoIdentity] },
};

import type { Driver, Scalar } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { mib2Identity, mib2State } from "./mib2.ts";
import { hdxCallRecords } from "./poly-hdx-cdr.ts";
import { hdxCalls, hdxIdentity } from "./poly-hdx-commands.ts";
import { hdxState, hdxStatus } from "./poly-hdx-status.ts";
import { polycomVideoQuality } from "./poly-video-mib.ts";

/** The web interface tells neither uptime nor SNMP's own: what SNMP says of them is heard whether HTTP is there or not. */
const uptimes = mib2State.map(({ unlessHttp: _, ...scalar }): Scalar => scalar);

/** The newer families say 2684 too, but have a model in another MIB: they come first in the list. */
export const polyHdx: Driver = {
  family: "poly-hdx",
  label: "Polycom HDX (VSX: SNMP only)",
  recognisedBy: ["sysObjectID under 1.3.6.1.4.1.2684, and no model in POLYCOM-ENDPOINT-MIB"],
  recognises: [({ sysObjectId }) => sysObjectId !== null && `${sysObjectId}.`.startsWith("1.3.6.1.4.1.2684.")],
  signature: hdxState,
  access: { kind: "digest" },
  state: { scalars: [...uptimes, hrSystemDate], documents: [hdxState, hdxCalls], inCall: { scalars: polycomVideoQuality } },
  status: { documents: [hdxStatus] },
  history: { documents: [hdxCallRecords] },
  inventory: { scalars: mib2Identity.map((scalar) => ({ ...scalar, unlessHttp: true })), documents: [hdxIdentity] },
};

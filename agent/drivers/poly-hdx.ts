import type { Driver } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { mib2Identity, mib2StateAlone, unseen } from "./mib2.ts";
import { isUnder } from "./object-id.ts";
import { hdxCallRecords } from "./poly-hdx-cdr.ts";
import { hdxCalls, hdxIdentity } from "./poly-hdx-commands.ts";
import { hdxState, hdxStatus } from "./poly-hdx-status.ts";
import { polycomGatekeeper, polycomVideoQuality } from "./poly-video-mib.ts";

/** The newer families say 2684 too, but have a model in another MIB: they come first in the list. */
export const polyHdx: Driver = {
  family: "poly-hdx",
  label: "Polycom HDX (VSX: SNMP only)",
  recognisedBy: ["sysObjectID under 1.3.6.1.4.1.2684, and no model in POLYCOM-ENDPOINT-MIB"],
  recognises: [({ sysObjectId }) => sysObjectId !== null && isUnder(sysObjectId, "1.3.6.1.4.1.2684")],
  signature: hdxState,
  access: { kind: "digest" },
  state: {
    scalars: [...unseen(mib2StateAlone), { ...hrSystemDate, unlessHttp: true }],
    documents: [hdxState, hdxCalls],
    inCall: { scalars: polycomVideoQuality },
  },
  status: { scalars: [polycomGatekeeper], documents: [hdxStatus] },
  history: { documents: [hdxCallRecords] },
  inventory: { scalars: unseen(mib2Identity).map((scalar) => ({ ...scalar, unlessHttp: true })), documents: [hdxIdentity] },
};

import type { Driver, Scalar } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { mib2Identity, mib2StateAlone, sysDescrOid, unseen } from "./mib2.ts";
import { hdxCallRecords } from "./poly-hdx-cdr.ts";
import { hdxCalls, hdxIdentity } from "./poly-hdx-commands.ts";
import { hdxState, hdxStatus } from "./poly-hdx-status.ts";
import { isOlderPolycom } from "./poly-signs.ts";
import { polycomGatekeeper, polycomVideoQuality } from "./poly-video-mib.ts";

/** A model as Polycom writes it, and no word more: what follows is somebody's. */
const modelNamed =
  /^(?:Polycom\s+)?(?:HDX|VSX|QDX|V500|ViewStation)\b(?:\s?\d{1,5}[A-Z]{0,2}\b)?(?:\s(?:HD|EX|FX|MP|SP|XL|H\.323|512|128)\b)?/i;

/** Its sysDescr is "Videoconferencing Device", or what somebody typed: no model, but where it is named as one. */
const modelOnly = (scalar: Scalar): Scalar => ({
  ...scalar,
  toReading: (raw, context) => {
    const named = scalar.oid === sysDescrOid ? modelNamed.exec(String(raw).trim())?.[0] : raw;
    return named === undefined ? null : scalar.toReading(named, context);
  },
});

/** The newer families say 2684 too, but have a model in another MIB: they come first in the list. */
export const polyHdx: Driver = {
  family: "poly-hdx",
  label: "Polycom HDX (VSX: SNMP only)",
  recognisedBy: [
    "sysObjectID below 1.3.6.1.4.1.2684 (an HDX 8000 says 2684.1.1), or that number and either a node of POLYCOM-VIDEO-MIB (2684.1.1.10.0) or a sysDescr that begins with HDX, VSX, QDX, V500 or ViewStation; and no model in POLYCOM-ENDPOINT-MIB",
  ],
  recognises: [isOlderPolycom],
  signature: hdxState,
  access: { kind: "digest" },
  state: {
    scalars: [...unseen(mib2StateAlone), { ...hrSystemDate, unlessHttp: "ever" }],
    documents: [hdxState, hdxCalls],
    inCall: { scalars: polycomVideoQuality },
  },
  status: { scalars: [polycomGatekeeper], documents: [hdxStatus] },
  history: { documents: [hdxCallRecords] },
  inventory: { scalars: unseen(mib2Identity).map((scalar) => ({ ...modelOnly(scalar), unlessHttp: true })), documents: [hdxIdentity] },
};

import type { Driver, Evidence } from "./driver.ts";
import { drivers } from "./index.ts";
import { sysDescrOid, sysObjectIdOid } from "./mib2.ts";
import { identityDeviceModelOid } from "./poly-mib.ts";

/** A driver, the name of a device that answers like a codec and is none, or null when nothing was said. */
export type Recognition = { readonly driver: Driver } | { readonly notACodec: string } | null;

/** Asked together, once, of a codec whose family is not known. */
export const evidenceOids = [sysObjectIdOid, sysDescrOid, identityDeviceModelOid] as const;

/** Infrastructure of the same makers: it would be watched as a room that never takes a call. */
const notCodecs: readonly { readonly name: string; readonly sysObjectId: string; readonly source: string }[] = [
  { name: "Cisco VCS", sysObjectId: "1.3.6.1.4.1.5596.130.6.4.1", source: "sysObjectID, recorded" },
  { name: "Cisco TelePresence Conductor", sysObjectId: "1.3.6.1.4.1.5596.180.6.4.1", source: "sysObjectID, recorded" },
];

export function recognise(evidence: Evidence): Recognition {
  const other = notCodecs.find((device) => device.sysObjectId === evidence.sysObjectId);
  if (other !== undefined) return { notACodec: other.name };
  const driver = drivers.find((candidate) => candidate.recognises.some((matches) => matches(evidence)));
  return driver === undefined ? null : { driver };
}

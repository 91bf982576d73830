import type { Driver, Evidence, SnmpValue, WebBanner } from "./driver.ts";
import { genericMib2 } from "./generic-mib2.ts";
import { drivers } from "./index.ts";
import { makerOf } from "./makers.ts";
import { sysDescrOid, sysObjectIdOid } from "./mib2.ts";
import { nameOfNotACodec } from "./not-codecs.ts";
import { identityDeviceModelOid } from "./poly-mib.ts";
import { polycomGatekeeper } from "./poly-video-mib.ts";
import { webSigns } from "./web-signs.ts";

/**
 * A driver, the name of a device that answers like a codec and is none, the name of a maker where nothing says which of its devices this
 * is (a codec, or a switch, a camera, a telephone: whoever knows declares its family), or null when nothing was said.
 */
export type Recognition = { readonly driver: Driver } | { readonly notACodec: string } | { readonly makerAlone: string } | null;

/** Asked together, once, of a codec whose family is not known. */
export const evidenceOids = [sysObjectIdOid, sysDescrOid, identityDeviceModelOid, polycomGatekeeper.oid] as const;

/** What the values of `evidenceOids`, in their order, tell; an absent node is null. Of the web interface nothing is known yet. */
export function evidenceOf(values: readonly (SnmpValue | null)[]): Evidence {
  const told = values.map((value) => (value === null ? null : String(value)));
  const [sysObjectId = null, sysDescr = null, polyModel = null, polyVideoMib = null] = told;
  return { sysObjectId, sysDescr, polyModel, polyVideoMib, web: null };
}

export function recognise(evidence: Evidence): Recognition {
  const notACodec = nameOfNotACodec(evidence);
  if (notACodec !== null) return { notACodec };
  const [driver] = driversFor(evidence);
  if (driver !== undefined && driver !== genericMib2) return { driver };
  const maker = makerOf(evidence);
  if (maker !== null) return { makerAlone: maker.name };
  return driver === undefined ? null : { driver };
}

/** Families of one house show each other's signs: an old page of a Cisco is no stranger to the family that was declared. */
const houses: readonly (readonly string[])[] = [
  ["cisco-ce", "cisco-cts", "tandberg-mxp"],
  ["poly-hdx", "poly-videoos"],
];
const areOfOneHouse = (one: string, other: string): boolean =>
  one === other || houses.some((house) => house.includes(one) && house.includes(other));

/** Whether a page shown to anybody is visibly no codec's, or that of another maker's than the one we were told of. */
export function isAnothersPage(web: WebBanner, { family }: Driver): boolean {
  const evidence = { ...evidenceOf([]), web };
  if (nameOfNotACodec(evidence) !== null) return true;
  const shown = driversFor(evidence);
  return shown.length > 0 && !shown.some((other) => areOfOneHouse(other.family, family));
}

/** Every family that the evidence fits, the most precise first: a web page often names a maker and not a model. */
export function driversFor(evidence: Evidence): readonly Driver[] {
  return drivers.filter((driver) => driver.recognises.some((matches) => matches(evidence)) || showsItself(driver, evidence));
}

function showsItself({ family }: Driver, { web }: Evidence): boolean {
  return web !== null && webSigns.some((sign) => sign.families.includes(family) && sign.matches(web));
}

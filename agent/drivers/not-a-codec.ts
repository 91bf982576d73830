import type { Evidence, WebBanner } from "./driver.ts";
import { isMadeBy, type Maker } from "./makers.ts";
import { isUnder } from "./object-id.ts";
import { polycomCodecs } from "./poly-signs.ts";

/** What a device that is no codec is, in one word for people. `cli/fr-devices.ts` says it in French. */
export const notCodecKinds = [
  "printer",
  "printer or projector",
  "switch or router",
  "wireless network",
  "firewall",
  "power supply",
  "phone",
  "telephone exchange",
  "camera",
  "projector",
  "touch panel",
  "storage",
  "server",
  "video bridge",
  "video recorder",
  "audio processor",
  "control system",
  "presentation system",
  "display player",
  "display",
  "industrial controller",
] as const;

export type NotCodecKind = (typeof notCodecKinds)[number];

/** A device that answers like a codec and is none: it would be watched as a room that never takes a call. One sign is enough. */
export interface NotACodec {
  /** Maker, or the whole name where `kind` is null. */
  readonly maker: string;
  readonly kind: NotCodecKind | null;
  /** Beginnings of its sysObjectID, without final dot. */
  readonly objectIds?: readonly string[];
  /** What its sysDescr says, whatever its number; of a Polycom, its model, or what begins the name that somebody gave it. */
  readonly describes?: RegExp;
  /** What its sysDescr says where the number is its maker's: names too short to be anybody's alone. */
  readonly amongIts?: { readonly maker: Maker; readonly describes: RegExp };
  readonly web?: (web: WebBanner) => boolean;
  readonly source: string;
}

export const nameOf = ({ maker, kind }: NotACodec): string => (kind === null ? maker : `${maker} ${kind}`);

export function isNotACodec(device: NotACodec, evidence: Evidence): boolean {
  const { sysObjectId, sysDescr, web } = evidence;
  if (sysObjectId !== null && device.objectIds?.some((root) => isUnder(sysObjectId, root))) return true;
  if (device.describes !== undefined && saysItIs(device.describes, evidence)) return true;
  const { amongIts } = device;
  if (amongIts !== undefined && isMadeBy(amongIts.maker, evidence) && amongIts.describes.test(sysDescr ?? "")) return true;
  return web !== null && device.web?.(web) === true;
}

/**
 * The sysDescr of a Polycom codec is the name that somebody typed: "Salle Trio C60" is a room, "TC10 Mairie" too. Where its model is known,
 * it alone counts; where it is not, a name that is the device's and nothing else, or begins with its maker and its model.
 */
function saysItIs(describes: RegExp, { sysObjectId, sysDescr, polyModel }: Evidence): boolean {
  if (polyModel !== null && polyModel !== "") return describes.test(polyModel);
  if (sysDescr === null) return false;
  if (sysObjectId === null || !isUnder(sysObjectId, polycomCodecs)) return describes.test(sysDescr);
  const typed = sysDescr.trim();
  const found = describes.exec(typed);
  return found?.index === 0 && (found[0].length === typed.length || /^Poly/i.test(typed));
}

export const enterprise = (number: number | string): string => `1.3.6.1.4.1.${number}`;
export const title = (words: RegExp) => (web: WebBanner) => web.title !== null && words.test(web.title);
export const server = (words: RegExp) => (web: WebBanner) => web.server !== null && words.test(web.server);
export const iana = "IANA enterprise number";
export const recog = "banners published by rapid7/recog";
export const nmap = "banners published by nmap";
export const librenms = "numbers and descriptions published by LibreNMS";

/** All devices of an enterprise number that makes nothing like a codec. */
export const only = (kind: NotCodecKind, numbersOf: Readonly<Record<string, readonly (number | string)[]>>): NotACodec[] =>
  Object.entries(numbersOf).map(([maker, numbers]) => ({ maker, kind, objectIds: numbers.map(enterprise), source: iana }));

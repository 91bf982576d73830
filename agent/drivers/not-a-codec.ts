import type { Evidence, WebBanner } from "./driver.ts";
import { isMadeBy, type Maker } from "./makers.ts";
import { isUnder } from "./object-id.ts";

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
] as const;

export type NotCodecKind = (typeof notCodecKinds)[number];

/** A device that answers like a codec and is none: it would be watched as a room that never takes a call. One sign is enough. */
export interface NotACodec {
  /** Maker, or the whole name where `kind` is null. */
  readonly maker: string;
  readonly kind: NotCodecKind | null;
  /** Beginnings of its sysObjectID, without final dot. */
  readonly objectIds?: readonly string[];
  /** What its sysDescr says, or the model it gives in POLYCOM-ENDPOINT-MIB, whatever its number. */
  readonly describes?: RegExp;
  /** What its sysDescr says where the number is its maker's: names too short to be anybody's alone. */
  readonly amongIts?: { readonly maker: Maker; readonly describes: RegExp };
  readonly web?: (web: WebBanner) => boolean;
  readonly source: string;
}

export const nameOf = ({ maker, kind }: NotACodec): string => (kind === null ? maker : `${maker} ${kind}`);

export function isNotACodec(device: NotACodec, evidence: Evidence): boolean {
  const { sysObjectId, sysDescr, polyModel, web } = evidence;
  if (sysObjectId !== null && device.objectIds?.some((root) => isUnder(sysObjectId, root))) return true;
  if ([sysDescr, polyModel].some((says) => says !== null && device.describes?.test(says))) return true;
  const { amongIts } = device;
  if (amongIts !== undefined && isMadeBy(amongIts.maker, evidence) && amongIts.describes.test(sysDescr ?? "")) return true;
  return web !== null && device.web?.(web) === true;
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

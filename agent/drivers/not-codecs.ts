import type { Evidence, WebBanner } from "./driver.ts";
import { isMadeBy, type Maker, makers } from "./makers.ts";
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
  "camera",
  "projector",
  "touch panel",
  "storage",
  "video bridge",
] as const;

export type NotCodecKind = (typeof notCodecKinds)[number];

/** A device that answers like a codec and is none: it would be watched as a room that never takes a call. One sign is enough. */
export interface NotACodec {
  /** Maker, or the whole name where `kind` is null. */
  readonly maker: string;
  readonly kind: NotCodecKind | null;
  /** Beginnings of its sysObjectID, without final dot. */
  readonly objectIds?: readonly string[];
  /** What its sysDescr says, whatever its number. */
  readonly describes?: RegExp;
  /** What its sysDescr says where the number is its maker's: names too short to be anybody's alone. */
  readonly amongIts?: { readonly maker: Maker; readonly describes: RegExp };
  readonly web?: (web: WebBanner) => boolean;
  readonly source: string;
}

export const nameOf = ({ maker, kind }: NotACodec): string => (kind === null ? maker : `${maker} ${kind}`);

function isNotACodec(device: NotACodec, evidence: Evidence): boolean {
  const { sysObjectId, sysDescr, web } = evidence;
  if (sysObjectId !== null && device.objectIds?.some((root) => isUnder(sysObjectId, root))) return true;
  if (sysDescr !== null && device.describes?.test(sysDescr)) return true;
  const { amongIts } = device;
  if (amongIts !== undefined && isMadeBy(amongIts.maker, evidence) && amongIts.describes.test(sysDescr ?? "")) return true;
  return web !== null && device.web?.(web) === true;
}

const enterprise = (number: number | string): string => `1.3.6.1.4.1.${number}`;
const title = (words: RegExp) => (web: WebBanner) => web.title !== null && words.test(web.title);
const server = (words: RegExp) => (web: WebBanner) => web.server !== null && words.test(web.server);
const iana = "IANA enterprise number";
const recog = "banners published by rapid7/recog";
const nmap = "banners published by nmap";

/** All devices of an enterprise number that makes nothing like a codec. */
const only = (kind: NotCodecKind, numbersOf: Readonly<Record<string, readonly number[]>>): NotACodec[] =>
  Object.entries(numbersOf).map(([maker, numbers]) => ({ maker, kind, objectIds: numbers.map(enterprise), source: iana }));

/** Infrastructure of the makers of codecs, and their other devices. Before the codecs: some share an enterprise number. */
const sameMakers: readonly NotACodec[] = [
  { maker: "Cisco VCS", kind: null, objectIds: [enterprise("5596.130")], source: "sysObjectID, recorded; Expressway says the same" },
  {
    maker: "Cisco TelePresence Conductor",
    kind: null,
    objectIds: [enterprise("5596.180")],
    describes: /^Cisco TelePresence Conductor/,
    source: `sysObjectID, recorded; ${recog}`,
  },
  {
    maker: "Cisco TelePresence",
    kind: "video bridge",
    describes: /^(?:Cisco TelePresence (?:(?:HD )?MCU|Server|Supervisor|MSE)\b|TANDBERG MPS\b)/,
    web: (web) => /^Cisco TelePresence (?:MCU|Server|MSE)\b/.test(web.title ?? "") || web.location?.endsWith("/login_home.html") === true,
    source: `${recog} and nmap; "Server" is a guess after them`,
  },
  {
    maker: "Polycom",
    kind: "video bridge",
    describes: /\bPolycom (?:RMX|DMA|CMA|MGC)\b|\bRealPresence (?:Collaboration Server|DMA|Resource Manager)\b/,
    web: (web) => /^Polycom (?:DMA|RMX|CMA)\b|CloudAXIS/.test(web.title ?? "") || web.server === "Polycom-GAB",
    source: `${recog} and nmap (DMA, CMA, CloudAXIS); the others by their names`,
  },
  {
    maker: "Cisco",
    kind: "switch or router",
    objectIds: [enterprise("9.6.1"), enterprise("9.12")],
    describes:
      /\b(?:Cisco (?:IOS|Internetwork Operating System)|IOS(?:-XE| \(tm\)| XR)? Software|NX-OS|Adaptive Security Appliance|Cisco Controller)\b/,
    web: (web) => /^cisco-IOS\b/i.test(web.server ?? "") || /^Cisco Catalyst Switch\b/.test(web.title ?? ""),
    source: `CISCO-PRODUCTS-MIB; ${recog}`,
  },
  {
    maker: "Huawei",
    kind: "switch or router",
    objectIds: [enterprise("2011.2.23"), enterprise("2011.2.224"), enterprise("2011.2.239")],
    describes: /Versatile Routing Platform|\bQuidway\b/,
    amongIts: { maker: makers.huawei, describes: /^\s*(?:HUAWEI\s+)?(?:S\d{3,5}|CE\d{4,5}|AR\d|NE\d|USG\d|NetEngine|CloudEngine)/i },
    source: `numbers of the S, AR and CloudEngine series; names of its models; ${recog}`,
  },
  {
    maker: "Huawei",
    kind: "wireless network",
    amongIts: { maker: makers.huawei, describes: /^\s*(?:HUAWEI\s+)?(?:A[PC]\d{4}|AirEngine)/i },
    source: "names of its access points and controllers",
  },
  {
    maker: "Huawei",
    kind: "power supply",
    amongIts: { maker: makers.huawei, describes: /^\s*(?:HUAWEI\s+)?UPS\d{4}/i },
    source: "names of its UPS",
  },
  { maker: "Aethra", kind: "switch or router", describes: /\bATOS\b|\bStarVoice\b/i, source: nmap },
  { maker: "Sony", kind: "camera", describes: /Sony Network Camera|\bSNC-/, web: title(/^Sony Network Camera/), source: recog },
  {
    maker: "Sony",
    kind: "camera",
    amongIts: { maker: makers.sony, describes: /^\s*(?:SONY\s+)?(?:SRG|BRC|EVI)-/i },
    source: "names of its motorised cameras",
  },
  {
    maker: "Sony",
    kind: "projector",
    amongIts: { maker: makers.sony, describes: /\b(?:VPL-|Data Projector\b)/i },
    source: "names of its projectors",
  },
  {
    maker: "AVer",
    kind: "camera",
    amongIts: { maker: makers.aver, describes: /\b(?:PTZ|CAM|TR|MD|DL)\d{2,3}/ },
    source: "names of its cameras",
  },
  {
    maker: "Logitech",
    kind: "touch panel",
    describes: /\bLogitech Tap\b/,
    amongIts: { maker: makers.logitech, describes: /^\s*Tap\b/ },
    source: "names of its panels (Tap, Tap IP, Tap Scheduler): CollabOS too, and no codec",
  },
  {
    maker: "Yealink",
    kind: "phone",
    describes: /\bSIP-[TWC]\d/,
    amongIts: { maker: makers.yealink, describes: /^\s*(?:Yealink\s+)?(?:T\d\d|W\d\d|CP\d{3})/i },
    source: "names of Yealink's telephones",
  },
  {
    maker: "Polycom",
    kind: "phone",
    describes: /\b(?:SoundPoint|SoundStation|VVX)\b/,
    web: (web) => web.server?.startsWith("Polycom SoundPoint IP Telephone") === true || web.title === "Polycom - Configuration Utility",
    source: recog,
  },
];

const printers: readonly NotACodec[] = [
  { maker: "Canon", kind: "camera", describes: /^Canon Network Camera/, source: `${recog}; before the printers, whose number it has` },
  {
    maker: "HP",
    kind: "printer",
    objectIds: [enterprise("11.2.3.9")],
    describes: /HP ETHERNET MULTI-ENVIRONMENT|\bJETDIRECT\b/,
    web: (web) =>
      /^HP HTTP Server|^HP-Chai/.test(web.server ?? "") ||
      /^(?:HP )?(?:Color )?(?:LaserJet|Officejet|Photosmart|DesignJet)\b/i.test(web.title ?? ""),
    source: `number of HP's printers in JETDIRECT3-MIB; ${recog}`,
  },
  { maker: "Brother", kind: "printer", objectIds: [enterprise(2435)], web: title(/^Brother /), source: `${iana}; ${recog}` },
  { maker: "Canon", kind: "printer", objectIds: [enterprise(1602)], web: server(/^CANON HTTP/i), source: `${iana}; ${recog}` },
  { maker: "Epson", kind: "printer or projector", objectIds: [enterprise(1248)], source: iana },
  { maker: "Kyocera", kind: "printer", objectIds: [enterprise(1347)], web: server(/^KM-MFP/), source: `${iana}; ${recog}` },
  { maker: "Lexmark", kind: "printer", objectIds: [enterprise(641)], source: iana },
  { maker: "Xerox", kind: "printer", objectIds: [enterprise(253)], web: title(/^Xerox /), source: `${iana}; ${recog}` },
  ...only("printer", {
    Ricoh: [367],
    "Konica Minolta": [18334],
    Samsung: [236],
    Oki: [2001],
    Sharp: [2385],
    "Toshiba TEC": [1129],
  }),
];

const networks: readonly NotACodec[] = [
  {
    maker: "HP ProCurve",
    kind: "switch or router",
    objectIds: [enterprise("11.2.3.7")],
    describes: /\bProCurve\b/i,
    web: title(/\bProCurve Switch\b/),
    source: `number of HP's switches in HP-ICF-OID; ${recog}`,
  },
  { maker: "MikroTik", kind: "switch or router", objectIds: [enterprise(14988)], web: title(/^RouterOS /), source: `${iana}; ${recog}` },
  { maker: "Netgear", kind: "switch or router", objectIds: [enterprise(4526)], web: title(/^netgear\b/i), source: `${iana}; ${recog}` },
  ...only("switch or router", {
    Aruba: [14823, 47196],
    H3C: [25506],
    Juniper: [2636],
    "D-Link": [171],
    Ubiquiti: [41112],
    "Extreme Networks": [1916],
    "Allied Telesis": [207],
    Zyxel: [890],
    "TP-Link": [11863],
    "Alcatel-Lucent": [6486],
    Brocade: [1991],
    Arista: [30065],
    Enterasys: [5624],
  }),
  ...only("wireless network", { Ruckus: [25053] }),
  ...only("firewall", { Fortinet: [12356], "Palo Alto Networks": [25461], Stormshield: [11256] }),
];

const others: readonly NotACodec[] = [
  ...only("power supply", { APC: [318], Eaton: [534], "Merlin Gerin": [705], Socomec: [4555], CyberPower: [3808] }),
  { maker: "UPS-MIB", kind: "power supply", objectIds: ["1.3.6.1.2.1.33"], source: "RFC 1628, a device named after the standard itself" },
  ...only("phone", { snom: [7526] }),
  { maker: "Axis", kind: "camera", objectIds: [enterprise(368)], web: title(/^AXIS\b/), source: `${iana}; ${recog}` },
  { maker: "Hikvision", kind: "camera", objectIds: [enterprise(39165)], web: server(/^Hikvision-Webs/), source: `${iana}; ${recog}` },
  ...only("storage", { Synology: [6574], QNAP: [24681] }),
];

/** The first that matches names the device. Linux machines (net-snmp) are not here: many codecs are one. */
export const notCodecs: readonly NotACodec[] = [...sameMakers, ...printers, ...networks, ...others];

/** Its name where the device is known and is no codec. */
export function nameOfNotACodec(evidence: Evidence): string | null {
  const other = notCodecs.find((device) => isNotACodec(device, evidence));
  return other === undefined ? null : nameOf(other);
}

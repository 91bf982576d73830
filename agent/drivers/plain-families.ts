import type { Driver, Evidence, WebBanner } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { isMadeBy, type Maker, makers, rootOf } from "./makers.ts";
import { mib2Identity, mib2Ports, mib2StateAlone, unseen } from "./mib2.ts";

/** Makers of codecs of which nothing but signs is known: they are watched as `generic-mib2`, under their own name. */
interface PlainFamily {
  readonly family: string;
  readonly label: string;
  readonly maker: Maker;
  /** Names of its codecs in sysDescr. They count beside the maker's number or name: "Room" alone is anybody's. */
  readonly models: { readonly names: string; readonly pattern: RegExp };
  /** Nobody else's models have such names. */
  readonly isItsOwn?: true;
  readonly web?: { readonly says: string; readonly test: (web: WebBanner) => boolean };
}

const plainFamilies: readonly PlainFamily[] = [
  {
    family: "lifesize",
    label: "LifeSize Express, Team, Room, Icon",
    maker: makers.lifesize,
    models: { names: "Express, Team, Room, Icon, Passport or Unity", pattern: /\b(?:Express|Team|Room|Icon|Passport|Unity)\b/i },
    web: { says: "its page is titled Lifesize (rapid7/recog)", test: ({ title }) => /\bLifesize\b/i.test(title ?? "") },
  },
  {
    family: "sony-pcs",
    label: "Sony PCS and PCS-XG, XC",
    maker: makers.sony,
    // Protective relays of others are called PCS-9611.
    models: { names: "PCS-1, PCS-11, PCS-G50, PCS-XG80…", pattern: /\bPCS-(?:(?:1|11)P?\b|1600|[GTHX][A-Z]?\d{1,3}|VCP)/ },
    isItsOwn: true,
    web: { says: "its realm is “PCS-… Web Control” (nmap)", test: ({ challenge }) => /realm="PCS-/.test(challenge ?? "") },
  },
  {
    family: "yealink-vc",
    label: "Yealink VC and MeetingEye",
    maker: makers.yealink,
    models: { names: "VC…, MeetingEye or MeetingBar", pattern: /^\s*(?:Yealink\s+)?(?:VC\d|MeetingEye|MeetingBar)/i },
  },
  {
    family: "huawei-te",
    label: "Huawei TE and CloudLink",
    maker: makers.huawei,
    models: { names: "TE… or CloudLink", pattern: /^\s*(?:HUAWEI\s+)?(?:TE[1-8]0|CloudLink(?!\s+MCU))\b/i },
  },
  {
    family: "aver-svc",
    label: "AVer SVC and EVC",
    maker: makers.aver,
    models: { names: "SVC, EVC or HVC", pattern: /\b(?:SVC|EVC|HVC)/i },
  },
  {
    family: "starleaf",
    label: "StarLeaf GT and Huddle",
    maker: makers.starleaf,
    models: { names: "GT or Huddle", pattern: /\b(?:GT|Huddle)\b/i },
  },
  {
    family: "vidyo-room",
    label: "VidyoRoom",
    maker: makers.vidyo,
    models: { names: "VidyoRoom", pattern: /\bVidyoRoom\b/i },
    isItsOwn: true,
  },
  { family: "aethra", label: "Aethra Vega X", maker: makers.aethra, models: { names: "Vega", pattern: /\bVega\b/i } },
];

/** "Linux srv-vidyoroom 5.4": what follows is what somebody called the machine. */
const isHostName = (sysDescr: string): boolean => /^Linux\s/.test(sysDescr);

function recognises({ maker, models, isItsOwn, web }: PlainFamily, evidence: Evidence): boolean {
  const { sysDescr } = evidence;
  if (sysDescr !== null && !isHostName(sysDescr) && models.pattern.test(sysDescr)) {
    if (isItsOwn === true || isMadeBy(maker, evidence) || new RegExp(`\\b${maker.name}\\b`, "i").test(sysDescr)) return true;
  }
  return evidence.web !== null && web?.test(evidence.web) === true;
}

/** "sysDescr names VidyoRoom", "sysDescr names TE… or CloudLink, beside the name Huawei or a sysObjectID under 1.3.6.1.4.1.2011". */
function saysOf({ maker, models, isItsOwn }: PlainFamily): string {
  const beside = isItsOwn === true ? "" : `, beside the name ${maker.name} or a sysObjectID under ${rootOf(maker)} (IANA)`;
  return `sysDescr names ${models.names}${beside} ⚠ not verified`;
}

/**
 * No `objectIds`: nobody has seen what these say, and a codec built on Linux often says the number of net-snmp, which must not make
 * it a stranger at its own address.
 */
export const plainDrivers: readonly Driver[] = plainFamilies.map((plain) => ({
  family: plain.family,
  label: `${plain.label} (only its signs are known: watched as any MIB-II device)`,
  recognisedBy: [saysOf(plain), ...(plain.web === undefined ? [] : [`web: ${plain.web.says}`])],
  recognises: [(evidence: Evidence) => recognises(plain, evidence)],
  state: { scalars: [...unseen(mib2StateAlone), hrSystemDate] },
  status: { tables: unseen([mib2Ports]) },
  inventory: { scalars: unseen(mib2Identity) },
}));

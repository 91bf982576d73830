import type { Driver, Evidence, WebBanner } from "./driver.ts";
import { hrSystemDate } from "./host-clock.ts";
import { mib2Identity, mib2Ports, mib2StateAlone, unseen } from "./mib2.ts";
import { isUnder } from "./object-id.ts";

/** Makers of codecs of which nothing but signs is known: they are watched as `generic-mib2`, under their own name. */
interface PlainFamily {
  readonly family: string;
  readonly label: string;
  /** IANA enterprise number. */
  readonly enterprise: number;
  /** What its sysDescr names. */
  readonly describes: { readonly names: string; readonly pattern: RegExp };
  readonly web?: { readonly says: string; readonly test: (web: WebBanner) => boolean };
}

const plainFamilies: readonly PlainFamily[] = [
  {
    family: "lifesize",
    label: "LifeSize Express, Team, Room, Icon",
    enterprise: 20341,
    describes: { names: "LifeSize", pattern: /\bLifeSize\b/i },
    web: { says: "its page is titled Lifesize (rapid7/recog)", test: ({ title }) => /\bLifesize\b/i.test(title ?? "") },
  },
  {
    family: "sony-pcs",
    label: "Sony PCS and PCS-XG, XC",
    enterprise: 122,
    describes: { names: "PCS-…", pattern: /\bPCS-/ },
    web: { says: "its realm is “PCS-… Web Control” (nmap)", test: ({ challenge }) => /realm="PCS-/.test(challenge ?? "") },
  },
  {
    family: "yealink-vc",
    label: "Yealink VC and MeetingEye",
    enterprise: 37459,
    describes: { names: "Yealink and VC…, MeetingEye or MeetingBar", pattern: /\bYealink\b.*\b(?:VC\d|MeetingEye|MeetingBar)/i },
  },
  {
    family: "huawei-te",
    label: "Huawei TE and CloudLink",
    enterprise: 2011,
    describes: { names: "HUAWEI and TE… or CloudLink", pattern: /\bHUAWEI\b.*\b(?:TE\d0|CloudLink)/i },
  },
  {
    family: "aver-svc",
    label: "AVer SVC and EVC",
    enterprise: 50053,
    describes: { names: "AVer SVC, EVC or HVC", pattern: /\bAVer (?:SVC|EVC|HVC)/i },
  },
  { family: "starleaf", label: "StarLeaf GT and Huddle", enterprise: 52187, describes: { names: "StarLeaf", pattern: /\bStarLeaf\b/i } },
  { family: "vidyo-room", label: "VidyoRoom", enterprise: 35969, describes: { names: "VidyoRoom", pattern: /\bVidyoRoom\b/i } },
  { family: "aethra", label: "Aethra Vega X", enterprise: 7745, describes: { names: "Aethra and Vega", pattern: /\bAethra\b.*\bVega\b/i } },
];

function recognises({ enterprise, describes, web }: PlainFamily, evidence: Evidence): boolean {
  const root = `1.3.6.1.4.1.${enterprise}`;
  if (evidence.sysObjectId !== null && isUnder(evidence.sysObjectId, root)) return true;
  if (evidence.sysDescr !== null && describes.pattern.test(evidence.sysDescr)) return true;
  return evidence.web !== null && web?.test(evidence.web) === true;
}

/**
 * No `objectIds`: nobody has seen what these say, and a codec built on Linux often says the number of net-snmp, which must not make
 * it a stranger at its own address.
 */
export const plainDrivers: readonly Driver[] = plainFamilies.map((plain) => ({
  family: plain.family,
  label: `${plain.label} (only its signs are known: watched as any MIB-II device)`,
  recognisedBy: [
    `sysObjectID under 1.3.6.1.4.1.${plain.enterprise} (IANA) ⚠ not verified`,
    `sysDescr names ${plain.describes.names} ⚠ not verified`,
    ...(plain.web === undefined ? [] : [`web: ${plain.web.says}`]),
  ],
  recognises: [(evidence: Evidence) => recognises(plain, evidence)],
  state: { scalars: [...unseen(mib2StateAlone), hrSystemDate] },
  status: { tables: unseen([mib2Ports]) },
  inventory: { scalars: unseen(mib2Identity) },
}));

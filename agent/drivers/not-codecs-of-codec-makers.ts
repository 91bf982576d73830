import { makers } from "./makers.ts";
import { enterprise, librenms, type NotACodec, nmap, recog, title } from "./not-a-codec.ts";

/** "… Control" and "… Expressway" follow the one, -C and -E the other. */
const vcsNames = /\b(?:Cisco Expressway|(?:Cisco|TANDBERG)(?: TelePresence)? (?:VCS|Video Communication Server))\b/i;
const managementSuite = /\b(?:Cisco|TANDBERG)(?: TelePresence)? Management Suite\b/i;

const cisco: readonly NotACodec[] = [
  {
    maker: "Cisco VCS",
    kind: null,
    objectIds: [enterprise("5596.130")],
    describes: vcsNames,
    web: title(vcsNames),
    source: "sysObjectID, recorded; Expressway says the same; names of the products",
  },
  { maker: "Cisco TelePresence", kind: "server", describes: managementSuite, web: title(managementSuite), source: "name of the product" },
  {
    maker: "Cisco TelePresence Conductor",
    kind: null,
    objectIds: [enterprise("5596.180")],
    describes: /^Cisco TelePresence Conductor/,
    web: title(/\bCisco TelePresence Conductor\b/),
    source: `sysObjectID, recorded; ${recog}`,
  },
  {
    maker: "TANDBERG Gatekeeper",
    kind: null,
    objectIds: [enterprise("5596.110")],
    describes: /^TANDBERG Gatekeeper\b/i,
    source: "numbers of TANDBERG's products; TMS, which has it too, is no codec either",
  },
  {
    maker: "TANDBERG Border Controller",
    kind: null,
    objectIds: [enterprise("5596.120")],
    describes: /^TANDBERG Border ?Controller\b/i,
    source: "numbers of TANDBERG's products",
  },
  {
    maker: "Cisco TelePresence",
    kind: "video recorder",
    describes: /\b(?:Cisco TelePresence|TANDBERG) (?:Content Server|IP VCR)\b/,
    web: title(/\b(?:Cisco TelePresence|TANDBERG) (?:Content Server|IP VCR)\b/),
    source: "names of the products",
  },
  {
    maker: "Cisco TelePresence",
    kind: "video bridge",
    describes:
      /^(?:Cisco TelePresence (?:(?:HD )?MCU|Server|Supervisor|MSE|ISDN G(?:W|ateway))\b|TANDBERG (?:MPS|MCU|Codian)\b|Codian\b)|\bTelePresence (?:Multipoint Switch|Manager)\b|^Acano\b|\bCisco Meeting Server\b/i,
    web: (web) =>
      /^(?:Cisco TelePresence (?:MCU|Server|MSE)|Codian MCU|Cisco Meeting (?:Server|App)|Acano)\b/.test(web.title ?? "") ||
      web.location?.endsWith("/login_home.html") === true,
    source: `${recog} and nmap; ${librenms}; "Server", "Codian" and "MCU" of TANDBERG are guesses after them`,
  },
  {
    maker: "Cisco",
    kind: "telephone exchange",
    objectIds: [enterprise("9.1.1348")],
    describes: /\bSoftware:\s?UCOS\b|\bCisco Unified (?:Communications Manager|CallManager|CM)\b/,
    web: title(/\bCisco Unified (?:Communications|CM)\b|\bCisco Unity\b/),
    source: "CISCO-PRODUCTS-MIB; the operating system of its appliances",
  },
  {
    maker: "Cisco",
    kind: "phone",
    describes: /\bCisco\b.*\b(?:IP|Desk|Unified|Video|Conference) Phone\b|\bCP-[6-9]\d{3}/,
    web: title(/\bCisco\b.*\b(?:IP|Desk|Unified|Video|Conference|Webex Wireless) Phone\b|\bCP-[6-9]\d{3}/),
    source: "names of the telephones",
  },
  {
    maker: "Cisco",
    kind: "touch panel",
    describes: /\b(?:Cisco|Webex)(?: TelePresence| Room)* (?:Navigator|Touch(?: ?10)?)\b/,
    web: title(/\b(?:Cisco|Webex)(?: TelePresence| Room)* (?:Navigator|Touch(?: ?10)?)\b/),
    source: "names of the panels",
  },
  {
    maker: "Cisco",
    kind: "server",
    describes: /\bCisco Integrated Management Controller\b|\bCisco (?:Secure Access Control System|Identity Services Engine)\b/,
    source: librenms,
  },
  {
    maker: "Cisco",
    kind: "firewall",
    describes: /\bAdaptive Security Appliance\b|\bCisco (?:PIX|Firepower|FX-OS)\b/,
    source: librenms,
  },
  {
    maker: "Cisco",
    kind: "wireless network",
    describes: /^Cisco Controller\b|\bCisco (?:AP Software|Small Business WAP)\b/,
    source: librenms,
  },
  {
    maker: "Cisco",
    kind: "switch or router",
    objectIds: [enterprise("9.6.1"), enterprise("9.12")],
    describes:
      /\bCisco (?:IOS|Internetwork Operating System)|\bIOS(?:-XE| \(tm\)| XR)? Software\b|NX-OS|\bWS-C\d{4}|\bC9[2-6]\d\d[A-Z]*-|\b(?:Cisco|Cisco Systems) Catalyst\b|\bLinux Cisco Small Business\b/,
    web: (web) => /^cisco-IOS\b/i.test(web.server ?? "") || /^Cisco Catalyst Switch\b/.test(web.title ?? ""),
    source: `CISCO-PRODUCTS-MIB; ${recog}; names of the Catalyst switches`,
  },
];

const polyServers = /\bRealPresence (?:Collaboration Server|DMA|Resource Manager|Access Director)\b/;
const polyPhones = /\bPoly(?:com)?[ _-]*(?:Trio|CCX|Edge ?[BE]\d|VVX|Rove|OBi)|\bTrio[ _-]?(?:C60|8[358]00)\b|\bCCX[ _-]?\d{3}\b/i;
const polyPanels = /\bPoly(?:com)?[ _-]*(?:TC ?(?:8|10)|GC8|(?:RealPresence )?Touch)\b|^\s*(?:TC ?(?:8|10)|GC8)\b/i;

const polycom: readonly NotACodec[] = [
  {
    maker: "Polycom",
    kind: "video bridge",
    objectIds: [enterprise("13885.9"), enterprise("13885.13"), enterprise("13885.102"), enterprise("13885.110")],
    describes: new RegExp(`\\bPolycom (?:RMX|DMA|CMA|MGC|RPAD|VBP)\\b|${polyServers.source}`),
    web: (web) =>
      new RegExp(`^Polycom (?:DMA|RMX|CMA)\\b|CloudAXIS|${polyServers.source}`).test(web.title ?? "") || web.server === "Polycom-GAB",
    source: `roots of POLYCOM-MCU-MIB, -DMA-MIB and -RPRM-MIB as read by Centreon; ${recog} and nmap; the others by their names`,
  },
  {
    maker: "Polycom",
    kind: "video recorder",
    describes: /\bPolycom RSS\b|\bRealPresence (?:Capture|Media) /,
    web: title(/\bPolycom RSS\b|\bRealPresence (?:Capture|Media) /),
    source: "names of the products",
  },
  {
    maker: "Polycom",
    kind: "phone",
    describes: new RegExp(`\\b(?:SoundPoint|SoundStation|VVX)\\b|${polyPhones.source}`, "i"),
    web: (web) =>
      web.server?.startsWith("Polycom SoundPoint IP Telephone") === true ||
      web.title === "Polycom - Configuration Utility" ||
      polyPhones.test(web.title ?? ""),
    source: `${recog}; names of the telephones, the Trio and the CCX among them: conference telephones, a codec to nobody's rooms`,
  },
  {
    maker: "Poly",
    kind: "touch panel",
    describes: polyPanels,
    web: title(polyPanels),
    source: "names of its panels (TC8, TC10, GC8)",
  },
];

const huaweiModel = (names: string): RegExp => new RegExp(`^\\s*(?:HUAWEI\\s+)?(?:${names})`, "i");

const huawei: readonly NotACodec[] = [
  {
    maker: "Huawei",
    kind: "server",
    objectIds: [enterprise("2011.2.235")],
    web: title(/\b(?:Huawei )?iBMC\b|\bHuawei iMana\b/i),
    describes: /\biBMC\b|\bHuawei (?:FusionServer|iMana|Intelligent Baseboard)/i,
    amongIts: { maker: makers.huawei, describes: /\b(?:FusionServer|TaiShan|RH\d{4}|2288H?)\b/i },
    source: "number of its server management (iBMC); names of its servers",
  },
  {
    maker: "Huawei",
    kind: "storage",
    amongIts: { maker: makers.huawei, describes: /\b(?:OceanStor|Dorado)\b/i },
    source: "names of its storage",
  },
  {
    maker: "Huawei",
    kind: "video bridge",
    amongIts: { maker: makers.huawei, describes: /\b(?:VP9[68]\d\d|CloudMCU|CloudLink MCU|SMC[23])\b/ },
    source: "names of its bridges and of their manager",
  },
  {
    maker: "Huawei",
    kind: "switch or router",
    objectIds: [enterprise("2011.2.23"), enterprise("2011.2.224"), enterprise("2011.2.239")],
    describes: /Versatile Routing Platform|\bQuidway\b|\bVRP \(R\) Software\b|Huawei Integrated Access Software/,
    amongIts: { maker: makers.huawei, describes: huaweiModel("S\\d{3,5}|CE\\d{4,5}|AR\\d|NE\\d|USG\\d|NetEngine|CloudEngine") },
    source: `numbers of the S, AR and CloudEngine series; names of its models; ${recog}`,
  },
  {
    maker: "Huawei",
    kind: "wireless network",
    amongIts: { maker: makers.huawei, describes: huaweiModel("A[PC]\\d{4}|AirEngine") },
    source: "names of its access points and controllers",
  },
  {
    maker: "Huawei",
    kind: "power supply",
    amongIts: { maker: makers.huawei, describes: huaweiModel("UPS\\d{4}") },
    source: "names of its UPS",
  },
];

const logitechPanels = /\bLogitech Tap|\bTap ?(?:IP|Scheduler)\b|\bCollabOS Tap\b/;

const others: readonly NotACodec[] = [
  {
    maker: "LifeSize",
    kind: "video bridge",
    describes: /\bLife[Ss]ize (?:Bridge|UVC|Transit|Networker|Gatekeeper|ClearSea)\b/,
    amongIts: { maker: makers.lifesize, describes: /\b(?:Bridge|UVC|Transit|Networker|Gatekeeper|ClearSea)\b/i },
    web: title(/\bLife[Ss]ize\b.*\b(?:Bridge|UVC|Transit|Networker|ClearSea)\b/),
    source: "names of its infrastructure",
  },
  {
    maker: "Vidyo",
    kind: "video bridge",
    describes: /\bVidyo(?:Gateway|Router|Portal|Replay|Proxy)\b/,
    web: title(/\bVidyo(?:Gateway|Router|Portal|Replay|Proxy)\b/),
    source: "names of its infrastructure",
  },
  {
    maker: "Radvision",
    kind: "video bridge",
    describes: /\bScopia (?:Elite|MCU|\d{2,4} MCU|Gateway|Gatekeeper|Desktop|Management|ECS)\b/i,
    amongIts: { maker: makers.radvision, describes: /\b(?:MCU|Gateway|Gatekeeper|Elite)\b/i },
    source: "names of its infrastructure: the Scopia XT are codecs",
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
    kind: "camera",
    describes: /\b(?:CollabOS|Logitech) Scribe\b/,
    web: title(/\bLogitech Scribe\b/),
    source: "name of its camera for whiteboards: CollabOS too",
  },
  { maker: "Logitech Swytch", kind: null, describes: /\bSwytch\b.*\bCollabOS\b|\bLogitech Swytch\b/, source: "name of the product" },
  {
    maker: "Logitech",
    kind: "touch panel",
    describes: logitechPanels,
    amongIts: { maker: makers.logitech, describes: /^\s*Tap\b/ },
    web: title(logitechPanels),
    source: "names of its panels (Tap, Tap IP, Tap Scheduler): CollabOS too, and no codec",
  },
  {
    maker: "Yealink",
    kind: "touch panel",
    describes: /\bYealink (?:CTP\d|RoomPanel)/i,
    amongIts: { maker: makers.yealink, describes: /^\s*(?:CTP\d|RoomPanel|DR\d\d)/i },
    source: "names of its panels",
  },
  {
    maker: "Yealink",
    kind: "phone",
    describes: /\bSIP-[TWC]\d/,
    web: title(/\bYealink\b.*\b(?:Phone|SIP-\w+|[TW]\d\d[A-Z]*|CP\d{3}|VP\d\d)\b/i),
    amongIts: { maker: makers.yealink, describes: /^\s*(?:Yealink\s+)?(?:T\d\d|W\d\d|CP\d{3}|VP\d\d|AX\d\d)/i },
    source: "names of Yealink's telephones",
  },
  {
    maker: "Panasonic",
    kind: "projector",
    amongIts: { maker: makers.panasonic, describes: /\bPT-[A-Z]{1,4}\d|\bProjector\b/i },
    source: "names of its projectors",
  },
  {
    maker: "Panasonic",
    kind: "camera",
    amongIts: { maker: makers.panasonic, describes: /\b(?:AW-|WV-)|\bNetwork Camera\b/i },
    source: "names of its cameras",
  },
  {
    maker: "NEC",
    kind: "projector",
    amongIts: { maker: makers.nec, describes: /\bprojector\b|\b(?:NP-)?P[AEVX]\d{3}/i },
    source: "names of its projectors",
  },
];

/** Infrastructure of the makers of codecs, and their other devices: some share an enterprise number with codecs. */
export const devicesOfCodecMakers: readonly NotACodec[] = [...cisco, ...polycom, ...huawei, ...others];

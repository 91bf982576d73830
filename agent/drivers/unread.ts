import { ciscoUnread } from "./unread-cisco.ts";
import { oldNews, personal, setting, type UnreadFact } from "./unread-fact.ts";

const everybody: readonly string[] = [];

/** Of any SNMP agent. */
const mib2Unread: readonly UnreadFact[] = [
  {
    families: everybody,
    names: ["sysName", "sysLocation", "sysContact"],
    why: `${personal}; the inventory of the collector says which room it is`,
  },
  {
    families: everybody,
    names: ["ifAdminStatus", "ifPhysAddress"],
    why: "a port switched off on purpose is not open and is left out already; an address of a machine is nobody's business here",
  },
  {
    families: everybody,
    names: ["ifInOctets", "ifOutOctets"],
    why: "32 bits: they come round in less than six minutes at 100 Mbit/s, and how much went through a port says nothing of a call",
  },
  {
    families: everybody,
    names: ["hrProcessorLoad", "hrStorageTable"],
    why: "absent from the recording of a Studio X50, and there is nothing that whoever reads it on a closed appliance could do",
  },
  {
    families: everybody,
    names: ["MIBs of H.341 (0.0.8.341)"],
    why: "no agent in 1,794 published recordings answers anything there, and no text of it was found",
  },
  {
    families: everybody,
    names: ["traps"],
    why: "the agent opens no port: a codec that had to reach it would need a hole in a firewall, and a trap that is lost is lost. What there is to know is asked",
  },
];

const polyUnread: readonly UnreadFact[] = [
  {
    families: ["poly-videoos"],
    names: ["identityBuildDate", "identityDeviceType"],
    why: `${oldNews}: the firmware has one date, and all of them are a “Video Endpoint”`,
  },
  {
    families: ["poly-videoos"],
    names: ["serviceH323GatekeeperH239Enabled"],
    why: "whether the gatekeeper knows of a second picture: it changes with a setting, and was never recorded",
  },
  { families: ["poly-videoos"], names: ["hardwareNICNICsMACAddress"], why: "an address of a machine is nobody's business here" },
  {
    families: ["poly-videoos"],
    names: ["callActiveCallsFarSiteName (58)", "callActiveCallsCallID, ConferenceID (2, 3)"],
    why: `${personal}; nothing of the call in progress needs its number`,
  },
  {
    families: ["poly-videoos"],
    names: ["voice, video and total packets lost (8, 9, 14, 15, 50, 51)"],
    why: "counts over nothing that is told: no ratio can be had from them",
  },
  {
    families: ["poly-videoos"],
    names: ["overall latency and jitter (18 to 21)", "codecs, rates offered, call type, encryption (52 to 55, 60, 61)"],
    why: "told stream by stream; the rest does not change while a call lasts, and no recording shows that any codec fills this table",
  },
  {
    families: ["poly-videoos"],
    names: ["comm.statistics.timeinlastcall"],
    why: "the call log has each call with its length",
  },
  {
    families: ["poly-videoos"],
    names: ["/rest/system: timeOffset", "ifTable of MIB-II"],
    why: "the zone is in the time already; MIB-II says 100 Mbit/s of a port that is at 1000, its own MIB is right, and its errors show as loss in a call",
  },
  {
    families: ["poly-videoos"],
    names: ["call log: name", "addresses of servers"],
    why: personal,
  },
  {
    families: ["poly-videoos"],
    names: ["/rest/system/status: autoanswer, meetingpassword, logthreshold, visualboard"],
    why: "settings; and visualboard is up on a codec that has none",
  },
  {
    families: ["poly-videoos"],
    names: ["the quality of a call that is over"],
    why: "its call log has none. What mediastats said each minute of the call is told as live quality; a summary of a few instants is no measure of the call, and would be taken for one",
  },
  {
    families: ["poly-videoos"],
    names: ["mediastats: packetLoss, mediaAlgorithm"],
    why: "a count over nothing that is told; a name of a codec that nobody can act on",
  },
  {
    families: ["poly-videoos"],
    names: ["/rest/current/session"],
    why: "another name for the session in newer releases, by somebody's code; the one recorded is /rest/session, and one door is enough",
  },
  {
    families: ["poly-videoos"],
    names: ["SSH: netstats, advnetstats, xmlnetstats, callstats, whoami"],
    why: "a second way in with its own password, for figures that REST has",
  },
  {
    families: ["poly-hdx"],
    names: ["polycomVSReason"],
    why: "the cause of a call without the call: which one, and when, is not told. The call records tell it of each",
  },
  {
    families: ["poly-hdx"],
    names: ["polycomVSMicData"],
    why: "its MIB does not say what its words are, and no codec was recorded; systemstatus.xml says how the microphones are",
  },
  { families: ["poly-hdx"], names: ["polycomVSPhoneNumber", "polycomVSCurrentIPAddress"], why: personal },
  {
    families: ["poly-hdx"],
    names: ["polycomVSAutoAnswerSetting", "systemstatus.xml: AUTOANSWER, LOGTHRESHOLD, MEETINGPW"],
    why: setting,
  },
  {
    families: ["poly-hdx"],
    names: ["thresholds of its traps: loss above 1 %, jitter above 35 ms, latency above 150 ms"],
    why: "its judgement of one minute, and it is sent and not answered: the figures themselves are read, whoever reads them judges all families alike",
  },
  {
    families: ["poly-hdx"],
    names: ["systemstatus.xml: HELPLINE"],
    why: "a sentence in the codec's language, with its addresses",
  },
  {
    families: ["poly-hdx"],
    names: ["call records: percentages and averages of packets lost"],
    why: "rounded percentages, and counts over nothing: no ratio can be had from them",
  },
  {
    families: ["poly-hdx"],
    names: ["call records: account, second number, alias, addresses, maker, codecs, channels"],
    why: `${personal}; or nothing that the use or the quality of the room depends on`,
  },
  {
    families: ["poly-hdx"],
    names: ["whoami: Time In Last Call, SNTP Time Service, H323 Enabled, addresses"],
    why: "the call records have each call, systemstatus.xml the state of the time server; the rest is settings and addresses",
  },
  {
    families: ["poly-hdx"],
    names: ["sleep register, listen sleep"],
    why: "the only way to learn that it sleeps, and it writes: a registration stays in its memory. A codec asleep answers as one that waits",
  },
  {
    families: ["poly-hdx"],
    names: ["Date of its web answers (HTTP)"],
    why: "UTC by a zone that may be wrong, while calls are dated by the wall without one: to correct them by it could make them wrong. whoami tells the wall",
  },
];

const othersUnread: readonly UnreadFact[] = [
  {
    families: ["logitech-collabos"],
    names: ["api/v1/insights/room: occupancyCount, occupancyMode"],
    why: "how many people sit in a room is theirs to tell: neither the SLA nor the use of a room needs it",
  },
  {
    families: ["logitech-collabos"],
    names: ["systemName, ethernetMAC, wifiMAC", "micState, speakerState, speakerVolume, serviceProvider"],
    why: `${personal}; the others are what somebody chose: muted, how loud`,
  },
  {
    families: ["logitech-collabos"],
    names: ["calls"],
    why: "they belong to the service it runs (Teams, Zoom…): the local interface has no list of them",
  },
  {
    families: ["logitech-collabos"],
    names: ["sleep"],
    why: "no word for it in the code that talks to it: a bar asleep answers as one that waits, with its screens off",
  },
  {
    families: ["logitech-collabos"],
    names: ["Date of its web answers (HTTP)"],
    why: "there is no call to date by it; a clock that nobody reads is corrected by nobody",
  },
  {
    families: ["lifesize", "sony-pcs", "yealink-vc", "huawei-te", "aver-svc", "starleaf", "vidyo-room", "aethra"],
    names: ["calls, registrations, parts of the room"],
    why: "makers publish neither a MIB nor an interface for them that could be read: what any SNMP agent has, and a witness, is all that is honest",
  },
];

export const unreadFacts: readonly UnreadFact[] = [...ciscoUnread, ...polyUnread, ...othersUnread, ...mib2Unread];

import type { speakingChannels } from "./observation.ts";

type SpeakingChannel = (typeof speakingChannels)[number];

/**
 * Families of codecs that agents of this version know, with the channels on which each is asked anything, so that a collector can
 * tell a plan that no agent could follow. A law compares this with the drivers.
 */
export const familyChannels: Readonly<Record<string, readonly SpeakingChannel[]>> = {
  "cisco-ce": ["snmp", "http"],
  "tandberg-mxp": ["snmp", "http"],
  "cisco-cts": ["snmp"],
  "poly-videoos": ["snmp", "http"],
  "poly-hdx": ["snmp", "http"],
  "logitech-collabos": ["snmp", "http"],
  lifesize: ["snmp"],
  "sony-pcs": ["snmp"],
  "yealink-vc": ["snmp"],
  "huawei-te": ["snmp"],
  "aver-svc": ["snmp"],
  starleaf: ["snmp"],
  "vidyo-room": ["snmp"],
  aethra: ["snmp"],
  "generic-mib2": ["snmp"],
};

/**
 * Of those, the families whose codecs sign themselves another certificate at each restart: a fingerprint refuses them from then on. A
 * law compares this with the drivers.
 */
export const familiesThatRenewCertificates: readonly string[] = ["poly-videoos"];

/** What an endpoint has whose family is left to the codec's first answer. */
export const autoFamily = "auto";

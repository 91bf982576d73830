import { autoFamily, familiesThatRenewCertificates, familyChannels } from "../../contract/families.ts";
import { speakingChannels } from "../../contract/observation.ts";
import type { PlanHttp, PlanReach } from "../../contract/plan.ts";
import { nearestWord } from "../../settings/nearest.ts";
import type { Sifted } from "../../settings/sifted.ts";
import type { EndpointPolling } from "./directory.ts";
import { pollingFr } from "./fr-polling.ts";
import { isNowhere } from "./host-rules.ts";
import type { PollLevels, Tell } from "./poll-levels.ts";
import type { ReachEntry } from "./polling-entry.ts";
import { resolveHttp } from "./resolve-http.ts";
import { resolveSnmp } from "./resolve-snmp.ts";

const defaultTimeoutMs = 3_000;
const defaultRetries = 1;

type SpeakingChannel = (typeof speakingChannels)[number];

/** What is to be polled, or null where the entry is not right; each fault that no schema tells is told once. */
export function resolvePoll(levels: PollLevels, tell: Tell): EndpointPolling | null {
  const { poll } = levels;
  checkHost(levels, tell);
  const family = poll.family === autoFamily ? undefined : poll.family;
  if (family !== undefined && !Object.hasOwn(familyChannels, family)) {
    const known = [autoFamily, ...Object.keys(familyChannels)];
    tell(["family"], pollingFr.unknownFamily(nearestWord(family, known), known));
    return null;
  }
  const spoken = spokenOf(family, levels, tell);
  const reach = reachOf(levels, tell);
  if (poll.host === undefined || (spoken === null && reach === null)) return null;
  return { host: poll.host, ...(family !== undefined && { family }), ...spoken, ...(reach !== null && { reach }), ...surroundings(levels) };
}

/** The channels on which the codec speaks. Null: none, for it has none or is not right. */
function spokenOf(family: string | undefined, levels: PollLevels, tell: Tell): Pick<EndpointPolling, "snmp" | "http"> | null {
  const { common, site, poll } = levels;
  const channels = channelsOf(family, levels, tell);
  const isWitnessed = [common, site, poll].some((level) => "reach" in level);
  if (channels.size === 0 && !isWitnessed) tell([], pollingFr.noChannel);
  if (channels.size === 0 && family !== undefined && isWitnessed) tell(["family"], pollingFr.familyOfWitness);
  const snmp = channels.has("snmp") ? resolveSnmp(levels, tell) : null;
  const http = channels.has("http") ? resolveHttp(levels, tell) : null;
  checkFingerprint(http, family, levels, tell);
  return snmp === null && http === null ? null : { ...(snmp !== null && { snmp }), ...(http !== null && { http }) };
}

/**
 * Of a certificate that changes a fingerprint is good until the next restart, and then refuses the codec for ever: so the family has to be
 * said, for the codec's own first answer would tell it too late.
 */
function checkFingerprint(http: PlanHttp | null, family: string | undefined, { poll }: PollLevels, tell: Tell): void {
  if (http?.fingerprintSha256 === undefined || http.verifyTls) return;
  const isLeftToTheCodec = !("family" in poll) || poll.family === autoFamily;
  if (isLeftToTheCodec) tell(["http", "fingerprintSha256"], pollingFr.fingerprintOfUnknown(familiesThatRenewCertificates));
  else if (family !== undefined && familiesThatRenewCertificates.includes(family))
    tell(poll.http?.fingerprintSha256 === undefined ? ["family"] : ["http", "fingerprintSha256"], pollingFr.passingCertificate(family));
}

function surroundings({ common, site, poll }: PollLevels): Pick<EndpointPolling, "timeoutMs" | "retries" | "zone" | "ignoredDiagnostics"> {
  const zone = site.zone ?? common.zone;
  const ignoredDiagnostics = (site.ignoredDiagnostics ?? common.ignoredDiagnostics)?.filter((type) => type !== undefined);
  return {
    timeoutMs: poll.timeoutMs ?? site.timeoutMs ?? common.timeoutMs ?? defaultTimeoutMs,
    retries: poll.retries ?? site.retries ?? common.retries ?? defaultRetries,
    ...(zone !== undefined && { zone }),
    ...(ignoredDiagnostics !== undefined && { ignoredDiagnostics }),
  };
}

function checkHost({ poll, isFictional }: PollLevels, tell: Tell): void {
  if (isFictional) return;
  if (poll.host !== undefined && isNowhere(poll.host)) tell(["host"], pollingFr.loopback);
  const url = poll.http?.url;
  if (url !== undefined && URL.canParse(url) && isNowhere(new URL(url).hostname)) tell(["http", "url"], pollingFr.loopback);
}

/** Those the endpoint names, or all that its family speaks and some level describes. */
function channelsOf(family: string | undefined, levels: PollLevels, tell: Tell): ReadonlySet<SpeakingChannel> {
  const { poll } = levels;
  const spoken = (family === undefined ? undefined : familyChannels[family]) ?? speakingChannels;
  const named = poll.channels?.filter((channel) => channel !== undefined);
  const isDescribed = (channel: SpeakingChannel): boolean => [levels.common, levels.site, poll].some((level) => channel in level);
  const isWanted = (channel: SpeakingChannel): boolean => named?.includes(channel) ?? (spoken.includes(channel) && isDescribed(channel));
  for (const channel of speakingChannels) {
    const at = channel in poll ? [channel] : ["channels"];
    if (channel in poll && named?.includes(channel) === false) tell(at, pollingFr.unusedChannel(channel));
    else if ((channel in poll || isWanted(channel)) && !spoken.includes(channel))
      tell(at, pollingFr.unspoken(family ?? autoFamily, channel, spoken));
    else if (isWanted(channel) && !isDescribed(channel)) tell(at, pollingFr.undefinedChannel(channel));
  }
  return new Set(speakingChannels.filter((channel) => isWanted(channel) && spoken.includes(channel) && isDescribed(channel)));
}

function reachOf({ common, site, poll }: PollLevels, tell: Tell): PlanReach | null {
  const entry: Sifted<ReachEntry> = poll.reach ?? site.reach ?? common.reach ?? {};
  const { tcpPort, icmp } = entry;
  const isEmpty = !("tcpPort" in entry) && (!("icmp" in entry) || icmp === false);
  if (isEmpty && poll.reach !== undefined) tell(["reach"], pollingFr.noWitness);
  return isEmpty ? null : { ...(tcpPort !== undefined && { tcpPort }), ...(icmp === true && { icmp }) };
}

import { X509Certificate } from "node:crypto";
import { autoFamily, familiesThatRenewCertificates } from "../../contract/families.ts";
import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { SideFiles } from "../../settings/side-files.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { problemOfWebAddress } from "../../settings/web-address.ts";
import { driverOf } from "../drivers/index.ts";
import { spokenChannels } from "../drivers/spoken-channels.ts";
import type { AgentDocument, EndpointDocument } from "./agent-settings.ts";
import { codecTlsOf } from "./codec-tls.ts";
import { checksFr } from "./fr.ts";

const shortestSnmpPassword = 8; // RFC 3414, 11.2

/** The files of either version of SNMP. */
interface SecretNames {
  readonly communityFile?: string | undefined;
  readonly authPasswordFile?: string | undefined;
  readonly privPasswordFile?: string | undefined;
}

export type SiftedEndpoint = Sifted<EndpointDocument>;

export interface EndpointContext {
  readonly files: SideFiles;
  readonly families: readonly string[];
  /** The site's policy. */
  readonly codecTls: Sifted<AgentDocument>["codecTls"];
  readonly report: Report;
}

/** The rules of one endpoint that no schema tells. Reads its secrets on the way. */
export function checkEndpoint(endpoint: SiftedEndpoint, key: KeyPath, context: EndpointContext): void {
  checkFamily(endpoint, key, context);
  checkSnmp(endpoint.snmp, [...key, "snmp"], context);
  checkHttp(endpoint.http, [...key, "http"], context);
  checkFingerprint(endpoint, [...key, "http", "fingerprintSha256"], context);
  const { reach } = endpoint;
  // A witness that is written but unreadable is told by itself.
  const isEmpty = reach !== undefined && !("tcpPort" in reach) && (!("icmp" in reach) || reach.icmp === false);
  if (isEmpty) context.report([...key, "reach"], checksFr.noWitness);
}

function checkFamily(endpoint: SiftedEndpoint, key: KeyPath, { families, report }: EndpointContext): void {
  const { family } = endpoint;
  const hasVoice = "snmp" in endpoint || "http" in endpoint;
  if (!hasVoice && !("reach" in endpoint)) report(key, checksFr.noChannel);
  if (family === undefined || family === "auto") return;
  if (!families.includes(family)) report([...key, "family"], checksFr.unknownFamily(families));
  else if (hasVoice) checkVoice(endpoint, family, key, report);
  else if ("reach" in endpoint) report([...key, "family"], checksFr.familyOfWitness);
}

/** On channels that its family does not speak a codec would never be asked anything, and be unknown for ever. */
function checkVoice(endpoint: SiftedEndpoint, family: string, key: KeyPath, report: Report): void {
  const driver = driverOf(family);
  const spoken = driver === null ? [] : spokenChannels(driver);
  if (spoken.length > 0 && !spoken.some((channel) => channel in endpoint))
    report([...key, "family"], checksFr.unspokenChannel(family, spoken));
}

/**
 * Of a certificate that changes a fingerprint is good until the next restart, and then refuses the codec for ever: so the family has to be
 * said, for the codec's own first answer would tell it too late.
 */
function checkFingerprint(endpoint: SiftedEndpoint, key: KeyPath, { codecTls, report }: EndpointContext): void {
  const { http, family = "family" in endpoint ? null : autoFamily } = endpoint;
  if (family === null || http?.fingerprintSha256 === undefined || http.url?.startsWith("http:") === true) return;
  if (!isReadable(http) || codecTlsOf(http, codecTls).verifyTls) return;
  if (family === autoFamily) report(key, checksFr.fingerprintOfUnknown(familiesThatRenewCertificates));
  else if (driverOf(family)?.ownCertificate?.changesAtRestart === true) report(key, checksFr.passingCertificate(family));
}

function checkSnmp(snmp: SiftedEndpoint["snmp"], key: KeyPath, { files, report }: EndpointContext): void {
  const names: SecretNames = snmp ?? {};
  files.checkSecret(names.communityFile, [...key, "communityFile"], report);
  for (const name of ["authPasswordFile", "privPasswordFile"] as const) {
    const password = files.checkSecret(names[name], [...key, name], report);
    if (password !== undefined && password.reveal().length < shortestSnmpPassword) {
      report([...key, name], checksFr.shortSnmpPassword(shortestSnmpPassword));
    }
  }
}

function checkHttp(http: SiftedEndpoint["http"], key: KeyPath, { files, codecTls, report }: EndpointContext): void {
  if (http === undefined) return;
  files.checkSecret(http.passwordFile, [...key, "passwordFile"], report);
  checkAuthority(http.caFile, [...key, "caFile"], files, report);
  if (http.url === undefined) return;
  const problem = problemOfWebAddress(http.url, { mayHavePath: false });
  if (problem !== null) return report([...key, "url"], problem);
  if (http.url.startsWith("http:")) checkInClear(http, key, codecTls, report);
  else if (http.caFile !== undefined && isReadable(http) && !codecTlsOf(http, codecTls).verifyTls) {
    report([...key, "caFile"], checksFr.caWithoutVerification);
  }
}

/** Whether what it says of verification is understood, or nothing. */
const isReadable = (http: NonNullable<SiftedEndpoint["http"]>): boolean => !("verifyTls" in http) || http.verifyTls !== undefined;

function checkInClear(
  http: NonNullable<SiftedEndpoint["http"]>,
  key: KeyPath,
  codecTls: EndpointContext["codecTls"],
  report: Report,
): void {
  for (const name of ["fingerprintSha256", "caFile", "tlsMinimum"] as const) {
    if (http[name] !== undefined) report([...key, name], checksFr.tlsOnly);
  }
  if (http.verifyTls === true) report([...key, "verifyTls"], checksFr.tlsOnly);
  else if (codecTls?.policy === "verify" && !("verifyTls" in http)) report([...key, "url"], checksFr.clearDespitePolicy);
}

/** A file that is no certificate would be found out at the first connection, by every codec at once. */
export function checkAuthority(name: string | undefined, key: KeyPath, files: SideFiles, report: Report): void {
  const pem = files.checkPem(name, key, report);
  if (name === undefined || pem === undefined) return;
  if (!isCertificate(pem)) report(key, checksFr.notACertificate(name));
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined;
  } catch {
    return false;
  }
}

import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { isLoopbackHost } from "../../settings/loopback.ts";
import type { ExtraChecks, Report } from "../../settings/read-yaml.ts";
import type { SideFiles } from "../../settings/side-files.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { problemOfWebAddress } from "../../settings/web-address.ts";
import type { CollectorDocument } from "./collector-settings.ts";
import { defaultListen } from "./defaults.ts";
import { checksFr, expected } from "./fr.ts";
import { checkReport } from "./report-settings.ts";
import { checkUsage } from "./usage-settings.ts";

/** The rules of collector.yml that no schema tells. Reads secrets and certificates on the way. */
export function checksOfCollector(files: SideFiles): ExtraChecks<CollectorDocument> {
  return (document, report) => {
    checkListen(document, report);
    if (document.tls !== "own") checkTls(document.tls, files, report);
    checkPublicUrl(document, report);
    checkProxies(document.trustedProxies, report);
    checkInflux(document.influx, files, report);
    checkDeadMan(document.deadMan, files, report);
    checkAlertmanager(document.alertmanager, files, report);
    checkUsage(document.usage, report);
    checkReport(document.report, files, report);
  };
}

function checkProxies(networks: Sifted<CollectorDocument>["trustedProxies"], report: Report): void {
  for (const [place, network] of (networks ?? []).entries())
    if (network !== undefined && !isNetwork(network)) report(["trustedProxies", place], checksFr.noNetwork(network));
}

/** An address, alone or with the length of its network's prefix. */
function isNetwork(text: string): boolean {
  const [address = "", prefix] = text.split("/");
  const version = isIP(address);
  return version !== 0 && (prefix === undefined || Number(prefix) <= (version === 4 ? 32 : 128));
}

function checkListen(document: Sifted<CollectorDocument>, report: Report): void {
  const isHostWrong = document.listen !== undefined && "host" in document.listen && document.listen.host === undefined;
  const host = document.listen?.host ?? defaultListen.host;
  // A permission that is written but unreadable is told by itself; whether it permits is not known yet.
  const isPermitted = "allowPlainHttp" in document && document.allowPlainHttp !== false;
  if (isHostWrong || isPermitted || "tls" in document || isLoopbackHost(host)) return;
  report(["listen", "host"], checksFr.listenInClear(host));
}

/** What the operator hands to a site: it must lead here, and by TLS where there is TLS. */
function checkPublicUrl(document: Sifted<CollectorDocument>, report: Report): void {
  const { publicUrl, tls } = document;
  if (tls === "own" && !("publicUrl" in document)) report(["tls"], checksFr.ownTlsWithoutUrl);
  if (publicUrl === undefined) return;
  const problem = problemOfWebAddress(publicUrl, { mayHavePath: true });
  if (problem !== null) report(["publicUrl"], problem);
  else if (tls !== undefined && !publicUrl.startsWith("https:")) report(["publicUrl"], checksFr.publicUrlInClear);
}

function checkTls(tls: Exclude<Sifted<CollectorDocument>["tls"], "own">, files: SideFiles, report: Report): void {
  const certPem = files.checkPem(tls?.certFile, ["tls", "certFile"], report);
  const keyPem = files.checkSecretPem(tls?.keyFile, ["tls", "keyFile"], report);
  const certificate = certPem === undefined ? undefined : attempt(() => new X509Certificate(certPem));
  const key = keyPem === undefined ? undefined : attempt(() => createPrivateKey(keyPem.reveal()));
  if (certificate === null) report(["tls", "certFile"], checksFr.certUnreadable);
  if (key === null) report(["tls", "keyFile"], checksFr.keyUnreadable);
  if (certificate && key && !certificate.checkPrivateKey(key)) report(["tls", "keyFile"], checksFr.keyMismatch);
}

function attempt<Value>(read: () => Value): Value | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function checkInflux(influx: Sifted<CollectorDocument>["influx"], files: SideFiles, report: Report): void {
  if (influx === undefined) return;
  files.checkSecret(influx.passwordFile, ["influx", "passwordFile"], report);
  if ("user" in influx !== "passwordFile" in influx) report(["influx"], checksFr.loginIncomplete);
  if (influx.url === undefined) return;
  const problem = problemOfWebAddress(influx.url, { mayHavePath: false });
  if (problem !== null) report(["influx", "url"], problem);
}

function checkAlertmanager(told: Sifted<CollectorDocument>["alertmanager"], files: SideFiles, report: Report): void {
  if (told === undefined) return;
  files.checkSecret(told.passwordFile, ["alertmanager", "passwordFile"], report);
  files.checkPem(told.caFile, ["alertmanager", "caFile"], report);
  if ("user" in told !== "passwordFile" in told) report(["alertmanager"], checksFr.loginIncomplete);
  const problem = told.url === undefined ? null : problemOfWebAddress(told.url, { mayHavePath: true });
  if (problem !== null) report(["alertmanager", "url"], problem);
}

/** The address of a dead man's switch often is its only password: it may stand in a file, and is never told. */
function checkDeadMan(deadMan: Sifted<CollectorDocument>["deadMan"], files: SideFiles, report: Report): void {
  if (deadMan === undefined) return;
  files.checkPem(deadMan.caFile, ["deadMan", "caFile"], report);
  if ("url" in deadMan && "urlFile" in deadMan) return report(["deadMan", "urlFile"], checksFr.deadManUrlTwice);
  if (!("url" in deadMan || "urlFile" in deadMan)) return report(["deadMan"], checksFr.deadManWithoutUrl);
  const problem = deadMan.url === undefined ? null : problemOfCalled(deadMan.url);
  if (problem !== null) report(["deadMan", "url"], problem);
  const secret = files.checkSecret(deadMan.urlFile, ["deadMan", "urlFile"], report);
  const hidden = secret === undefined ? null : problemOfCalled(secret.reveal());
  if (hidden !== null) report(["deadMan", "urlFile"], checksFr.deadManFile(hidden));
}

/** Some services want a question behind the path. What of it is a password belongs in the file: the address is never told, but settings are read. */
function problemOfCalled(url: string): string | null {
  if (!/^https?:\/\//.test(url)) return expected.deadManUrl;
  return problemOfWebAddress(url.replace(/\?[^#]*/, ""), { mayHavePath: true });
}

import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join } from "node:path";
import { Secret } from "../../settings/secret.ts";
import { type Authority, authorityFolder, certificateLifeMs, newKeyPair } from "./authority.ts";

export interface ServerCertificate {
  /** The certificate and the authority that signed it: an agent that knows the authority's fingerprint finds it here. */
  readonly certPem: string;
  readonly keyPem: Secret;
}

export interface OwnTls {
  readonly dataDir: string;
  readonly authority: Authority;
  /** Names and addresses by which the collector is called. */
  readonly hosts: readonly string[];
  readonly now: () => number;
}

/** The collector's certificate by its own authority; a new one when it serves other hosts now, or has lived two thirds of its life. */
export async function ownServerCertificate(own: OwnTls): Promise<ServerCertificate> {
  const file = join(authorityFolder(own.dataDir), "server.pem");
  const kept = existsSync(file) ? readFileSync(file, "utf8") : null;
  const text = kept !== null && isStillGood(kept, own) ? kept : await issueInto(file, own);
  return { certPem: `${certificateIn(text)}${own.authority.certificatePem}`, keyPem: new Secret(text) };
}

async function issueInto(file: string, { authority, hosts }: OwnTls): Promise<string> {
  const { publicKey, privateKey } = newKeyPair();
  const { pem } = await authority.issue({ name: hosts[0] ?? "vigie", purpose: { kind: "server", hosts }, publicKey });
  const text = `${privateKey.export({ type: "pkcs8", format: "pem" }).toString()}${pem}`;
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return text;
}

function isStillGood(text: string, { authority, hosts, now }: OwnTls): boolean {
  const certificate = new X509Certificate(certificateIn(text));
  const isOurs = certificate.checkIssued(new X509Certificate(authority.certificatePem));
  const isForAll = hosts.every((host) => (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined);
  return isOurs && isForAll && certificate.validToDate.getTime() - now() > certificateLifeMs / 3;
}

function certificateIn(text: string): string {
  return /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----\n/.exec(text)?.[0] ?? "";
}

import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CertificateWish } from "./certificates.ts";

const dayMs = 86_400_000;
/** As long as the buildings: nobody shall have to visit every site because the authority came of age. */
const authorityLifeMs = 30 * 365 * dayMs;

/** Life of an agent's certificate or token, and of the collector's own certificate. Each is renewed when two thirds of it have passed. */
export const certificateLifeMs = 365 * dayMs;

/** A site whose clock is behind shall not find that the collector's certificate is not valid yet. */
const backdatedMs = dayMs;

/** The small authority of this collector: it signs for its agents and, where wanted, for the collector itself. */
export interface Authority {
  readonly certificatePem: string;
  /** SHA-256 of its certificate, 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** A certificate for a year from now, PEM. */
  issue(wish: Pick<CertificateWish, "name" | "purpose" | "publicKey">): Promise<{ readonly pem: string; readonly expiresAt: number }>;
}

/** The authority in a data directory, made at its first use. Its key never leaves the folder, which is for nobody else to read. */
export async function openAuthority({ dataDir, now }: { readonly dataDir: string; readonly now: () => number }): Promise<Authority> {
  const folder = authorityFolder(dataDir);
  if (!existsSync(folder)) await makeAuthority(folder, now());
  const certificatePem = readFileSync(join(folder, "ca.pem"), "utf8");
  const certificate = new X509Certificate(certificatePem);
  const privateKey = createPrivateKey(readFileSync(join(folder, "ca.key")));
  if (!certificate.checkPrivateKey(privateKey)) throw new Error(`${folder}: ca.key is not the key of ca.pem`);
  const name = certificate.subject.replace(/^CN=/, "");
  return {
    certificatePem,
    fingerprint: fingerprintOf(certificate),
    issue: async (wish) => {
      const { issueCertificate } = await import("./certificates.ts");
      const expiresAt = toSecond(now() + certificateLifeMs);
      return { pem: issueCertificate({ ...wish, from: now() - backdatedMs, to: expiresAt }, { name, privateKey }), expiresAt };
    },
  };
}

export const authorityFolder = (dataDir: string): string => join(dataDir, "ca");
const fingerprintOf = (certificate: X509Certificate): string => certificate.fingerprint256.replaceAll(":", "").toLowerCase();
export const newKeyPair = (): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } =>
  generateKeyPairSync("ec", { namedCurve: "P-256" });

/** Certificates count seconds. */
const toSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** Whole or not at all: command and collector may come to it in the same moment, and a key without its certificate would be of no use. */
async function makeAuthority(folder: string, at: number): Promise<void> {
  const { issueCertificate } = await import("./certificates.ts");
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const draft = mkdtempSync(`${folder}-`);
  const { publicKey, privateKey } = newKeyPair();
  const name = `Vigie ${randomBytes(4).toString("hex")}`;
  const wish: CertificateWish = {
    name,
    purpose: { kind: "authority" },
    publicKey,
    from: at - backdatedMs,
    to: toSecond(at + authorityLifeMs),
  };
  const certificate = issueCertificate(wish, { name, privateKey });
  writeFileSync(join(draft, "ca.key"), privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flush: true });
  writeFileSync(join(draft, "ca.pem"), certificate, { mode: 0o644, flush: true });
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(folder, "ca.pem"))) throw error;
  }
}

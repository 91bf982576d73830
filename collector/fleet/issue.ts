import { createHash, type KeyObject, randomBytes, X509Certificate } from "node:crypto";
import type { Issued } from "../../contract/enrolment.ts";
import { type Authority, certificateLifeMs } from "./authority.ts";
import type { IssuedCredential } from "./fleet.ts";

/** A credential as its agent gets it, and what we keep of it. */
export interface Minted {
  readonly credential: Issued["credential"];
  readonly kept: IssuedCredential;
}

/** A certificate for the agent's own key; the name in it is the one of the inventory, whatever the request says. */
export async function mintCertificate(agent: string, publicKey: KeyObject, authority: Authority): Promise<Minted> {
  const { pem, expiresAt } = await authority.issue({ name: agent, purpose: { kind: "agent" }, publicKey });
  const sha256 = digest(new X509Certificate(pem).raw);
  return {
    credential: { kind: "certificate", certificate: pem, expiresAt },
    kept: { sha256, kind: "certificate", agent, expiresAt, certificate: { pem, keySha256: digestOfKey(publicKey) } },
  };
}

/** A token of 256 bits, good for as long as a certificate; only its digest is kept. */
export function mintToken(agent: string, at: number): Minted {
  const token = randomBytes(32).toString("base64url");
  return {
    credential: { kind: "token", token },
    kept: { sha256: digest(token), kind: "token", agent, expiresAt: at + certificateLifeMs, certificate: null },
  };
}

export const digestOfKey = (key: KeyObject): string => digest(key.export({ type: "spki", format: "der" }));

const digest = (value: string | Buffer): string => createHash("sha256").update(value).digest("hex");

import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { encode, encodeAll, encodeInteger, encodeOid, encodeText, tag } from "../../../simulator/snmp/ber.ts";

export interface Issued {
  readonly key: string;
  readonly cert: string;
}

interface Authority extends Issued {
  /** Signs a certificate for 127.0.0.1. `bits`: of an RSA key. */
  readonly issue: (options?: { readonly bits?: number; readonly isExpired?: boolean }) => Issued;
}

const sha256WithRsa = encodeAll(tag.sequence, encodeOid("1.2.840.113549.1.1.11"));
const context = { version: 0xa0, extensions: 0xa3 } as const;
const generalizedTime = 0x18;
const dayMs = 86_400_000;

/** An authority as a department runs one for its codecs. */
export function authority(name: string): Authority {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const cert = certificate({
    subject: name,
    issuer: name,
    publicKey,
    signer: privateKey,
    extension: mayIssue(),
    endMs: Date.now() + dayMs,
  });
  return {
    key: pem(privateKey),
    cert,
    issue: ({ bits = 2048, isExpired = false } = {}) => {
      const keys = generateKeyPairSync("rsa", { modulusLength: bits });
      const endMs = Date.now() + (isExpired ? -dayMs : dayMs);
      const facts = { subject: "codec", issuer: name, publicKey: keys.publicKey, signer: privateKey, extension: loopback(), endMs };
      return { key: pem(keys.privateKey), cert: certificate(facts) };
    },
  };
}

interface Facts {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extension: Buffer;
  readonly endMs: number;
}

function certificate({ subject, issuer, publicKey, signer, extension, endMs }: Facts): string {
  const body = encodeAll(
    tag.sequence,
    encodeAll(context.version, encodeInteger(2)),
    encodeInteger(BigInt(`0x01${randomBytes(8).toString("hex")}`)),
    sha256WithRsa,
    commonName(issuer),
    encodeAll(tag.sequence, time(endMs - 10 * dayMs), time(endMs)),
    commonName(subject),
    publicKey.export({ type: "spki", format: "der" }),
    encodeAll(context.extensions, encodeAll(tag.sequence, extension)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", body, signer)]);
  const der = encodeAll(tag.sequence, body, sha256WithRsa, encode(tag.bitString, signature));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

function commonName(name: string): Buffer {
  const attribute = encodeAll(tag.sequence, encodeOid("2.5.4.3"), encodeText(name, tag.utf8String));
  return encodeAll(tag.sequence, encodeAll(tag.set, attribute));
}

/** basicConstraints, critical: CA. */
function mayIssue(): Buffer {
  const isTrue = encode(0x01, Buffer.from([0xff]));
  const value = encode(tag.octetString, encodeAll(tag.sequence, isTrue));
  return encodeAll(tag.sequence, encodeOid("2.5.29.19"), isTrue, value);
}

/** subjectAltName: 127.0.0.1. */
function loopback(): Buffer {
  const names = encodeAll(tag.sequence, encode(0x87, Buffer.from([127, 0, 0, 1])));
  return encodeAll(tag.sequence, encodeOid("2.5.29.17"), encode(tag.octetString, names));
}

function time(ms: number): Buffer {
  return encodeText(`${new Date(ms).toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`, generalizedTime);
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}

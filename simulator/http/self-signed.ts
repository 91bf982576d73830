import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { encode, encodeAll, encodeInteger, encodeOid, encodeText, tag } from "../snmp/ber.ts";

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const ecdsaWithSha256 = encodeAll(tag.sequence, encodeOid("1.2.840.10045.4.3.2"));
const context = { version: 0xa0, extensions: 0xa3 } as const;
const dayMs = 86_400_000;

/** A certificate that signs itself, as codecs have: P-256, ten years, good for nothing but 127.0.0.1. */
export function selfSignedCertificate(commonName: string, nowMs: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = encodeAll(
    tag.sequence,
    encodeAll(tag.set, encodeAll(tag.sequence, encodeOid("2.5.4.3"), encodeText(commonName, tag.utf8String))),
  );
  const body = encodeAll(
    tag.sequence,
    encodeAll(context.version, encodeInteger(2)),
    encodeInteger(BigInt(`0x${randomBytes(8).toString("hex")}`)),
    ecdsaWithSha256,
    name,
    encodeAll(tag.sequence, time(nowMs - dayMs), time(nowMs + 3650 * dayMs)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    encodeAll(context.extensions, encodeAll(tag.sequence, loopbackName())),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", body, privateKey)]);
  const der = encodeAll(tag.sequence, body, ecdsaWithSha256, encode(tag.bitString, signature));
  return { key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(), cert: pem(der) };
}

/** subjectAltName: 127.0.0.1 and localhost. */
function loopbackName(): Buffer {
  const names = encodeAll(tag.sequence, encode(0x87, Buffer.from([127, 0, 0, 1])), encodeText("localhost", 0x82));
  return encodeAll(tag.sequence, encodeOid("2.5.29.17"), encode(tag.octetString, names));
}

function time(ms: number): Buffer {
  const generalizedTime = 0x18;
  return encodeText(`${new Date(ms).toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`, generalizedTime);
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

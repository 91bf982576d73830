import { createPublicKey, type KeyObject, randomBytes, sign, verify } from "node:crypto";
import { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";
import { extensionsOf, type Purpose } from "./x509-extensions.ts";

const ecdsaWithSha256 = "1.2.840.10045.4.3.2";
const commonName = "2.5.4.3";
const serialBytes = 16;

export interface CertificateWish {
  readonly name: string;
  readonly purpose: Purpose;
  readonly publicKey: KeyObject;
  readonly from: number;
  readonly to: number;
}

export interface Issuer {
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** A certificate, PEM, signed with ECDSA on P-256 and SHA-256. */
export function issueCertificate({ name, purpose, publicKey, from, to }: CertificateWish, issuer: Issuer): string {
  const ownKey = publicKey.export({ type: "spki", format: "der" });
  const issuerKey = createPublicKey(issuer.privateKey).export({ type: "spki", format: "der" });
  const body = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 }),
    issuer: nameOf(issuer.name),
    validity: new Validity({ notBefore: new Date(from), notAfter: new Date(to) }),
    subject: nameOf(name),
    subjectPublicKeyInfo: AsnConvert.parse(ownKey, SubjectPublicKeyInfo),
    extensions: new Extensions(extensionsOf(purpose, ownKey, issuerKey)),
  });
  const certificate = new Certificate({
    tbsCertificate: body,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 }),
    signatureValue: bytes(sign("sha256", Buffer.from(AsnConvert.serialize(body)), issuer.privateKey)),
  });
  return pem("CERTIFICATE", Buffer.from(AsnConvert.serialize(certificate)));
}

/**
 * The public key of a certificate request, whose signature proves that the sender has the private one. Nothing else of the request is
 * believed: what the certificate says, the inventory decides. null: no request, another kind of key, or no proof.
 */
export function keyOfRequest(text: string): KeyObject | null {
  const der = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1];
  if (der === undefined) return null;
  try {
    const request = AsnConvert.parse(Buffer.from(der, "base64"), CertificationRequest);
    const { certificationRequestInfo, certificationRequestInfoRaw, signature, signatureAlgorithm } = request;
    const key = createPublicKey({
      key: Buffer.from(AsnConvert.serialize(certificationRequestInfo.subjectPKInfo)),
      type: "spki",
      format: "der",
    });
    if (key.asymmetricKeyType !== "ec" || key.asymmetricKeyDetails?.namedCurve !== "prime256v1") return null;
    if (signatureAlgorithm.algorithm !== ecdsaWithSha256 || certificationRequestInfoRaw === undefined) return null;
    return verify("sha256", Buffer.from(certificationRequestInfoRaw), key, Buffer.from(signature)) ? key : null;
  } catch {
    return null;
  }
}

/** Positive and in its shortest form, as RFC 5280 wants it. */
function serialNumber(): ArrayBuffer {
  const serial = randomBytes(serialBytes);
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes(serial);
}

const nameOf = (text: string): Name =>
  new Name([
    new RelativeDistinguishedName([new AttributeTypeAndValue({ type: commonName, value: new AttributeValue({ utf8String: text }) })]),
  ]);

const bytes = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer;

function pem(label: string, der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

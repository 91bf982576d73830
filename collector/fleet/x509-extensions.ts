import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
} from "@peculiar/asn1-x509";

/** What a certificate may be used for. */
export type Purpose =
  | { readonly kind: "authority" }
  | { readonly kind: "agent" }
  /** Host names and addresses under which it is reached. */
  | { readonly kind: "server"; readonly hosts: readonly string[] };

/** RFC 5280, as small as it may be: who signs, whose key, and what for. */
export function extensionsOf(purpose: Purpose, ownKey: Buffer, issuerKey: Buffer): Extension[] {
  const common = [
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(ownKey))),
    extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(issuerKey)) })),
  ];
  if (purpose.kind === "authority") {
    const signs = new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign);
    return [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, signs, true),
      ...common,
    ];
  }
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), true),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([purpose.kind === "server" ? id_kp_serverAuth : id_kp_clientAuth])),
    ...(purpose.kind === "server" ? [extension(id_ce_subjectAltName, new SubjectAlternativeName(purpose.hosts.map(nameOfHost)))] : []),
    ...common,
  ];
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

/** First method of RFC 7093: SHA-256 of the key, cut to 160 bits. */
const keyId = (spki: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(spki).digest()).slice(0, 20);

const nameOfHost = (host: string): GeneralName =>
  isIP(host) === 0 ? new GeneralName({ dNSName: host }) : new GeneralName({ iPAddress: host });

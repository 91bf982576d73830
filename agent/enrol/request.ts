import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { Attributes, CertificationRequest, CertificationRequestInfo } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier, Name, SubjectPublicKeyInfo } from "@peculiar/asn1-x509";
import { Secret } from "../../settings/secret.ts";
import { pem } from "./pem.ts";

const ecdsaWithSha256 = "1.2.840.10045.4.3.2";

/** A new key on P-256, PKCS #8 PEM. It never leaves the site. */
export function newKey(): Secret {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
}

/**
 * A certificate request (PKCS #10, PEM), signed with the key as a proof that we have it. It names nobody: who we are is what the code, or
 * the credential it is sent with, says.
 * This file is loaded when a request is made, once a year for an agent that polls: the library takes 17 MB.
 */
export function requestFor(key: Secret): string {
  const privateKey = createPrivateKey(key.reveal());
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const certificationRequestInfo = new CertificationRequestInfo({
    subject: new Name(),
    subjectPKInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
    attributes: new Attributes(),
  });
  const signature = sign("sha256", Buffer.from(AsnConvert.serialize(certificationRequestInfo)), privateKey);
  const request = new CertificationRequest({
    certificationRequestInfo,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 }),
    signature: new Uint8Array(signature).buffer,
  });
  return pem("CERTIFICATE REQUEST", Buffer.from(AsnConvert.serialize(request)));
}

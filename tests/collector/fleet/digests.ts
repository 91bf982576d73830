import { X509Certificate } from "node:crypto";

/** By what the collector knows a certificate, given with its key. */
export const digestOfCertificate = (pem: string): string => new X509Certificate(pem).fingerprint256.replaceAll(":", "").toLowerCase();

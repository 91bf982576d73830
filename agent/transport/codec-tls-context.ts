import { constants } from "node:crypto";
import { createSecureContext, DEFAULT_CIPHERS, getCACertificates, type SecureContext, type SecureContextOptions } from "node:tls";
import type { HttpSettings } from "../poll/endpoint-settings.ts";

type TlsSettings = Pick<HttpSettings, "verifyTls" | "caPem" | "tlsMinimum">;

/** Reading some three hundred authorities takes 50 ms and 2 MB: once for all codecs that speak and are judged alike. */
const contexts = new Map<string, SecureContext>();

/** What a codec's settings ask of TLS; null: no more and no less than Node.js does by itself. */
export function codecTlsContext(settings: TlsSettings): SecureContext | null {
  const exception = exceptionOf(settings);
  if (!settings.verifyTls && exception === null) return null;
  const key = JSON.stringify([exception?.minVersion ?? null, settings.verifyTls, settings.caPem ?? null]);
  const known = contexts.get(key);
  if (known !== undefined) return known;
  const context = createSecureContext({ ...exception, ...(settings.verifyTls ? { ca: authoritiesWith(settings.caPem) } : {}) });
  contexts.set(key, context);
  return context;
}

/** What the site declared for a codec that speaks nothing newer; everybody else's TLS stays as it is. */
function exceptionOf({ tlsMinimum }: TlsSettings): SecureContextOptions | null {
  if (tlsMinimum === undefined || tlsMinimum === "1.2") return null;
  return {
    minVersion: tlsMinimum === "1.0" ? "TLSv1" : "TLSv1.1",
    // Both versions sign with MD5 and SHA-1, which OpenSSL takes at this level only. The ciphers stay those of Node.js.
    ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0`,
    // RFC 5746 is of 2010: a codec that does not know it is hung up on otherwise.
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  };
}

/** The authorities of Node.js, those of the system, and the site's own. */
function authoritiesWith(caPem: string | undefined): string[] {
  const authorities = new Set([...getCACertificates("default"), ...getCACertificates("system")]);
  return [...authorities, ...(caPem === undefined ? [] : [caPem])];
}

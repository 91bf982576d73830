import { createSecureContext, getCACertificates, type SecureContext, TLSSocket } from "node:tls";
import type * as Undici from "undici";
import type { HttpSettings } from "../poll/endpoint-settings.ts";

/** How a connection was known to lead to the codec: a trusted authority, a fingerprint, not at all, or no TLS. */
export type TlsState = "verified" | "pinned" | "accepted" | "clear";

class CertificateChangedError extends Error {
  readonly code = "CERTIFICATE_CHANGED";
}

/**
 * Connects as the settings of the codec want it, and looks at its certificate before any password is sent. Versions and ciphers
 * are those Node.js offers by itself: an older codec fails with a note of its own, and nobody weakens TLS unseen.
 *
 * @param tell called with each connection: how the codec was known, or null when no connection came about
 */
export function codecConnector(
  undici: typeof Undici,
  settings: HttpSettings,
  timeoutMs: number,
  tell: (tlsState: TlsState | null) => void,
): Undici.buildConnector.connector {
  const connect = undici.buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: settings.verifyTls,
    allowH2: false,
    // A resumed TLS session shows no certificate, so from the second connection on there would be nothing to compare.
    maxCachedSessions: 0,
    ...(settings.verifyTls ? { secureContext: contextTrusting(settings.caPem) } : {}),
  });
  const expected = settings.fingerprintSha256 === undefined ? null : plainFingerprint(settings.fingerprintSha256);
  return (options, callback) => {
    connect(options, (error, socket) => {
      const isOther = error === null && expected !== null && fingerprintOf(socket) !== expected;
      tell(error === null && !isOther ? tlsStateOf(settings, socket) : null);
      if (error !== null) return callback(error, null);
      if (!isOther) return callback(null, socket);
      socket.destroy();
      callback(new CertificateChangedError("the certificate is not the one expected"), null);
    });
  };
}

function tlsStateOf(settings: HttpSettings, socket: unknown): TlsState {
  if (!(socket instanceof TLSSocket)) return "clear";
  if (settings.fingerprintSha256 !== undefined) return "pinned";
  return settings.verifyTls ? "verified" : "accepted";
}

/** Reading some three hundred authorities takes 50 ms and 2 MB: once for all codecs that the same ones vouch for. */
const contexts = new Map<string, SecureContext>();

/** The authorities of Node.js, those of the system, and the site's own. */
function contextTrusting(caPem: string | undefined): SecureContext {
  const known = contexts.get(caPem ?? "");
  if (known !== undefined) return known;
  const authorities = new Set([...getCACertificates("default"), ...getCACertificates("system")]);
  const context = createSecureContext({ ca: [...authorities, ...(caPem === undefined ? [] : [caPem])] });
  contexts.set(caPem ?? "", context);
  return context;
}

function fingerprintOf(socket: unknown): string {
  return socket instanceof TLSSocket ? plainFingerprint(socket.getPeerCertificate().fingerprint256 ?? "") : "";
}

function plainFingerprint(fingerprint: string): string {
  return fingerprint.replaceAll(":", "").toLowerCase();
}

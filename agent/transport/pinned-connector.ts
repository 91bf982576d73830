import { TLSSocket } from "node:tls";
import type * as Undici from "undici";
import type { HttpSettings } from "../poll/endpoint-settings.ts";
import { codecTlsContext } from "./codec-tls-context.ts";

/** How a connection was known to lead to the codec: a trusted authority, a fingerprint, not at all, or no TLS. */
export type TlsState = "verified" | "pinned" | "accepted" | "clear";

class CertificateChangedError extends Error {
  readonly code = "CERTIFICATE_CHANGED";
}

class CertificateNewError extends Error {
  readonly code = "CERTIFICATE_NEW";
}

/** Who hears of each connection. */
interface Doorkeeper {
  /** How the codec was known, or null when no connection came about. */
  tell(tlsState: TlsState | null): void;
  /** Whether anything may be said to whoever shows this certificate, empty in the clear. */
  isWelcome(certificate: string): boolean;
}

/**
 * Connects as the settings of the codec want it, and looks at its certificate before any password is sent. Versions and ciphers
 * are those Node.js offers by itself, or the older ones that the site declared for this codec: without that word an older codec fails
 * with a note of its own, and nobody weakens TLS unseen.
 */
export function codecConnector(
  undici: typeof Undici,
  settings: HttpSettings,
  timeoutMs: number,
  keeper: Doorkeeper,
): Undici.buildConnector.connector {
  const secureContext = codecTlsContext(settings);
  const connect = undici.buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: settings.verifyTls,
    allowH2: false,
    // A resumed TLS session shows no certificate, so from the second connection on there would be nothing to compare.
    maxCachedSessions: 0,
    ...(secureContext === null ? {} : { secureContext }),
  });
  const expected = settings.fingerprintSha256 === undefined ? null : plainFingerprint(settings.fingerprintSha256);
  const problemOf = (certificate: string): Error | null => {
    if (expected !== null && certificate !== expected) return new CertificateChangedError("the certificate is not the one expected");
    return keeper.isWelcome(certificate) ? null : new CertificateNewError("the certificate is another one than before");
  };
  return (options, callback) => {
    connect(options, (error, socket) => {
      const problem = error ?? problemOf(fingerprintOf(socket));
      keeper.tell(problem === null ? tlsStateOf(settings, socket) : null);
      if (problem === null && socket !== null) return callback(null, socket);
      socket?.destroy();
      callback(problem ?? new Error("no connection"), null);
    });
  };
}

function tlsStateOf(settings: HttpSettings, socket: unknown): TlsState {
  if (!(socket instanceof TLSSocket)) return "clear";
  if (settings.fingerprintSha256 !== undefined) return "pinned";
  return settings.verifyTls ? "verified" : "accepted";
}

function fingerprintOf(socket: unknown): string {
  return socket instanceof TLSSocket ? plainFingerprint(socket.getPeerCertificate().fingerprint256 ?? "") : "";
}

function plainFingerprint(fingerprint: string): string {
  return fingerprint.replaceAll(":", "").toLowerCase();
}

import { TLSSocket } from "node:tls";
import type * as Undici from "undici";
import type { HttpSettings } from "../poll/endpoint-settings.ts";

class CertificateChangedError extends Error {
  readonly code = "CERTIFICATE_CHANGED";
}

/** Connects, then compares the codec's certificate with the one the operator wrote down, before any password is sent. */
export function pinnedConnector(undici: typeof Undici, settings: HttpSettings, timeoutMs: number): Undici.buildConnector.connector {
  const connect = undici.buildConnector({
    timeout: timeoutMs,
    rejectUnauthorized: settings.verifyTls,
    allowH2: false,
    // A resumed TLS session shows no certificate, so from the second connection on there would be nothing to compare.
    maxCachedSessions: 0,
  });
  if (settings.fingerprintSha256 === undefined) return connect;
  const expected = plainFingerprint(settings.fingerprintSha256);
  return (options, callback) => {
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      if (socket instanceof TLSSocket && plainFingerprint(socket.getPeerCertificate().fingerprint256 ?? "") === expected) {
        return callback(null, socket);
      }
      socket.destroy();
      callback(new CertificateChangedError("the certificate is not the one expected"), null);
    });
  };
}

function plainFingerprint(fingerprint: string): string {
  return fingerprint.replaceAll(":", "").toLowerCase();
}

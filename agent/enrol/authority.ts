import { connect, type DetailedPeerCertificate, type TLSSocket } from "node:tls";
import { pem } from "./pem.ts";

/** What a server showed before anything was said to it. Nothing of this is trusted yet. */
export interface ShownCertificates {
  /** SHA-256 of each certificate, the server's own first; 64 hexadecimal digits. */
  readonly fingerprints: readonly string[];
  readonly pems: readonly string[];
  readonly protocol: string | null;
}

/** A hundred and twenty-eight bits: as many as nobody can find another certificate for, and as few as can be read out. */
export const shortestFingerprint = 32;

/** Which certificates the collector shows. Nothing is sent but the greeting of TLS. @throws what the network says */
export function certificatesShownBy(url: string, timeoutMs: number): Promise<ShownCertificates> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: port === "" ? 443 : Number(port),
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
      // Looked at, not believed: whoever is at the other end learns nothing from us on this connection.
      rejectUnauthorized: false,
      minVersion: "TLSv1.3",
      timeout: timeoutMs,
    });
    socket.once("secureConnect", () => {
      resolve(shownOn(socket));
      socket.end();
    });
    socket.once("timeout", () => socket.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" })));
    socket.once("error", reject);
  });
}

function shownOn(socket: TLSSocket): ShownCertificates {
  const chain: DetailedPeerCertificate[] = [];
  for (
    let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
    next?.raw !== undefined;
    next = next.issuerCertificate
  ) {
    if (chain.some((seen) => seen.fingerprint256 === next?.fingerprint256)) break;
    chain.push(next);
  }
  return {
    fingerprints: chain.map(({ fingerprint256 }) => plainFingerprint(fingerprint256)),
    pems: chain.map(({ raw }) => pem("CERTIFICATE", raw)),
    protocol: socket.getProtocol(),
  };
}

/** As compared: without colons, spaces or capitals. */
export function plainFingerprint(text: string): string {
  return text.replace(/[\s:\u00a0-]/g, "").toLowerCase();
}

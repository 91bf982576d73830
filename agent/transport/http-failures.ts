import type { NoAnswer } from "./no-answer.ts";

const silent = (note: string): NoAnswer => ({ outcome: "silent", note });
const refused = (note: string): NoAnswer => ({ outcome: "refused", note });
const garbled = (note: string): NoAnswer => ({ outcome: "garbled", note });

/** Another certificate than that of the connection before: whoever it is was told nothing yet. Never leaves the channel twice. */
export const otherCertificate = "certificate_new";

/** Codes of undici, of node:tls and of the system, as far as they tell one cause from another. */
const failures: ReadonlyMap<string, NoAnswer> = new Map([
  ["UND_ERR_CONNECT_TIMEOUT", silent("connect_timeout")],
  ["UND_ERR_HEADERS_TIMEOUT", silent("http_timeout")],
  ["UND_ERR_BODY_TIMEOUT", silent("http_timeout")],
  ["TimeoutError", silent("http_timeout")],
  ["AbortError", silent("http_timeout")],
  ["UND_ERR_SOCKET", silent("connection_closed")],
  ["ECONNRESET", silent("connection_closed")],
  ["EPIPE", silent("connection_closed")],
  ["ECONNREFUSED", silent("connection_refused")],
  ["ENOTFOUND", silent("name_not_found")],
  ["EAI_AGAIN", silent("name_not_found")],
  ["EHOSTUNREACH", silent("no_route")],
  ["ENETUNREACH", silent("no_route")],
  ["UND_ERR_RES_EXCEEDED_MAX_SIZE", garbled("too_large")],
  ["UND_ERR_HEADERS_OVERFLOW", garbled("too_large")],
  ["HTTPParserError", garbled("not_http")],
  ["CERTIFICATE_CHANGED", refused("certificate_changed")],
  ["CERTIFICATE_NEW", silent(otherCertificate)],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", refused("certificate_not_trusted")],
  ["SELF_SIGNED_CERT_IN_CHAIN", refused("certificate_not_trusted")],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", refused("certificate_not_trusted")],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", refused("certificate_not_trusted")],
  ["CERT_HAS_EXPIRED", refused("certificate_expired")],
  ["CERT_NOT_YET_VALID", refused("certificate_not_yet_valid")],
  ["UNABLE_TO_GET_ISSUER_CERT", refused("certificate_not_trusted")],
  ["CERT_SIGNATURE_FAILURE", refused("certificate_not_trusted")],
  ["CERT_UNTRUSTED", refused("certificate_not_trusted")],
  ["CERT_REJECTED", refused("certificate_not_trusted")],
  ["INVALID_CA", refused("certificate_not_trusted")],
  ["INVALID_PURPOSE", refused("certificate_not_trusted")],
  // What Node.js makes of a key too short to be trusted.
  ["UNSPECIFIED", refused("certificate_not_trusted")],
  ["ERR_TLS_CERT_ALTNAME_INVALID", refused("certificate_other_name")],
]);

/** No version, cipher or key of the codec is one that Node.js takes by itself: TLS 1.0 of an HDX, RC4, a key of 512 bits. It is we who hang up. */
const tooOld = /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE|INSUFFICIENT_SECURITY|KEY_TOO_SMALL|TOO_WEAK|LEGACY/;

const nobodyThere = /^(?:tls_|certificate_|connect_timeout$|connection_refused$|name_not_found$|no_route$)/;

/** Who we are was never said: nobody was there to hear it, or nobody we would tell. */
export function isNeverReached({ note }: Pick<NoAnswer, "note">): boolean {
  return nobodyThere.test(note);
}

/** What an exception of an HTTP exchange says about the codec: nothing thrown leaves the transport. */
export function outcomeOfFailure(error: unknown): NoAnswer {
  const names = error instanceof Error ? [codeOf(error), error.name, ...causeNames(error)] : [];
  for (const name of names) {
    const known = failures.get(name);
    if (known !== undefined) return known;
  }
  if (names.some((name) => name.startsWith("HPE_"))) return garbled("not_http");
  const tls = names.find((name) => name.startsWith("ERR_SSL_") || name === "EPROTO");
  if (tls !== undefined) return tooOld.test(tls) ? refused("tls_too_old") : garbled("tls_failed");
  return silent("http_failed");
}

function causeNames(error: Error): string[] {
  return error.cause instanceof Error ? [codeOf(error.cause), error.cause.name] : [];
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

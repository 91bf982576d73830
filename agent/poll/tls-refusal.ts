import type { Driver } from "../drivers/driver.ts";
import type { NoAnswer } from "../transport/no-answer.ts";

/** Why we hung up before any password was sent: words of the reading `tls_refusal`. */
export type TlsRefusal = "changed" | "renewed" | "untrusted" | "too_old";

const refusals: Readonly<Record<string, TlsRefusal>> = {
  certificate_changed: "changed",
  certificate_renewed: "renewed",
  certificate_not_trusted: "untrusted",
  certificate_expired: "untrusted",
  certificate_not_yet_valid: "untrusted",
  certificate_other_name: "untrusted",
  tls_too_old: "too_old",
};

export function tlsRefusalOf(note: string | undefined): TlsRefusal | null {
  return note === undefined ? null : (refusals[note] ?? null);
}

/** Of a family whose certificate changes at each restart another certificate is no news; of another it may be another machine. */
export function explained<R extends Pick<NoAnswer, "note"> | { readonly note?: string }>(result: R, driver: Driver | null): R {
  const isRestart = result.note === "certificate_changed" && driver?.ownCertificate?.changesAtRestart === true;
  return isRestart ? { ...result, note: "certificate_renewed" } : result;
}

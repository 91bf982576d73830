import snmp from "net-snmp";
import type { SnmpValue } from "../drivers/driver.ts";
import type { NoAnswer } from "./no-answer.ts";

/** One request and what became of it. `failed` is an SNMP error status: the codec answered, but not with values. */
export type Exchange<Values> =
  | { readonly kind: "values"; readonly values: Values }
  | { readonly kind: "failed"; readonly status: number }
  | ({ readonly kind: "none" } & NoAnswer);

export type SnmpAnswer<Values> =
  | {
      readonly outcome: "answered";
      readonly values: Values;
      /** Values thrown away because they belong to another node than the one asked for. */
      readonly dropped: number;
    }
  | NoAnswer;

/** net-snmp reports the six usmStats counters of RFC 3414 by these sentences only. */
const usmReports: ReadonlyMap<string, { outcome: "refused" | "garbled"; note: string }> = new Map([
  ["Unsupported Security Level", { outcome: "refused", note: "usm_unsupported_security_level" }],
  ["Unknown User Name", { outcome: "refused", note: "usm_unknown_user_name" }],
  ["Wrong Digest (incorrect password, community or key)", { outcome: "refused", note: "usm_wrong_digest" }],
  ["Decryption Error", { outcome: "refused", note: "usm_decryption_error" }],
  ["Not In Time Window", { outcome: "garbled", note: "usm_not_in_time_window" }],
  ["Unknown Engine ID", { outcome: "garbled", note: "usm_unknown_engine_id" }],
]);

const authorizationStatuses = new Set<number>([snmp.ErrorStatus.NoAccess, snmp.ErrorStatus.AuthorizationError]);

/** What an error of net-snmp means. A timeout is judged by the caller, who knows whether anything was heard. */
export function exchangeOfError(error: Error): Exchange<never> | "timed-out" {
  if (error.name === "RequestTimedOutError") return "timed-out";
  if (error instanceof snmp.RequestFailedError) {
    if (authorizationStatuses.has(error.status)) return { kind: "none", outcome: "refused", note: "snmp_no_access" };
    return { kind: "failed", status: error.status };
  }
  const report = usmReports.get(error.message);
  if (report !== undefined) return { kind: "none", ...report };
  if (error instanceof snmp.ResponseInvalidError) return { kind: "none", outcome: "garbled", note: "snmp_invalid_response" };
  return { kind: "none", outcome: "silent", note: "snmp_not_sent" };
}

/** Null where the codec has no such node: a missing node is no reading. */
export function valueOf(varbind: snmp.Varbind): SnmpValue | null {
  const { type, value } = varbind;
  if (type === snmp.ObjectType.NoSuchObject || type === snmp.ObjectType.NoSuchInstance || type === snmp.ObjectType.EndOfMibView)
    return null;
  if (typeof value === "number" || typeof value === "string") return value;
  if (!Buffer.isBuffer(value)) return null;
  if (type === snmp.ObjectType.Counter64) return value.length <= 8 ? Number(BigInt(`0x0${value.toString("hex")}`)) : null;
  return textOf(value);
}

/** Codecs write UTF-8 or Latin-1; what is not the first is read as the second. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString("utf8");
  return text.includes("\uFFFD") ? bytes.toString("latin1") : text;
}

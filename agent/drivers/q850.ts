import type { CallCause } from "../../contract/call.ts";

/**
 * ITU-T Q.850, as codecs write it for H.323 and SIP calls too. Codes that say nothing to a person (0, 31, 127) and a maker's own
 * (168) are left out.
 */
const causes: Readonly<Record<number, CallCause>> = {
  1: "unreachable", // unallocated number
  2: "unreachable", // no route to transit network
  3: "unreachable", // no route to destination
  16: "normal",
  17: "busy",
  18: "no_answer", // no user responding
  19: "no_answer", // alerted, no answer
  20: "unreachable", // subscriber absent
  21: "rejected",
  22: "unreachable", // number changed
  27: "unreachable", // destination out of order
  28: "unreachable", // invalid number format
  34: "network", // no channel available
  38: "network", // network out of order
  41: "network", // temporary failure
  42: "network", // congestion
  47: "network", // resource unavailable
  58: "incompatible", // bearer capability not available
  65: "incompatible", // bearer capability not implemented
  79: "incompatible", // service not implemented
  88: "incompatible", // incompatible destination
  102: "network", // timer expired
};

/** Normal clearing of a call that nobody had answered yet: who called gave up. Null: nothing that is known. */
export function causeOfQ850(code: number | null, isConnected: boolean): CallCause | null {
  const cause = code === null ? undefined : causes[code];
  if (cause === "normal" && !isConnected) return "cancelled";
  return cause ?? null;
}

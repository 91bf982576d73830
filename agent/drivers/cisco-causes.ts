import type { CallCause, CallRecord } from "../../contract/call.ts";
import { causeOfQ850 } from "./q850.ts";

/** What a call history says of the end of a call. */
export interface SaidEnd {
  /** DisconnectCauseType. */
  readonly type: string | null;
  /** DisconnectCauseCode, of the list that `origin` names: SIP or Q850. */
  readonly code: number | null;
  readonly origin: string | null;
  readonly occurrence: string | null;
  readonly isConnected: boolean;
  readonly direction: CallRecord["direction"];
}

/** The words of the API guides of TC 6.2 to CE 9.2. CallForwarded and what is not here say nothing that we have a word for. */
const types: Readonly<Record<string, CallCause>> = {
  UnknownRemoteSite: "unreachable",
  LocalBusy: "busy",
  LocalReject: "rejected",
  InsufficientSecurity: "incompatible",
  RemoteBusy: "busy",
  RemoteRejected: "rejected",
  RemoteNoAnswer: "no_answer",
};

/** Told only where the protocol says no more. */
const vagueTypes: Readonly<Record<string, CallCause>> = {
  OtherLocal: "local_fault",
  OtherRemote: "remote_fault",
  NetworkRejected: "network",
};

const sipCodes: readonly (readonly [CallCause, readonly number[]])[] = [
  ["normal", [200]],
  ["rejected", [401, 403, 407, 603]],
  ["unreachable", [404, 410, 480, 484, 604]],
  ["no_answer", [408]],
  ["busy", [486, 600]],
  ["cancelled", [487]],
  ["incompatible", [415, 420, 488, 606]],
  ["network", [500, 502, 503, 504]],
];

/** Occurrences that name the end of a call nobody took. */
const occurrences: Readonly<Record<string, CallCause>> = {
  Missed: "no_answer",
  UnacknowledgedMissed: "no_answer",
  Rejected: "rejected",
};

/** Null: nothing was said, or nothing that we have a word for. */
export function causeOf(end: SaidEnd): CallCause | null {
  if (end.type === "LocalDisconnect" || end.type === "RemoteDisconnect") return hangUp(end, end.type === "LocalDisconnect");
  return (
    types[end.type ?? ""] ??
    (end.isConnected ? null : occurrences[end.occurrence ?? ""]) ??
    byCode(end) ??
    vagueTypes[end.type ?? ""] ??
    (end.occurrence === "NoAnswer" ? "no_answer" : null)
  );
}

/** Somebody hung up. Before the call was taken it is the caller who gives up, and the called who refuses. */
function hangUp({ isConnected, direction, occurrence }: SaidEnd, isLocal: boolean): CallCause | null {
  if (isConnected) return "normal";
  const ofOccurrence = occurrences[occurrence ?? ""];
  if (ofOccurrence !== undefined) return ofOccurrence;
  if (direction === "unknown") return null;
  return isLocal === (direction === "out") ? "cancelled" : "rejected";
}

function byCode({ code, origin, isConnected }: SaidEnd): CallCause | null {
  if (origin?.toUpperCase() === "SIP") return sipCodes.find(([, numbers]) => code !== null && numbers.includes(code))?.[0] ?? null;
  return /^Q\.?850$/i.test(origin ?? "") ? causeOfQ850(code, isConnected) : null;
}

import { Compile } from "typebox/compile";
import { Receipt, Refusal, refusalCodes } from "../../contract/envelope.ts";
import type { Rejected, Run } from "../outbox/outbox.ts";
import type { Answer } from "./post.ts";

/** What an answer means for the run that was sent. */
export type Verdict =
  /** The collector has the run, or will never take the entries named. */
  | {
      readonly kind: "settled";
      readonly rejected: readonly Rejected[];
      /** Sequences of the run that the collector had before they were ever sent. */
      readonly takenByOthers: readonly number[];
      readonly receivedAt: number;
    }
  /** It does not take something the agent told of itself, at that place of the envelope. */
  | { readonly kind: "without-events"; readonly code: string; readonly path: string; readonly message: string }
  /** Something in the run is not acceptable: find out what by sending less. `isFinal`: a single observation at fault may be set aside. */
  | { readonly kind: "divide"; readonly code: string; readonly message: string; readonly isFinal: boolean }
  /** Keep everything and try again. `isSlow`: our collector says that a person must do something first. */
  | {
      readonly kind: "wait";
      readonly code: string;
      readonly message: string;
      readonly isSlow: boolean;
      readonly retryAfterMs: number | null;
    };

const receiptCheck = Compile(Receipt);
const refusalCheck = Compile(Refusal);

/**
 * Judges an answer by its status and body together: only a receipt that speaks of exactly this run settles it, and whatever else comes
 * keeps the observations. `retryAfterMs` is how long the collector asked to be left alone, ms; null when it did not say. Never throws.
 * @param neverSent sequences of the run that were on the wire for the first time
 */
export function verdictOf({ status, body, retryAfterMs }: Answer, run: Run, neverSent: ReadonlySet<number>): Verdict {
  const value = parsed(body);
  if (status === 200) {
    if (receiptCheck.Check(value) && answers(value, run)) return settledBy(value, neverSent);
    return notUnderstood(status, retryAfterMs);
  }
  const refusal = refusalCheck.Check(value) ? value : null;
  // A code with a status that is not its own comes from something that repeats our words, not from a collector.
  if (refusal === null || refusalCodes[refusal.code].status !== status) return verdictOfStranger(status);
  const { receipt } = refusal;
  if (refusal.code === "SEQUENCE_ALREADY_SEEN" || refusal.code === "ALL_REJECTED")
    return receipt !== undefined && answers(receipt, run) ? settledBy(receipt, neverSent) : notUnderstood(status, retryAfterMs);
  return verdictOfRefusal(refusal, status, retryAfterMs);
}

/** Nothing is forgotten on the word of an answer that does not speak of exactly this run. */
function notUnderstood(status: number, retryAfterMs: number | null): Verdict {
  return {
    kind: "wait",
    code: "ANSWER_NOT_UNDERSTOOD",
    message: `${status} without the receipt of this envelope`,
    isSlow: false,
    retryAfterMs,
  };
}

function verdictOfRefusal(refusal: Refusal, status: number, retryAfterMs: number | null): Verdict {
  const { code, message } = refusal;
  switch (code) {
    case "ENVELOPE_INVALID":
      if (isAboutEvents(refusal.path)) return { kind: "without-events", code, path: refusal.path, message };
      return { kind: "divide", code, message: `${refusal.path ?? ""} ${message}`.trim(), isFinal: isAboutObservations(refusal.path) };
    case "TOO_LARGE":
      return { kind: "divide", code, message, isFinal: true };
    case "NOT_JSON":
    case "ENCODING_INVALID":
      return { kind: "divide", code, message, isFinal: false };
    default:
      return { kind: "wait", code, message, isSlow: status >= 400 && status < 500, retryAfterMs };
  }
}

/**
 * An answer in other words than the contract's: a proxy, another server, a login page. Whatever its status says, it says nothing of our
 * collector, which may be back before the next poll.
 */
function verdictOfStranger(status: number): Verdict {
  const code = `HTTP_${status}`;
  const message = "not an answer of a collector";
  if (status === 413) return { kind: "divide", code, message, isFinal: false };
  return { kind: "wait", code, message, isSlow: false, retryAfterMs: null };
}

/** What we would not accept ourselves is not sent; the rest of the run goes without it. */
export function invalidHere(fault: { readonly instancePath: string; readonly message: string } | undefined): Verdict {
  const [code, message] = ["ENVELOPE_INVALID", `${fault?.instancePath} ${fault?.message}`];
  if (isAboutEvents(fault?.instancePath)) return { kind: "without-events", code, path: fault?.instancePath ?? "", message };
  return { kind: "divide", code, message, isFinal: isAboutObservations(fault?.instancePath) };
}

function settledBy(receipt: Receipt, neverSent: ReadonlySet<number>): Verdict {
  const { rejected, receivedAt } = receipt;
  const takenByOthers = seenIn(receipt).filter((sequence) => neverSent.has(sequence));
  return { kind: "settled", rejected, takenByOthers, receivedAt };
}

/** The sequences a receipt says were already seen; none where it does not say which. */
function seenIn({ first, count, alreadySeen, seen }: Receipt): number[] {
  const runs = seen ?? (alreadySeen === count && count > 0 ? [{ first, count }] : []);
  return runs.flatMap((run) => Array.from({ length: run.count }, (_, index) => run.first + index));
}

function isAboutEvents(path: string | undefined): path is string {
  return path !== undefined && /^\/events(\/|$)/.test(path);
}

/** The frame of the envelope is ours, not the codec's: setting observations aside one by one would not mend it. */
function isAboutObservations(path: string | undefined): boolean {
  return path === undefined || /^\/(endpoints|forms|columns|numbers|calls)(\/|$)/.test(path) || path === "";
}

function answers(receipt: Receipt, run: Run): boolean {
  const { outbox, first, count, accepted, alreadySeen, seen = [], rejected } = receipt;
  const isOurs = outbox === run.outbox && first === run.first && count === run.observations.length;
  const isInside = rejected.every(({ sequence }) => sequence >= first && sequence < first + count);
  const isSeenInside = seen.every((one) => one.first >= first && one.first + one.count <= first + count);
  return isOurs && isInside && isSeenInside && accepted + alreadySeen + rejected.length === count;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

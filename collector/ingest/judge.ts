import type { CallRecord } from "../../contract/call.ts";
import type { Rejection, RejectionCode } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";
import { trueStartOf } from "../call-time.ts";
import type { Retimed } from "./corrections.ts";
import type { ReadEnvelope } from "./read-envelope.ts";
import { reckonerOf } from "./true-time.ts";

/** No codec of ours was in use before; one with a dead battery says 1970. */
const earliestCall = Date.UTC(2000, 0, 1);

/** An observation may be this far ahead of our clock: clocks differ a little, and figures, states and pages end at the present. */
const toleratedFutureMs = 60_000;

export interface Rules {
  /** The endpoints this agent may speak for. */
  readonly endpoints: ReadonlySet<string>;
  readonly receivedAt: number;
  /** Older observations have no place: what surrounds them is forgotten. */
  readonly retentionMs: number;
}

export interface Judgement {
  readonly kept: readonly { readonly sequence: number; readonly observation: Observation }[];
  readonly rejected: readonly Rejection[];
  /** Those that were put at another time than their agent's wall clock said. */
  readonly retimed: readonly Retimed[];
  /** Calls that say they took place before there were codecs, or in the future; their observations are kept without them. */
  readonly callsLeftOut: number;
}

/** Sorts the observations of a good envelope into those the ledger can keep, at their true time, and the others. */
export function judge({ envelope, observations }: ReadEnvelope, rules: Rules): Judgement {
  const kept: { sequence: number; observation: Observation }[] = [];
  const rejected: Rejection[] = [];
  const retimed: Retimed[] = [];
  const reckon = reckonerOf(envelope, rules.receivedAt);
  let callsLeftOut = 0;
  observations.forEach((observation, index) => {
    const sequence = envelope.first + index;
    const { at: observedAt, basis } = reckon({ at: observation.observedAt, clockMs: observation.clockMs, boot: envelope.boot });
    const fault = faultOf(observation.endpoint, observedAt, rules);
    if (fault !== null) {
      rejected.push({ sequence, ...fault });
      return;
    }
    const calls = observation.calls.filter((call) => isPossible(call, rules.receivedAt));
    callsLeftOut += observation.calls.length - calls.length;
    const timed = { ...observation, observedAt, calls };
    kept.push({ sequence, observation: timed });
    if (basis !== null) retimed.push({ sequence, observation: timed, byMs: observedAt - observation.observedAt, basis });
  });
  return { kept, rejected, retimed, callsLeftOut };
}

/** Whether a call can have taken place: before there were codecs, or in the future, none can. */
export function isPossible(call: CallRecord, receivedAt: number): boolean {
  const startedAt = trueStartOf(call);
  return startedAt >= earliestCall && startedAt + call.durationS * 1000 <= receivedAt + toleratedFutureMs;
}

function faultOf(endpoint: string, observedAt: number, rules: Rules): { code: RejectionCode; message: string } | null {
  if (!rules.endpoints.has(endpoint)) return { code: "ENDPOINT_UNKNOWN", message: `${endpoint} is not an endpoint of this agent's site` };
  if (observedAt > rules.receivedAt + toleratedFutureMs)
    return { code: "OBSERVED_IN_FUTURE", message: `${iso(observedAt)} is in the future` };
  if (observedAt < rules.receivedAt - rules.retentionMs)
    return { code: "OBSERVED_TOO_OLD", message: `${iso(observedAt)} is before what is kept` };
  return null;
}

function iso(ms: number): string {
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : `${ms} ms`;
}

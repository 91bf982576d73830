import type { CallRecord } from "../../contract/call.ts";

/**
 * One call as told once: by a poll of its codec's history, or by a file saved from it. Histories are told again and again, in any
 * order once a line was cut; the ledger keeps one record a call, and which one depends on what was told, never on when it arrived.
 */
export interface CallTelling {
  readonly call: CallRecord;
  /** No poll ever told this call, files only. */
  readonly isImported: boolean;
  /** The record, apart from clock and retry, is a file's: a poll that says as much takes its place. */
  readonly isFromFile: boolean;
  /** When the codec was asked, or the file read, ms. */
  readonly toldAt: number;
  /** When `clockOffsetS` was measured, ms; null without one. */
  readonly clockToldAt: number | null;
}

export function toldByPoll(call: CallRecord, observedAt: number): CallTelling {
  const clockToldAt = call.clockOffsetS === undefined ? null : observedAt;
  return { call, isImported: false, isFromFile: false, toldAt: observedAt, clockToldAt };
}

export function toldByFile(call: CallRecord, importedAt: number): CallTelling {
  // What a file says of the clock was measured by nobody we know: any poll's measure is better.
  const clockToldAt = call.clockOffsetS === undefined ? null : Number.MAX_SAFE_INTEGER;
  return { call, isImported: true, isFromFile: true, toldAt: importedAt, clockToldAt };
}

/**
 * Two tellings of one call as one. The longer one is the later one of a call that was still going on; of equals a poll goes before a file,
 * then the newest. Two things are kept whoever tells the rest: the clock's offset as first measured, because a clock set right
 * since says nothing of the time before; and what the call was a retry of, because the first attempt leaves the codec's history first.
 */
export function joined(one: CallTelling, other: CallTelling): CallTelling {
  const body = isAbove(bodyRank(one), bodyRank(other)) ? one : other;
  const clock = isAbove(clockRank(one), clockRank(other)) ? one : other;
  const retryOf = [one.call.retryOf, other.call.retryOf].filter((key) => key !== undefined).toSorted()[0];
  return {
    call: {
      ...bodyOf(body.call),
      ...(retryOf === undefined ? {} : { retryOf }),
      ...(clock.call.clockOffsetS === undefined ? {} : { clockOffsetS: clock.call.clockOffsetS }),
    },
    isImported: one.isImported && other.isImported,
    isFromFile: body.isFromFile,
    toldAt: body.toldAt,
    clockToldAt: clock.clockToldAt,
  };
}

/** The same record, whatever the order of its fields. */
export function isSameCall(one: CallRecord, other: CallRecord): boolean {
  return inWords(one) === inWords(other);
}

type Rank = readonly (number | string)[];

function bodyRank({ call, isFromFile, toldAt }: CallTelling): Rank {
  return [call.durationS, isFromFile ? 0 : 1, toldAt, inWords(bodyOf(call))];
}

function clockRank({ call, clockToldAt }: CallTelling): Rank {
  return [clockToldAt === null ? Number.NEGATIVE_INFINITY : -clockToldAt, call.clockOffsetS ?? 0];
}

/** The record without the two things that are kept whoever tells the rest. */
function bodyOf(call: CallRecord): Omit<CallRecord, "retryOf" | "clockOffsetS"> {
  const body = { ...call };
  delete body.retryOf;
  delete body.clockOffsetS;
  return body;
}

function isAbove(left: Rank, right: Rank): boolean {
  for (const [index, value] of left.entries()) {
    const against = right[index] ?? 0;
    if (value !== against) return value > against;
  }
  return true;
}

function inWords(call: Partial<CallRecord>): string {
  return JSON.stringify(Object.entries(call).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

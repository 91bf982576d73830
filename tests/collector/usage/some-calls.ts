import fc from "fast-check";
import type { TimedCall } from "../../../collector/usage/uses.ts";

const minuteMs = 60_000;
export const monday = Date.UTC(2026, 2, 2);
let keys = 0;

/** A call that began so many minutes after a Monday in March, 01:00 in Paris. */
export function call(startMinute: number, minutes: number, more: Partial<TimedCall> = {}): TimedCall {
  keys += 1;
  const startedAt = monday + startMinute * minuteMs;
  return {
    key: String(keys),
    startedAt,
    trueStartedAt: startedAt,
    durationS: minutes * 60,
    isConnected: minutes > 0,
    direction: "out",
    protocol: "sip",
    quality: "not_told",
    farEnd: "00000000000000aa",
    ...more,
  };
}

const described = fc.record({
  start: fc.nat(4 * 24 * 60),
  minutes: fc.nat(90),
  farEnd: fc.constantFrom("00000000000000aa", "00000000000000bb", undefined),
  farEndKind: fc.constantFrom("room" as const, "bridge" as const, "concierge" as const, undefined),
});

/** Calls of one room within four days: often at once, often redials. */
export const someCalls = fc.array(described, { maxLength: 40 }).map((list) =>
  list.map(({ start, minutes, farEnd, farEndKind }) => {
    const told = { ...(farEnd === undefined ? {} : { farEnd }), ...(farEndKind === undefined ? {} : { farEndKind }) };
    const untold = call(start, minutes);
    delete untold.farEnd;
    return { ...untold, ...told };
  }),
);

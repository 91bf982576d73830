import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondsOf } from "../../../collector/sla/spans.ts";
import { farEndsOf } from "../../../collector/usage/far-ends.ts";
import { connectedSpans, isUseful, usesOf } from "../../../collector/usage/uses.ts";
import { call, monday, someCalls } from "./some-calls.ts";

describe("a use of a room", () => {
  it.each([
    ["two calls to the same far end four minutes apart are one", [call(0, 10), call(14, 10)], 1],
    ["six minutes apart they are two", [call(0, 10), call(16, 10)], 2],
    ["to two far ends they are two", [call(0, 10), call(12, 10, { farEnd: "00000000000000bb" })], 2],
    ["a call of less than a minute is none", [call(0, 0.9)], 0],
    ["an attempt that led to nothing is none", [call(0, 0), call(1, 10)], 1],
    ["a test is none", [call(0, 10, { isTest: true })], 0],
    ["a word with the concierge is none", [call(0, 10, { farEndKind: "concierge" })], 0],
    ["whoever redials again and again goes on with one", [call(0, 10), call(12, 10), call(24, 10)], 1],
  ])("%s", (_, calls, uses) => {
    expect(usesOf(calls)).toHaveLength(uses);
    expect(usesOf(calls.toReversed())).toHaveLength(uses);
  });

  it("is counted by itself where far ends are not told", () => {
    const untold = [call(0, 10), call(11, 10)].map(({ farEnd: _, ...nobody }) => nobody);

    expect(usesOf(untold)).toHaveLength(2);
  });

  it("began when it truly did, whatever the codec's clock said, and lasts as long as its calls were connected", () => {
    const anHourAhead = { clockOffsetS: 3_600, trueStartedAt: monday - 3_600_000 };

    const [use] = usesOf([call(0, 10, anHourAhead), call(14, 5, { clockOffsetS: 3_600, trueStartedAt: monday - 2_760_000 })]);

    expect(use).toMatchObject({ startedAt: monday / 1000 - 3_600, seconds: 900 });
  });

  it("does not depend on the order in which the calls were told", () => {
    fc.assert(
      fc.property(
        someCalls.chain((calls) => fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length }))),
        ([calls, shuffled]) => {
          expect(usesOf(shuffled)).toEqual(usesOf(calls));
        },
      ),
    );
  });
});

describe("one more call", () => {
  const calls = someCalls.filter((list) => list.length > 0);
  const withOneMore = calls.map((list) => ({ before: list.slice(1), after: list, added: list[0] ?? call(0, 1) }));

  it("never takes away connected calls, time, far ends, nor uses of other far ends", () => {
    fc.assert(
      fc.property(withOneMore, ({ before, after, added }) => {
        const [was, is] = [usesOf(before), usesOf(after)];
        expect(after.filter(isUseful).length).toBeGreaterThanOrEqual(before.filter(isUseful).length);
        expect(secondsOf(connectedSpans(after.filter(isUseful)))).toBeGreaterThanOrEqual(
          secondsOf(connectedSpans(before.filter(isUseful))),
        );
        expect(farEndsOf(is).distinct[0]).toBeGreaterThanOrEqual(farEndsOf(was).distinct[0]);
        const others = (uses: typeof is) => uses.filter(({ farEnd }) => farEnd !== added.farEnd).length;
        expect(others(is)).toBe(others(was));
      }),
    );
  });

  it("lowers the number of uses only where it joins some of its own far end that were apart", () => {
    fc.assert(
      fc.property(withOneMore, ({ before, after, added }) => {
        const [was, is] = [usesOf(before), usesOf(after)];
        if (is.length >= was.length) return;
        const joined = is.find(({ calls: own }) => own.includes(added));
        expect(added.farEnd).toBeDefined();
        expect(joined?.calls.length).toBeGreaterThan(was.length - is.length);
      }),
    );
  });

  it("never lowers it where far ends are not told", () => {
    fc.assert(
      fc.property(withOneMore, ({ before, after }) => {
        const untold = (list: typeof after) => list.map(({ farEnd: _, ...nobody }) => nobody);
        expect(usesOf(untold(after)).length).toBeGreaterThanOrEqual(usesOf(untold(before)).length);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NoAnswer } from "../../../agent/transport/no-answer.ts";
import { SignInLimit } from "../../../agent/transport/sign-in-limit.ts";

const minute = 60_000;
const hour = 60 * minute;
const unavailable: NoAnswer = { outcome: "garbled", note: "http_503" };
const problems: readonly (NoAnswer | null)[] = [
  null,
  unavailable,
  { outcome: "garbled", note: "http_404" },
  { outcome: "silent", note: "http_timeout" },
  { outcome: "refused", note: "sign_in_refused" },
];
const wishes = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 0, max: 30_000 }),
    path: fc.constantFrom("/rest/session", "/api/v1/signin"),
    problem: fc.constantFrom(...problems),
  }),
  { maxLength: 200 },
);

/** When somebody signed in who wanted to at each of these times. */
function signIns(limit: SignInLimit, played: readonly { afterMs: number; path: string; problem: NoAnswer | null }[]): number[] {
  const times: number[] = [];
  let at = 0;
  for (const { afterMs, path, problem } of played) {
    at += afterMs;
    if (limit.problemNow(path, at) !== null) continue;
    times.push(at);
    limit.learn(path, problem, at);
  }
  return times;
}

describe("sign-ins to a codec", () => {
  it("are two a minute at most, whatever comes of them and at whatever address", () => {
    fc.assert(
      fc.property(wishes, (played) => {
        const times = signIns(new SignInLimit(), played);
        times.slice(2).forEach((at, index) => {
          expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(minute - 500);
        });
      }),
    );
  });

  it("that are in vain are rarer and rarer, down to one an hour", () => {
    const everySecond = Array.from({ length: 6 * 3600 }, () => ({ afterMs: 1_000, path: "/rest/session", problem: unavailable }));
    const times = signIns(new SignInLimit(), everySecond);
    const gaps = times.slice(1).map((at, index) => Math.round((at - (times[index] ?? 0)) / minute));

    expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
  });

  it("are not held up after one that worked", () => {
    const limit = new SignInLimit();
    limit.learn("/rest/session", unavailable, 0);
    limit.learn("/rest/session", unavailable, minute);
    limit.learn("/rest/session", null, 3 * minute);
    limit.learn("/rest/session", unavailable, hour);

    expect(limit.problemNow("/rest/session", hour + minute)).toBeNull();
  });

  it("in vain at the address of one family leave that of another open", () => {
    const limit = new SignInLimit();
    limit.learn("/rest/session", { outcome: "garbled", note: "http_404" }, 0);

    expect(limit.problemNow("/rest/session", 30_000)).toEqual({ outcome: "garbled", note: "http_404" });
    expect(limit.problemNow("/api/v1/signin", 30_000)).toBeNull();
  });

  it.each(["connection_refused", "connect_timeout", "no_route", "name_not_found", "tls_too_old", "certificate_changed"])(
    "that never reached the codec (%s) do not count: its return is dated by its first answer",
    (note) => {
      const limit = new SignInLimit();
      for (let at = 0; at < 10; at += 1) limit.learn("/rest/session", { outcome: "silent", note }, at);

      expect(limit.problemNow("/rest/session", 10)).toBeNull();
    },
  );

  it("replace a session once a minute at most", () => {
    const limit = new SignInLimit();
    limit.replacing(0);

    expect(limit.problemOfReplacing("/rest/session", 30_000)).toEqual({ outcome: "garbled", note: "session_dropped" });
    expect(limit.problemNow("/rest/session", 30_000)).toBeNull();
    expect(limit.problemOfReplacing("/rest/session", minute)).toBeNull();
  });
});

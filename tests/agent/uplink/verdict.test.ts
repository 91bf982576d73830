import { describe, expect, it } from "vitest";
import { backoffMs, passingWithin, waitMs } from "../../../agent/uplink/backoff.ts";
import { type Verdict, verdictOf } from "../../../agent/uplink/verdict.ts";
import { refusalCodes } from "../../../contract/envelope.ts";
import { observations } from "../outbox/outbox-room.ts";

const run = { outbox: "8c0d5f1e7ab24693", boot: "0a1b2c3d", first: 10, observations: observations(1, 3), from: 10, to: 12, isNewest: true };
const receipt = { outbox: run.outbox, first: 10, count: 3, accepted: 3, alreadySeen: 0, rejected: [], receivedAt: 1 };

function verdict(status: number, body: unknown, retryAfterMs: number | null = null): Verdict {
  return verdictOf({ status, body: typeof body === "string" ? body : JSON.stringify(body), retryAfterMs }, run, new Set([11]));
}

describe("a receipt", () => {
  it("settles the run it was written for", () => {
    expect(verdict(200, receipt)).toEqual({ kind: "settled", rejected: [], takenByOthers: [], receivedAt: 1 });
    const seen = [{ first: 11, count: 2 }];
    const taken = { kind: "settled", rejected: [], takenByOthers: [11], receivedAt: 1 };
    expect(verdict(200, { ...receipt, accepted: 1, alreadySeen: 2, seen })).toEqual(taken);
  });

  const others: readonly (readonly [string, unknown])[] = [
    ["is that of another outbox", { ...receipt, outbox: "0000000000000000" }],
    ["is that of another run", { ...receipt, first: 11 }],
    ["speaks of fewer observations", { ...receipt, count: 2, accepted: 2 }],
    ["does not add up", { ...receipt, accepted: 2 }],
    ["rejects what was not sent", { ...receipt, accepted: 2, rejected: [{ sequence: 13, code: "OBSERVED_TOO_OLD", message: "" }] }],
    ["has a field nobody knows", { ...receipt, surprise: true }],
    ["is empty", ""],
    ["is not a receipt", [1, 2, 3]],
  ];

  it.each(others)("forgets nothing when it %s", (_, body) => {
    expect(verdict(200, body)).toMatchObject({ kind: "wait", isSlow: false });
  });
});

describe("a refusal", () => {
  it.each(Object.entries(refusalCodes))("%s is understood", (code, { status }) => {
    const kinds: Record<string, Partial<Verdict>> = {
      SEQUENCE_ALREADY_SEEN: { kind: "settled", rejected: [] },
      ALL_REJECTED: { kind: "settled" },
      TOO_LARGE: { kind: "divide", isFinal: true },
      ENVELOPE_INVALID: { kind: "divide", isFinal: true },
      NOT_JSON: { kind: "divide", isFinal: false },
      ENCODING_INVALID: { kind: "divide", isFinal: false },
      LEDGER_UNAVAILABLE: { kind: "wait", isSlow: false },
    };

    const answer = { code, message: "", receipt: { ...receipt, accepted: 0, alreadySeen: 3 } };
    expect(verdict(status, answer)).toMatchObject(kinds[code] ?? { kind: "wait", isSlow: true });
  });

  it.each<[string, number, unknown]>([
    ["has no receipt", 409, { code: "SEQUENCE_ALREADY_SEEN", message: "" }],
    ["brings the receipt of another run", 409, { code: "SEQUENCE_ALREADY_SEEN", message: "", receipt: { ...receipt, first: 999 } }],
    ["comes with the status of something else", 503, { code: "SEQUENCE_ALREADY_SEEN", message: "", receipt }],
    ["rejects everything without a receipt", 422, { code: "ALL_REJECTED", message: "" }],
  ])("forgets nothing when it %s", (_, status, body) => {
    expect(verdict(status, body)).toMatchObject({ kind: "wait" });
  });

  it("of some and old news of the others sets aside only those rejected", () => {
    const rejected = [{ sequence: 11, code: "ENDPOINT_UNKNOWN", message: "" }];
    const mixed = { ...receipt, accepted: 0, alreadySeen: 2, rejected };

    expect(verdict(409, { code: "SEQUENCE_ALREADY_SEEN", message: "", receipt: mixed })).toEqual({
      kind: "settled",
      rejected,
      takenByOthers: [],
      receivedAt: 1,
    });
  });

  it("of our frame is no observation's fault", () => {
    expect(verdict(400, { code: "ENVELOPE_INVALID", message: "", path: "/boot" })).toMatchObject({ kind: "divide", isFinal: false });
    expect(verdict(400, { code: "ENVELOPE_INVALID", message: "", path: "/forms/3" })).toMatchObject({ kind: "divide", isFinal: true });
  });

  it("asks for as much time as it needs", () => {
    expect(verdict(503, { code: "LEDGER_UNAVAILABLE", message: "" }, 7_000)).toMatchObject({ isSlow: false, retryAfterMs: 7_000 });
  });

  it.each([301, 400, 401, 403, 404, 429, 502, 503])(
    "in a proxy's words (%i) is passing, and says nothing of when to come back",
    (status) => {
      expect(verdict(status, "<html>not here</html>", 3_600_000)).toMatchObject({ kind: "wait", isSlow: false, retryAfterMs: null });
    },
  );
});

describe("the time between two tries", () => {
  it("grows to its bound and no further", () => {
    const waits = Array.from({ length: 40 }, (_, index) => waitMs(backoffMs.passing, index + 1, 1));

    expect(waits.slice(0, 3)).toEqual([2_000, 4_000, 8_000]);
    expect(Math.max(...waits)).toBe(backoffMs.passing.longest);
    expect(waitMs(backoffMs.slow, 40, 1)).toBe(backoffMs.slow.longest);
  });

  it.each([
    [1, 1_000],
    [10, 10_000],
    [60, 60_000],
    [300, 60_000],
  ])("of a collector that is away is no longer than a poll every %i s", (stateSeconds, longest) => {
    expect(waitMs(passingWithin(stateSeconds), 40, 1)).toBe(longest);
  });

  it("is spread by chance, so that agents cut off together do not come back together", () => {
    expect(waitMs(backoffMs.passing, 5, 0.1)).toBeLessThan(waitMs(backoffMs.passing, 5, 0.9));
    expect(waitMs(backoffMs.passing, 5, 0)).toBeGreaterThan(0);
  });
});

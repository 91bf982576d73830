import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReadCall } from "../../../agent/drivers/driver.ts";
import { linkAttempts } from "../../../agent/poll/attempts.ts";

const nine = Date.UTC(2026, 2, 2, 9, 0, 0);

/** A call that was dialled some seconds after nine and came to nothing. */
function attempt(key: string, afterS: number, rest: Partial<ReadCall> = {}): ReadCall {
  return {
    key,
    startedAt: nine + afterS * 1000,
    durationS: 0,
    isConnected: false,
    direction: "out",
    protocol: "h323",
    quality: "not_told",
    farEndAddress: "salle@mairie.example",
    ...rest,
  };
}

const connected = (key: string, afterS: number, rest: Partial<ReadCall> = {}): ReadCall =>
  attempt(key, afterS, { isConnected: true, durationS: 600, ...rest });

/** "2 of 1": record 2 is a retry of record 1. */
const links = (calls: readonly ReadCall[]): string[] =>
  linkAttempts(calls).flatMap(({ key, retryOf }) => (retryOf === undefined ? [] : [`${key} of ${retryOf}`]));

describe("the records of one attempt", () => {
  it("are linked when the codec rolls over from H.323 to SIP and connects", () => {
    expect(links([attempt("1", 0), connected("2", 12, { protocol: "sip" })])).toEqual(["2 of 1"]);
  });

  it("are linked for 30 seconds after the failure, and no longer", () => {
    expect(links([attempt("1", 0), attempt("2", 30)])).toEqual(["2 of 1"]);
    expect(links([attempt("1", 0), attempt("2", 31)])).toEqual([]);
  });

  it("are counted from the end of the failed attempt where the codec tells it", () => {
    expect(links([attempt("1", 0, { endedAt: nine + 55_000 }), attempt("2", 60)])).toEqual(["2 of 1"]);
  });

  it("all name the first one, however many there are", () => {
    expect(links([attempt("1", 0), attempt("2", 20), attempt("3", 40, { protocol: "sip" })])).toEqual(["2 of 1", "3 of 1"]);
  });

  it("end with the one that connects: a call dialled after it is another attempt", () => {
    expect(links([attempt("1", 0), connected("2", 5, { durationS: 3 }), attempt("3", 10), attempt("4", 15)])).toEqual(["2 of 1", "4 of 3"]);
  });

  it("have the same far end, however it is spelled", () => {
    expect(links([attempt("1", 0, { farEndAddress: "h323:Salle@Mairie.example" }), attempt("2", 5)])).toEqual(["2 of 1"]);
    expect(links([attempt("1", 0, { farEndAddress: "autre@mairie.example" }), attempt("2", 5)])).toEqual([]);
  });

  it("have no domain before the codec rolls over to SIP, where it says that it does", () => {
    const short = { farEndAddress: "salle" };

    expect(links([attempt("1", 0, { ...short, cause: "rolled_over" }), attempt("2", 5, { protocol: "sip" })])).toEqual(["2 of 1"]);
    expect(links([attempt("1", 0, short), attempt("2", 5, { protocol: "sip" })])).toEqual([]);
  });

  it("are not guessed where the codec does not say who was called", () => {
    expect(links([attempt("1", 0, { farEndAddress: null }), attempt("2", 5, { farEndAddress: null })])).toEqual([]);
    expect(links([attempt("1", 0, { farEndAddress: " " }), attempt("2", 5, { farEndAddress: " " })])).toEqual([]);
  });

  it("do not mix calls placed with calls received", () => {
    expect(links([attempt("1", 0, { direction: "in" }), attempt("2", 5)])).toEqual([]);
  });

  it("are two for a person who calls us twice, and one for his codec that rolls over", () => {
    const missed = { direction: "in" } as const;

    expect(links([attempt("1", 0, missed), attempt("2", 5, missed)])).toEqual([]);
    expect(links([attempt("1", 0, missed), attempt("2", 5, { ...missed, protocol: "sip" })])).toEqual(["2 of 1"]);
  });

  it("may have another attempt, to somebody else, between them", () => {
    const other = { farEndAddress: "autre@mairie.example" };

    expect(links([attempt("1", 0), attempt("2", 5, other), attempt("3", 10), attempt("4", 15, other)])).toEqual(["3 of 1", "4 of 2"]);
  });

  it("are told apart by their number when the clock shows the same second", () => {
    expect(links([attempt("10-1", 0), attempt("9-1", 0)])).toEqual(["10-1 of 9-1"]);
  });
});

const anyCall = fc.record({
  afterS: fc.integer({ min: 0, max: 240 }),
  isConnected: fc.boolean(),
  direction: fc.constantFrom("in", "out", "unknown"),
  protocol: fc.constantFrom("h323", "sip", "unknown"),
  farEndAddress: fc.constantFrom("salle@mairie.example", "SIP:SALLE@mairie.example", "salle", "autre", null),
  cause: fc.constantFrom("rolled_over", "normal"),
} as const);

const anyHistory = fc
  .array(anyCall, { maxLength: 12 })
  .map((calls) =>
    calls.map(({ afterS, ...rest }, row) => attempt(`${row + 1}`, afterS, { ...rest, durationS: rest.isConnected ? 20 : 0 })),
  );

describe("any history", () => {
  it("is linked in the same way in whatever order it is told, and keeps that order", () => {
    fc.assert(
      fc.property(
        anyHistory.chain((calls) => fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length }))),
        ([calls, shuffled]) => {
          const told = linkAttempts(shuffled);

          expect(told.map(({ key }) => key)).toEqual(shuffled.map(({ key }) => key));
          expect(new Map(told.map((call) => [call.key, call]))).toEqual(new Map(linkAttempts(calls).map((call) => [call.key, call])));
        },
      ),
    );
  });

  it("is linked in the same way when it is told twice", () => {
    fc.assert(
      fc.property(anyHistory, (calls) => {
        expect(linkAttempts([...calls, ...calls])).toEqual([...linkAttempts(calls), ...linkAttempts(calls)]);
      }),
    );
  });

  it("has for each attempt a first record that is a retry of nothing, and at most one that connects, the last", () => {
    fc.assert(
      fc.property(anyHistory, (calls) => {
        const linked = linkAttempts(calls);
        for (const first of linked.filter(({ key }) => linked.some(({ retryOf }) => retryOf === key))) {
          const all = linked.filter(({ key, retryOf }) => key === first.key || retryOf === first.key);
          const latest = Math.max(...all.map(({ startedAt }) => startedAt));

          expect(first.retryOf).toBeUndefined();
          expect(first.startedAt).toBe(Math.min(...all.map(({ startedAt }) => startedAt)));
          for (const call of all.filter(({ isConnected }) => isConnected)) expect(call.startedAt).toBe(latest);
          expect(all.filter(({ isConnected }) => isConnected).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("has as many calls as before, changed in nothing but their link", () => {
    fc.assert(
      fc.property(anyHistory, (calls) => {
        expect(linkAttempts(calls).map(({ retryOf: _, ...call }) => call)).toEqual(calls);
      }),
    );
  });
});

describe("a list of calls of any length", () => {
  /** How often it was looked who was called. */
  function looksAt(count: number, rest: Partial<ReadCall>): number {
    let looks = 0;
    const calls = Array.from({ length: count }, (_, row) => {
      const { farEndAddress, ...call } = attempt(`${row}`, row / 100, { farEndAddress: `salle-${row}`, ...rest });
      return Object.defineProperty({ ...call }, "farEndAddress", {
        get: () => {
          looks += 1;
          return farEndAddress;
        },
      }) as ReadCall;
    });
    linkAttempts(calls);
    return looks;
  }

  it.each([
    ["to as many rooms", {}],
    ["from one room that insists", { direction: "in", farEndAddress: "salle@mairie.example" }],
    ["of which each rolled over", { cause: "rolled_over" }],
  ] as const)("costs no more for each of them: failed calls %s", (_, rest) => {
    expect(looksAt(1_000, rest)).toBeLessThanOrEqual(10 * looksAt(100, rest));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Polled, Rests } from "../../../agent/schedule/rests.ts";
import { type Channel, type Outcome, type Question, questions } from "../../../contract/observation.ts";
import { observation } from "../outbox/outbox-room.ts";

const hour = 3_600_000;
const none: ReadonlySet<Channel> = new Set();

function polled(question: Question, outcome: Outcome, note: string): Polled {
  return { observation: observation(1, { question, channels: { http: outcome } }), notes: { http: note } };
}

/** Any question, after any time, answered in any way. */
const steps = fc.array(
  fc.record({
    question: fc.constantFrom(...questions),
    afterMs: fc.integer({ min: 1_000, max: 40 * 60_000 }),
    outcome: fc.constantFrom<Outcome>("answered", "silent", "refused", "garbled"),
    note: fc.constantFrom("http_401", "http_412", "login_page", "sign_in_refused", "http_429"),
  }),
  { minLength: 1, maxLength: 60 },
);

/** When the channel was asked in truth, and what came of it. */
function asked(played: typeof steps extends fc.Arbitrary<infer T> ? T : never): { at: number; question: Question; outcome: Outcome }[] {
  const rests = new Rests();
  const truly: { at: number; question: Question; outcome: Outcome }[] = [];
  let at = 0;
  for (const { question, afterMs, outcome, note } of played) {
    at += afterMs;
    const resting = rests.restingAt(question, at);
    if (!resting.has("http")) truly.push({ at, question, outcome });
    rests.learn(polled(question, resting.has("http") ? "refused" : outcome, note), resting, at);
  }
  return truly;
}

describe("a web interface that refused us", () => {
  it("is asked nothing for an hour, by whatever question, in whatever order", () => {
    fc.assert(
      fc.property(steps, (played) => {
        const truly = asked(played);
        truly.slice(1).forEach(({ at }, index) => {
          const before = truly[index];
          if (before?.outcome === "refused") expect(at - before.at).toBeGreaterThanOrEqual(hour - 500);
        });
      }),
    );
  });

  it("is never left alone for more than an hour", () => {
    fc.assert(
      fc.property(steps, (played) => {
        const last = asked(played).at(-1);
        const end = played.reduce((total, { afterMs }) => total + afterMs, 0);
        expect(end - (last?.at ?? 0)).toBeLessThanOrEqual(hour + 40 * 60_000);
      }),
    );
  });

  it("of which nothing but silence and nonsense is heard is asked each time", () => {
    fc.assert(
      fc.property(
        steps.map((played) => played.filter(({ outcome }) => outcome !== "refused")),
        (played) => {
          expect(asked(played)).toHaveLength(played.length);
        },
      ),
    );
  });

  it("does not make SNMP rest", () => {
    const rests = new Rests();
    rests.learn(polled("state", "refused", "http_401"), none, 0);

    expect(rests.restingAt("status", 1_000)).toEqual(new Set(["http"]));
    expect(rests.endFor("status", 1_000)).toBe(hour);
    expect(rests.endFor("status", hour)).toBeNull();
  });
});

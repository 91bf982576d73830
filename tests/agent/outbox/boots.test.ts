import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anchorsOf, type Boot, leastAges, withAnswer, withLife } from "../../../agent/outbox/boots.ts";
import { isWithin, type Spans, withoutSpan, withSpan } from "../../../agent/outbox/spans.ts";

const clockOf = (boot: string, monotonicMs: number, nowMs: number) => ({ boot, monotonicMs: () => monotonicMs, nowMs: () => nowMs });

describe("the boots of the agent's machine", () => {
  const hour = 3_600_000;

  /** Boots one after the other, each truly beginning at its `origin`; an answer was heard in some. */
  const life = fc.array(
    fc.record({
      offMs: fc.integer({ min: 0, max: 5 * hour }),
      runsMs: fc.integer({ min: 1, max: 50 * hour }),
      isHeard: fc.boolean(),
      roundTripMs: fc.integer({ min: 0, max: 3_000 }),
      wrongMs: fc.integer({ min: -hour, max: hour }),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it("are dated by the answers heard, and otherwise bounded by their neighbours: the truth is always within", () => {
    fc.assert(
      fc.property(life, (lives) => {
        let boots: Boot[] = [];
        let now = Date.UTC(2026, 0, 1);
        const origins: number[] = [];
        lives.forEach(({ offMs, runsMs, isHeard, roundTripMs, wrongMs }, index) => {
          // The agent begins twenty seconds after the kernel.
          now += offMs + 20_000;
          const origin = now - 20_000;
          origins.push(origin);
          const boot = index.toString(16).padStart(8, "0");
          boots = withLife(boots, clockOf(boot, now - origin, now + wrongMs));
          if (isHeard)
            boots = withAnswer(boots, { receivedAt: now + roundTripMs, sentMs: now - origin, answeredMs: now - origin + roundTripMs });
          now += runsMs + roundTripMs;
          boots = withLife(boots, clockOf(boot, now - origin, now + wrongMs));
        });
        anchorsOf(boots).forEach(({ heardMs, roundTripMs = 0, earliestMs, latestMs }, index) => {
          const truth = origins[index] ?? 0;
          if (heardMs !== undefined) expect(heardMs >= truth && heardMs - roundTripMs <= truth).toBe(true);
          expect(earliestMs ?? truth).toBeLessThanOrEqual(truth);
          expect(latestMs ?? truth).toBeGreaterThanOrEqual(truth);
        });
        const ages = leastAges(boots, { boot: boots.at(-1)?.boot ?? "", monotonicMs: () => now - (origins.at(-1) ?? 0), nowMs: () => 0 });
        boots.forEach(({ boot, heardMs }, index) => {
          const age = ages.get(boot) ?? Number.NaN;
          expect(age).toBeLessThanOrEqual(now - (origins[index] ?? 0));
          if (heardMs !== undefined && lives.at(-1)?.isHeard === true)
            expect(age).toBeGreaterThanOrEqual(now - (origins[index] ?? 0) - 6_000);
        });
        const heard = lives.map(({ isHeard }) => isHeard);
        anchorsOf(boots).forEach((anchor, index) => {
          if (heard[index]) return;
          expect(anchor.earliestMs !== undefined).toBe(heard.slice(0, index).includes(true));
          expect(anchor.latestMs !== undefined).toBe(heard.slice(index + 1).includes(true));
        });
      }),
    );
  });

  it("in which nobody answered are known as closely as the machine was off, however long the agent took to begin", () => {
    const slowStart = 120_000;
    const offMs = { before: 700, after: 900 };
    const first = withAnswer(withLife([], clockOf("0000000a", slowStart, 0)), {
      receivedAt: slowStart,
      sentMs: slowStart,
      answeredMs: slowStart,
    });
    const firstEnds = withLife(first, clockOf("0000000a", hour, 0));
    const trulyAt = hour + offMs.before;
    const silent = withLife(withLife(firstEnds, clockOf("0000000b", slowStart, 0)), clockOf("0000000b", hour, 0));
    const lastOrigin = trulyAt + hour + offMs.after;
    const boots = withAnswer(withLife(silent, clockOf("0000000c", slowStart, 0)), {
      receivedAt: lastOrigin + slowStart,
      sentMs: slowStart,
      answeredMs: slowStart,
    });

    expect(anchorsOf(boots)[1]).toMatchObject({ earliestMs: trulyAt - offMs.before, latestMs: trulyAt + offMs.after });
  });

  it("that only bear another name, because the machine did not start, are bounded by the agent's own signs of life", () => {
    const lives = [0, 1, 2].flatMap((run) =>
      [1 + run * 10, 9 + run * 10].map((minute) => ({ boot: `0000000${run}`, ms: minute * 60_000 })),
    );
    let boots: Boot[] = [];
    for (const { boot, ms } of lives) {
      boots = withLife(boots, clockOf(boot, ms, ms));
      if (boot !== "00000001") boots = withAnswer(boots, { receivedAt: ms, sentMs: ms, answeredMs: ms });
    }

    expect(anchorsOf(boots)[1]).toMatchObject({ earliestMs: -2 * 60_000, latestMs: 2 * 60_000 });
  });

  it("on another machine that had long been running when the files came there, take nothing from the former one's times", () => {
    const silent = withLife(withLife([], clockOf("0000000a", 30_000, 0)), clockOf("0000000a", hour, 0));
    const boots = withAnswer(withLife(silent, clockOf("0000000b", 90 * hour, 0)), {
      receivedAt: 0,
      sentMs: 90 * hour,
      answeredMs: 90 * hour,
    });

    expect(anchorsOf(boots)[0]).toMatchObject({ latestMs: -hour });
  });

  it("keep the quickest answer of the hour", () => {
    const boots = withLife([], clockOf("0a1b2c3d", 0, 0));
    const quick = withAnswer(boots, { receivedAt: 1_010, sentMs: 10, answeredMs: 50 });

    expect(withAnswer(quick, { receivedAt: 4_000, sentMs: 2_000, answeredMs: 4_500 })[0]).toMatchObject({
      heardMs: 1_000,
      roundTripMs: 40,
    });
    expect(withAnswer(quick, { receivedAt: 2 * hour, sentMs: 2 * hour, answeredMs: 2 * hour + 500 })[0]).toMatchObject({ heardMs: 0 });
  });
});

describe("the places in use", () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 12 }))
    .map(([from, length]) => ({ from, to: from + length }));

  it("are exactly those added and not taken away", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), span), { maxLength: 60 }), (deeds) => {
        let spans: Spans = [];
        const places = new Set<number>();
        for (const [isAdded, { from, to }] of deeds) {
          spans = isAdded ? withSpan(spans, { from, to }) : withoutSpan(spans, { from, to });
          for (let place = from; place <= to; place += 1) {
            if (isAdded) places.add(place);
            else places.delete(place);
          }
        }
        for (let place = -1; place < 320; place += 1) expect(isWithin(spans, place)).toBe(places.has(place));
        expect(spans.every((one, index) => index === 0 || one.from > (spans[index - 1]?.to ?? 0) + 1)).toBe(true);
      }),
    );
  });
});

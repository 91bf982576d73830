import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reckonerOf, type SentClocks } from "../../../collector/ingest/true-time.ts";

const now = Date.UTC(2026, 10, 23, 8);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** When the monotonic clock of this boot, and of the former one, truly stood at zero. */
const origin = now - 10 * day;
const formerOrigin = now - 50 * day;

/** What an agent saw truly at `trueMs`, with a wall clock wrong by `wrongMs`. */
const seen = (trueMs: number, wrongMs: number, { boot = "0a1b2c3d", start = origin } = {}) => ({
  at: trueMs + wrongMs,
  clockMs: trueMs + wrongMs - (trueMs - start),
  boot,
});
/** An envelope sent now, `onTheWireMs` before it was received. */
const sent = (wrongMs: number, more: Partial<SentClocks> = {}, onTheWireMs = 0): SentClocks => ({
  sentAt: now + wrongMs - onTheWireMs,
  boot: "0a1b2c3d",
  monotonicMs: now - onTheWireMs - origin,
  ...more,
});

describe("within one boot of the agent's machine", () => {
  const stepped = [hour, -hour, day, -day, 400 * day].flatMap((step) =>
    [0, 30 * day, -hour].map((before): [number, number] => [step, before]),
  );

  it.each(stepped)("a wall clock stepped by %i ms, wrong by %i before, puts nothing at the wrong time", (step, before) => {
    const reckon = reckonerOf(sent(before + step), now);

    for (const age of [0, minute, 9 * day]) {
      expect(Math.abs(reckon(seen(now - age, before)).at - (now - age))).toBeLessThanOrEqual(2_000);
      expect(Math.abs(reckon(seen(now - age, before + step)).at - (now - age))).toBeLessThanOrEqual(2_000);
    }
  });

  it("a clock that is right is left alone, even on a slow line", () => {
    expect(reckonerOf(sent(0, {}, 8_000), now)(seen(now - hour, 0))).toEqual({ at: now - hour, basis: null });
  });

  it("a clock that is wrong by twenty seconds is set right once an answer was heard", () => {
    const heard = { anchor: { boot: "0a1b2c3d", heardMs: origin, roundTripMs: 40 } };

    expect(reckonerOf(sent(20_000, heard, 8_000), now)(seen(now - hour, 20_000))).toEqual({ at: now - hour, basis: "monotonic" });
  });

  it("an answer heard while the collector's own clock was wrong is not believed", () => {
    const heard = { anchor: { boot: "0a1b2c3d", heardMs: origin + hour, roundTripMs: 40 } };

    expect(reckonerOf(sent(day, heard), now)(seen(now - hour, day)).at).toBe(now - hour);
  });

  it("whatever the wall clock says and the line takes, the time is right within what the line took and two seconds", () => {
    const wrong = fc.integer({ min: -400 * day, max: 400 * day });
    fc.assert(
      fc.property(wrong, wrong, fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 9 * day }), (then, atSending, line, age) => {
        fc.pre(Math.abs(atSending - line) > 30_000);
        const { at } = reckonerOf(sent(atSending, {}, line), now)(seen(now - line - age, then));
        expect(Math.abs(at - (now - line - age))).toBeLessThanOrEqual(line + 2_000);
      }),
    );
  });
});

describe("of a former boot", () => {
  const former = { boot: "ffffffff", start: formerOrigin };
  const running = { sentAt: now };
  const envelope = (anchor?: SentClocks["anchor"]): SentClocks => ({
    ...running,
    boot: former.boot,
    ...(anchor === undefined ? {} : { anchor }),
  });
  const then = now - 20 * day;

  it.each([hour, -hour, day, -day])("an answer heard in it gives the true time, though its clock was wrong by %i ms", (wrong) => {
    const reckon = reckonerOf(envelope({ boot: former.boot, heardMs: formerOrigin + 300, roundTripMs: 900, clockMs: 0 }), now);

    expect(reckon(seen(then, wrong, former))).toEqual({ at: then + 300, basis: "anchor" });
  });

  it("without an answer, its wall clock is believed between the boots before and after", () => {
    const bounds = {
      boot: former.boot,
      earliestMs: formerOrigin - hour,
      latestMs: formerOrigin + hour,
      clockMs: formerOrigin + 10 * minute,
    };

    expect(reckonerOf(envelope(bounds), now)(seen(then, 10 * minute, former))).toEqual({ at: then + 10 * minute, basis: null });
  });

  it.each([
    ["a day ahead", day, 5 * minute],
    ["a day behind", -day, -5 * minute],
  ])("without an answer, a clock that was %s is shifted no further than the boots around it prove", (_, wrong, kept) => {
    const bounds = {
      boot: former.boot,
      earliestMs: formerOrigin - 5 * minute,
      latestMs: formerOrigin + 5 * minute,
      clockMs: formerOrigin + wrong,
    };

    expect(reckonerOf(envelope(bounds), now)(seen(then, wrong, former))).toEqual({ at: then + kept, basis: "bounds" });
  });

  it("a clock set right before that boot ended is believed for what came before as well", () => {
    const bounds = { boot: former.boot, earliestMs: formerOrigin - hour, latestMs: formerOrigin + hour, clockMs: formerOrigin };

    expect(reckonerOf(envelope(bounds), now)(seen(then, -50 * 365 * day, former))).toEqual({ at: then, basis: "bounds" });
  });

  it("where nothing is known, or the bounds contradict each other, it is taken at its word", () => {
    const contradiction = { boot: former.boot, earliestMs: formerOrigin + hour, latestMs: formerOrigin - hour };

    for (const clocks of [envelope(), envelope(contradiction)]) {
      expect(reckonerOf(clocks, now)(seen(then, day, former))).toEqual({ at: then + day, basis: null });
    }
  });
});

import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { VainKnocks } from "../../../agent/poll/vain-knocks.ts";

const minuteMs = 60_000;
const why = { outcome: "garbled", note: "http_503" } as const;

/** Minutes at which the password is shown, by an agent that polls each minute. */
function shownAt(knocks: VainKnocks, minutes: number, mayPass: (minute: number) => boolean): number[] {
  const shown: number[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    if (knocks.whyNot(minute * minuteMs) !== null) continue;
    shown.push(minute);
    knocks.learn({ why, mayPass: mayPass(minute) }, minute * minuteMs);
  }
  return shown;
}

describe("a device that nobody recognised", () => {
  it("is shown the password once an hour where it knows none of our questions", () => {
    expect(shownAt(new VainKnocks(), 181, () => false)).toEqual([0, 60, 120, 180]);
  });

  it("is tried again soon, then less and less often, where its server says that it is not ready", () => {
    expect(shownAt(new VainKnocks(), 242, () => true)).toEqual([0, 2, 6, 14, 30, 62, 122, 182]);
  });

  test.prop([fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })])(
    "is never tried twice in a minute, and is always tried within an hour, whatever it says",
    (answers) => {
      const shown = shownAt(new VainKnocks(), 600, (minute) => answers[minute % answers.length] ?? false);
      const gaps = shown.slice(1).map((minute, place) => minute - (shown[place] ?? 0));
      expect(gaps.filter((gap) => gap < 2 || gap > 60)).toEqual([]);
      expect(600 - (shown.at(-1) ?? 0)).toBeLessThanOrEqual(60);
    },
  );
});

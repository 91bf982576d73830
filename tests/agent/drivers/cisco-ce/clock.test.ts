import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf } from "../../../../agent/drivers/cisco-clock.ts";

const paris = "Europe/Paris";
const utc = (text: string): number => Date.parse(text);

describe("the time that a codec tells", () => {
  it.each([
    ["2024-08-05T10:52:36-0500", "2024-08-05T15:52:36Z"],
    ["2024-08-05T10:52:36+02:00", "2024-08-05T08:52:36Z"],
    ["2019-09-27T13:40:08Z", "2019-09-27T13:40:08Z"],
    ["2019-09-27T13:40:08.250Z", "2019-09-27T13:40:08Z"],
  ])("is taken as it says where it has a zone: %s", (text, instant) => {
    expect(instantOf(text, paris)).toBe(utc(instant));
  });

  it.each([
    ["2026-07-01T14:00:00", "2026-07-01T12:00:00Z"],
    ["2026-01-15 14:00:00", "2026-01-15T13:00:00Z"],
    ["2026/01/15 14:00:00", "2026-01-15T13:00:00Z"],
  ])("is that of the wall of the site where it has none: %s", (text, instant) => {
    expect(instantOf(text, paris)).toBe(utc(instant));
  });

  it("is the first of the two in the hour that comes twice, and goes on over the hour that is not there", () => {
    expect(instantOf("2026-10-25T02:30:00", paris)).toBe(utc("2026-10-25T00:30:00Z"));
    expect(instantOf("2026-03-29T02:30:00", paris)).toBe(utc("2026-03-29T01:30:00Z"));
  });

  it.each(["", "soon", "2026-13-01T00:00:00", "2026-02-30T10:00:00", "2026-02-28T25:00:00", "26-02-28T10:00:00", "1772445600"])(
    "is no time: %s",
    (text) => {
      expect(instantOf(text, paris)).toBeNaN();
    },
  );

  it("is the same instant whatever zone it is written in", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1970-01-02"), max: new Date("2090-01-01"), noInvalidDate: true }),
        fc.integer({ min: -14, max: 14 }),
        (date, hours) => {
          const instant = Math.floor(date.getTime() / 1000) * 1000;
          const wall = new Date(instant + hours * 3_600_000).toISOString().slice(0, 19);
          const zone = `${hours < 0 ? "-" : "+"}${String(Math.abs(hours)).padStart(2, "0")}`;

          expect(instantOf(`${wall}${zone}00`, paris)).toBe(instant);
          expect(instantOf(`${wall}${zone}:00`, paris)).toBe(instant);
        },
      ),
    );
  });
});

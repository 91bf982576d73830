import { describe, expect, it } from "vitest";
import { cleanPoint, lineOf, type Point } from "../../../../collector/sinks/influx/point.ts";

const point: Point = { measurement: "m", tags: { site: "ouessant" }, fields: { value: 1 }, timestamp: 1_700_000_000_000 };

describe("a point for InfluxDB", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("loses the number %s, not its other fields", (value) => {
    expect(cleanPoint({ ...point, fields: { value: 1, bad: value } })?.fields).toEqual({ value: 1 });
  });

  it("is nothing when no field is left", () => {
    expect(cleanPoint({ ...point, fields: { bad: Number.NaN } })).toBeNull();
  });

  it.each([Number.NaN, 1.5, 1e18])("is nothing at the instant %s, which InfluxDB cannot name", (timestamp) => {
    expect(cleanPoint({ ...point, timestamp })).toBeNull();
  });

  it.each([
    ["", undefined],
    [" \n ", undefined],
    ["two\nlines", "two lines"],
    ["ends with \\", "ends with /"],
    ["a\\,b", "a/,b"],
  ])("carries the tag %j as %j", (tag, expected) => {
    expect(cleanPoint({ ...point, tags: { tag } })?.tags["tag"]).toBe(expected);
  });

  it("is printed so that a person can write it again", () => {
    const line = lineOf({ ...point, tags: { room: "salle, 1" }, fields: { word: 'say "hi"\\', value: 2.5 } });

    expect(line).toBe('m,room=salle\\,\\ 1 word="say \\"hi\\"\\\\",value=2.5 1700000000000');
  });
});

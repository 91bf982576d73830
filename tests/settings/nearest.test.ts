import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editDistance, nearestWord } from "../../settings/nearest.ts";

describe("the nearest known word", () => {
  it.each([
    ["famly", "family"],
    ["hots", "host"],
    ["token", "tokenFile"],
    ["HOST", "host"],
    ["tokenfile", "tokenFile"],
    ["passwrodFile", "passwordFile"],
  ])("to %s is %s", (typed, known) => {
    expect(nearestWord(typed, ["id", "host", "family", "snmp", "tokenFile", "passwordFile"])).toBe(known);
  });

  it.each(["x", "", "completely-different", "snow"])("is not guessed for %j", (typed) => {
    expect(nearestWord(typed, ["id", "host", "family"])).toBeNull();
  });
});

describe("the distance between two words", () => {
  const word = fc.string({ maxLength: 8 });

  it("is nothing for the same word, the same both ways, and never more than the longer word", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it("counts two letters in the wrong order as one slip", () => {
    expect(editDistance("hots", "host")).toBe(1);
  });
});

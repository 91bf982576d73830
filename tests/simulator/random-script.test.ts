import { describe, expect, it } from "vitest";
import { seededRandom } from "../../simulator/random.ts";
import { type RandomScriptOptions, randomScript } from "../../simulator/random-script.ts";
import type { ScriptLine } from "../../simulator/script.ts";

const codecs = ["a", "b", "c", "d", "e", "f"];

function linesOf(seed: number, count: number, more: Pick<RandomScriptOptions, "registered"> = {}): ScriptLine[] {
  const script = randomScript({ codecs, callers: ["a", "b"], ...more, random: seededRandom(seed), callEveryS: 60, faultEveryS: 40 });
  const lines: ScriptLine[] = [];
  for (const line of script) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
}

describe("a script drawn at random", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(linesOf(7, 200)).toEqual(linesOf(7, 200));
    expect(linesOf(7, 200)).not.toEqual(linesOf(8, 200));
  });

  it("shows calls, silence, a reboot and a lost registration within its first five minutes", () => {
    const early = linesOf(1, 30).filter((line) => line.atS <= 300);

    expect(new Set(early.map((line) => line.does))).toEqual(
      new Set(["call", "silence", "lose-registration", "reboot", "unplug-camera", "wrong-password", "garbage"]),
    );
  });

  it("has one codec refuse us, at its web interface, for about as long as an agent leaves it alone; never another", () => {
    const lines = linesOf(5, 2_000, { registered: ["a", "b", "c"] });
    const refusals = lines.filter((line) => line.does === "wrong-password");

    expect(refusals).toEqual([expect.objectContaining({ atS: 220, channel: "http", durationS: 3_540 })]);
    expect(["a", "b", "c"]).toContain(refusals[0]?.codec);
    expect(lines.at(-1)?.atS).toBeGreaterThan(4 * 3_600);
  });

  it("goes forward in time, and calls only those who are ever called", () => {
    const lines = linesOf(3, 500);

    expect(lines.map((line) => line.atS)).toEqual(lines.map((line) => line.atS).toSorted((left, right) => left - right));
    expect(new Set(lines.filter((line) => line.does === "call").map((line) => line.codec))).toEqual(new Set(["a", "b"]));
  });
});

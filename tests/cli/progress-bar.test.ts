import { describe, expect, it } from "vitest";
import { progressBar } from "../../cli/progress-bar.ts";

function drawn(columns: number | undefined, steps: number, ticks: number) {
  const said: string[] = [];
  const io = { stdout: () => undefined, stderr: (text: string) => said.push(text), ...(columns !== undefined && { columns }) };
  const bar = progressBar("2026-T3", steps, io);
  for (let tick = 0; tick < ticks; tick += 1) bar.tick();
  return { said, bar };
}

describe("the progress bar", () => {
  it("tells how far it is, at each hundredth once, and leaves no trace", () => {
    const { said, bar } = drawn(80, 1_000, 500);
    expect(said).toHaveLength(51);
    expect(said.at(-1)).toBe(`\r2026-T3 [${"#".repeat(15)}${"-".repeat(15)}] 50\u00a0%`);

    bar.clear();
    expect(said.at(-1)?.trim()).toBe("");
  });

  it("does not pass the end when there was more to do than thought", () => {
    expect(drawn(80, 10, 25).said.at(-1)).toContain("99\u00a0%");
  });

  it("says nothing to a program, nor on a screen too narrow for it", () => {
    expect(drawn(undefined, 10, 10).said).toEqual([]);
    expect(drawn(40, 10, 10).said).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../../collector/web/assets/status.css", import.meta.url), "utf8");
const [light = "", dark = ""] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => block ?? "");

function coloursOf(...blocks: string[]): Map<string, string> {
  return new Map(
    blocks.flatMap((block) =>
      [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value] as const),
    ),
  );
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((left, right) => right - left);
  return (lighter + 0.05) / (darker + 0.05);
}

describe.each([
  ["light", coloursOf(light)],
  ["dark", coloursOf(light, dark)],
])("the colours of the %s page", (_name, colours) => {
  const between = (one: string, other: string) => contrast(colours.get(one) ?? "", colours.get(other) ?? "");

  it.each(["up", "down", "unknown", "control-line", "focus"])("let the shape of « %s » be seen on every background", (name) => {
    for (const background of ["surface", "page", "sunken"]) expect(between(name, background)).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ["inverse", "up"],
    ["inverse", "down"],
    ["dark", "degraded"],
  ])("let the sign inside a shape be seen: %s on %s", (sign, shape) => {
    expect(between(sign, shape)).toBeGreaterThanOrEqual(3);
  });

  it.each(["up-tint", "degraded-tint", "down-tint", "unknown-tint", "surface", "page", "sunken"])(
    "let words be read on %s",
    (background) => {
      expect(between("ink", background)).toBeGreaterThanOrEqual(7);
    },
  );
});

describe("the colours of states", () => {
  it("are those of Okabe and Ito, which everyone tells apart", () => {
    expect([...coloursOf(light)].filter(([name]) => ["up", "degraded", "down"].includes(name))).toEqual([
      ["up", "#0072b2"],
      ["degraded", "#e69f00"],
      ["down", "#d55e00"],
    ]);
  });
});

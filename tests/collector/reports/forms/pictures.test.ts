import { expect, it } from "vitest";
import { barChart } from "../../../../collector/reports/forms/bar-chart.ts";
import { contoursOfBrittany } from "../../../../collector/reports/forms/contours.ts";
import { territoryMap } from "../../../../collector/reports/forms/map.ts";

const target = { value: 99, shown: "99 %" };
const chartOf = (value: number | null): string =>
  barChart({ bars: [{ label: "Brest <Métropole> & Iroise", value, shown: "98,10 %" }], from: 98, to: 100, target });
const rectangles = (svg: string): string[] => svg.match(/<rect [^>]*>/g) ?? [];

it("draws as long as the figure is", () => {
  // The axis is 400 wide and goes from 98 to 100.
  expect(rectangles(chartOf(99.5))[0]).toContain('width="300"');
  expect(rectangles(chartOf(98))[0]).toContain('width="0"');
  expect(rectangles(chartOf(42))[0]).toContain('width="0"');
});

it("tells a bar under the target without a colour", () => {
  expect(rectangles(chartOf(98.1))[0]).toContain('fill="#ffffff"');
  expect(rectangles(chartOf(99))[0]).not.toContain('fill="#ffffff"');
});

it("draws nothing of what is not known, and says so", () => {
  expect(rectangles(chartOf(null))).toEqual([]);
  expect(chartOf(null)).toContain("n.d.");
});

it("takes names as they are", () => {
  expect(chartOf(99)).toContain("Brest &lt;Métropole&gt; &amp; Iroise");
});

it("shows the 61 EPCI of Brittany and the three islands outside any, once and within the frame; islands in a circle", () => {
  const contours = contoursOfBrittany();
  const svg = territoryMap(contours, { classes: [], classOf: new Map() });

  expect(contours).toHaveLength(64);
  // Bréhat, Ouessant, Sein and Belle-Île once more, enlarged, with their names.
  expect(svg.match(/<path /g)).toHaveLength(64 + 4);
  for (const name of ["Ouessant", "Île-de-Bréhat", "Île-de-Sein", "Belle Ile en Mer"]) expect(svg).toContain(`>${name}</text>`);
  expect(svg.match(/<circle /g)?.length).toBeGreaterThanOrEqual(3);
  const places = [...svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  expect(places.every(([x, y]) => x >= 0 && x <= 720 && y >= 0)).toBe(true);
});

it("tells a territory without a site from one of which nothing can be said", () => {
  const contours = contoursOfBrittany();
  const [known, notKnown] = contours;
  const classes = [{ label: "Objectif non tenu", fill: "#4d4d4d", sign: "×" }];
  const classOf = new Map<string, number | null>([
    [known?.siren ?? "", 0],
    [notKnown?.siren ?? "", null],
  ]);
  const svg = territoryMap(contours, { classes, classOf });

  // Each once on the map and once in the legend.
  expect(svg.match(/>× ?/g)).toHaveLength(2);
  expect(svg.match(/>\? ?/g)).toHaveLength(2);
  expect(svg.match(/fill="#4d4d4d"/g)).toHaveLength(2);
});

it("lays the enlarged islands on the sea", () => {
  const svg = territoryMap(contoursOfBrittany(), { classes: [], classOf: new Map() });
  const boxes = [...svg.matchAll(/<g><rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map((found) =>
    found.slice(1).map(Number),
  );
  const land = svg.slice(0, svg.indexOf("<g>"));
  const points = [...land.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);

  expect(boxes).toHaveLength(4);
  for (const [left = 0, top = 0, width = 0, height = 0] of boxes) {
    expect(points.filter(([x, y]) => x > left && x < left + width && y > top && y < top + height)).toEqual([]);
  }
});

import type { Contour } from "./contours.ts";
import { escaped } from "./escape.ts";
import { chartWords } from "./fr-forms.ts";
import { boundsOf, type Frame, frameWithin, type Point, round } from "./map-frame.ts";
import { islandsInset, type MapClass } from "./map-inset.ts";

export interface TerritoryMap {
  readonly classes: readonly MapClass[];
  /** Class of each territory by SIREN; null where it has sites and nothing can be said of them. Not named: no site. */
  readonly classOf: ReadonlyMap<string, number | null>;
}

const width = 720;
const margin = 8;
const legendHeight = 30;
const noSite: MapClass = { label: chartWords.noSite, fill: "#ffffff", sign: "" };
const unknown: MapClass = { label: chartWords.unknownArea, fill: "#ffffff", sign: "?" };

/** A plane map: over three degrees of longitude its errors are less than a line is wide. */
export function territoryMap(contours: readonly Contour[], map: TerritoryMap): string {
  const frame = frameOf(contours);
  const areas = contours.map((contour) => areaOf(contour, classOf(map, contour.siren), frame));
  // The corner that the sea leaves free is not quite high enough.
  const seaBelow = frame.height + margin + 30;
  const islands = islandsOf(contours, frame);
  const inset = islandsInset(
    islands.map((contour) => ({ contour, look: classOf(map, contour.siren) })),
    seaBelow,
  );
  const legendTop = seaBelow + margin;
  const legend = [...map.classes, unknown, noSite].map((entry, place) => legendEntry(entry, place, legendTop));
  const height = legendTop + Math.ceil(legend.length / 3) * legendHeight;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Source Sans 3, sans-serif" font-size="13" fill="#1a1a1a">${areas.join("")}${inset}${legend.join("")}</svg>`;
}

function classOf(map: TerritoryMap, siren: string): MapClass {
  const place = map.classOf.get(siren);
  if (place === undefined) return noSite;
  return (place === null ? undefined : map.classes[place]) ?? unknown;
}

const frameOf = (contours: readonly Contour[]): Frame => frameWithin(contours, { left: margin, top: margin, width: width - 2 * margin });

function areaOf(contour: Contour, { fill, sign }: MapClass, frame: Frame): string {
  const rings = contour.rings.map((ring) => ring.map((point) => frame.place(point)));
  const path = rings.map((ring) => `M${ring.map(([x, y]) => `${x} ${y}`).join("L")}Z`).join("");
  const [x, y] = middleOf(rings.reduce((longest, ring) => (ring.length > longest.length ? ring : longest), []));
  // An island by itself is too small for its grey to be seen: it stands in a circle of it.
  const disc = isSmall(rings.flat()) ? `<circle cx="${x}" cy="${y}" r="9" fill="${fill}" stroke="#1a1a1a" stroke-width="0.7"/>` : "";
  const mark =
    sign === ""
      ? ""
      : `<text x="${x}" y="${round(y + 5)}" text-anchor="middle" stroke="#ffffff" stroke-width="3" paint-order="stroke">${escaped(sign)}</text>`;
  return `${disc}<path d="${path}" fill="${fill}" fill-rule="evenodd" stroke="#1a1a1a" stroke-width="0.7"><title>${escaped(contour.name)}</title></path>${mark}`;
}

/** What stands by itself in the sea, too small to be read where it lies: neighbours on land share the points of their border. */
function islandsOf(contours: readonly Contour[], frame: Frame): readonly Contour[] {
  const owners = Map.groupBy(
    contours.flatMap(({ siren, rings }) => rings.flat().map((point) => ({ siren, key: point.join(" ") }))),
    ({ key }) => key,
  );
  const bordering = new Set(
    [...owners.values()].flatMap((all) => (new Set(all.map(({ siren }) => siren)).size > 1 ? all.map(({ siren }) => siren) : [])),
  );
  return contours.filter(({ siren, rings }) => {
    const [left, right] = boundsOf(rings.flat().map((point) => frame.place(point)[0]));
    return !bordering.has(siren) && right - left < largestIsland;
  });
}

const largestIsland = 50;

function isSmall(points: readonly Point[]): boolean {
  const [left, right] = boundsOf(points.map(([x]) => x));
  return right - left < 24;
}

function middleOf(ring: readonly Point[]): Point {
  const [left, right] = boundsOf(ring.map(([x]) => x));
  const [top, bottom] = boundsOf(ring.map(([, y]) => y));
  return [round((left + right) / 2), round((top + bottom) / 2)];
}

function legendEntry({ label, fill, sign }: MapClass, place: number, top: number): string {
  const x = margin + (place % 3) * 236;
  const y = top + Math.floor(place / 3) * legendHeight;
  const words = sign === "" ? label : `${sign} ${label}`;
  return `<rect x="${x}" y="${y}" width="26" height="18" fill="${fill}" stroke="#1a1a1a"/><text x="${x + 34}" y="${y + 14}">${escaped(words)}</text>`;
}

import type { Contour } from "./contours.ts";
import { escaped } from "./escape.ts";
import { frameWithin } from "./map-frame.ts";

/** A class of the map: its words in the legend, its grey, and the sign that a copier keeps. */
export interface MapClass {
  readonly label: string;
  readonly fill: string;
  readonly sign: string;
}

/** An island with the class it has on the map. */
interface Island {
  readonly contour: Contour;
  readonly look: MapClass;
}

const columns = 2;
const [boxWidth, boxHeight] = [106, 62];
const [left, gap] = [8, 4];

/** Enlarged in the corner that the sea leaves free, each with its name. */
export function islandsInset(islands: readonly Island[], bottom: number): string {
  const rows = Math.ceil(islands.length / columns);
  return islands
    .map((island, place) => {
      const x = left + (place % columns) * (boxWidth + gap);
      const y = bottom - (rows - Math.floor(place / columns)) * (boxHeight + gap);
      return boxOf(island, x, y);
    })
    .join("");
}

function boxOf({ contour, look }: Island, x: number, y: number): string {
  const frame = frameWithin([contour], { left: x + 10, top: y + 5, width: boxWidth - 20, height: boxHeight - 26 });
  const path = contour.rings.map((ring) => `M${ring.map((point) => frame.place(point).join(" ")).join("L")}Z`).join("");
  const name = look.sign === "" ? contour.name : `${look.sign} ${contour.name}`;
  return `<g><rect x="${x}" y="${y}" width="${boxWidth}" height="${boxHeight}" fill="#ffffff" stroke="#767676" stroke-width="0.7"/><path d="${path}" fill="${look.fill}" fill-rule="evenodd" stroke="#1a1a1a" stroke-width="0.7"/><text x="${x + boxWidth / 2}" y="${y + boxHeight - 7}" text-anchor="middle" font-size="12">${escaped(name)}</text></g>`;
}

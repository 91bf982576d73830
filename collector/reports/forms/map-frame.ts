import type { Contour } from "./contours.ts";

export type Point = readonly [number, number];

/** Where degrees come to lie in a picture. */
export interface Frame {
  readonly height: number;
  place(point: Point): Point;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Absent: as high as the shape asks for. */
  readonly height?: number;
}

/** Contours as large as a box lets them be. */
export function frameWithin(contours: readonly Contour[], box: Box): Frame {
  const points = contours.flatMap(({ rings }) => rings.flat());
  const [west, east] = boundsOf(points.map(([longitude]) => longitude));
  const [south, north] = boundsOf(points.map(([, latitude]) => latitude));
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [across, down] = [(east - west) * narrowing, north - south];
  const scale = Math.min(box.width / across, (box.height ?? Number.POSITIVE_INFINITY) / down);
  const left = box.left + (box.width - across * scale) / 2;
  const top = box.top + (box.height === undefined ? 0 : (box.height - down * scale) / 2);
  return {
    height: round(down * scale),
    place: ([longitude, latitude]) => [round(left + (longitude - west) * narrowing * scale), round(top + (north - latitude) * scale)],
  };
}

export const boundsOf = (values: readonly number[]): Point =>
  values.reduce<Point>(([least, most], value) => [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity]);

export const round = (length: number): number => Math.round(length * 10) / 10;

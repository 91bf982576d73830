import { readFileSync } from "node:fs";

type Ring = readonly (readonly [number, number])[];

/** The outline of a territory, in degrees: longitude, then latitude. */
export interface Contour {
  readonly siren: string;
  readonly name: string;
  readonly rings: readonly Ring[];
}

interface Feature {
  readonly properties: { readonly siren: string; readonly name: string };
  readonly geometry:
    | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
    | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Ring[])[] };
}

/** The EPCI that reach into Brittany, perimeters of 2026. */
export function contoursOfBrittany(): readonly Contour[] {
  const file = new URL("../../directory/data/epci-contours-2026.geojson", import.meta.url);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a file of ours, read by a test
  const { features } = JSON.parse(readFileSync(file, "utf8")) as { readonly features: readonly Feature[] };
  return features.map(({ properties, geometry }) => ({
    siren: properties.siren,
    name: properties.name,
    rings: geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat(),
  }));
}

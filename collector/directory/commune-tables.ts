import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerritoryKind } from "./directory.ts";

/** Who a commune belongs to: an EPCI, a métropole, or, outside any, itself. */
export interface Perimeter {
  readonly siren: string;
  readonly kind: Extract<TerritoryKind, "EPCI" | "METROPOLE" | "HORS_EPCI">;
  readonly name: string;
}

export interface Commune {
  readonly name: string;
  readonly perimeter: Perimeter;
  /** Centroid, degrees; `isIsland`: only boats go there. */
  readonly place: { readonly latitude: number; readonly longitude: number; readonly isIsland: boolean };
}

/** The communes of one year, by INSEE code. It holds from 1 January of that year, and the first one since ever. */
export interface CommuneTable {
  readonly year: number;
  readonly communes: ReadonlyMap<string, Commune>;
}

const years = [2026] as const;

export function readCommuneTables(): CommuneTable[] {
  return years.map((year) => {
    const perimeters = new Map(rowsOf(`epci-${year}.csv`).map((row) => [row[0] ?? "", perimeterOf(row)]));
    const communes = rowsOf(`communes-${year}.csv`).flatMap(([insee = "", siren = "", name = "", ...place]) => {
      const perimeter = perimeters.get(siren);
      return perimeter === undefined ? [] : [[insee, { name, perimeter, place: placeOf(place) }] as const];
    });
    return { year, communes: new Map(communes) };
  });
}

function perimeterOf([siren = "", kind, name = ""]: readonly string[]): Perimeter {
  return { siren, name, kind: kind === "METROPOLE" || kind === "HORS_EPCI" ? kind : "EPCI" };
}

function placeOf([latitude, longitude, island]: readonly string[]): Commune["place"] {
  return { latitude: Number(latitude), longitude: Number(longitude), isIsland: island === "island" };
}

/** Our own files: no quotes, no commas within a field. */
function rowsOf(file: string): string[][] {
  const [, ...lines] = readFileSync(join(import.meta.dirname, "data", file), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => line.split(","));
}

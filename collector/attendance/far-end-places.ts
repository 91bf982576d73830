import { type Commune, readCommuneTables } from "../directory/commune-tables.ts";
import type { Site } from "../directory/directory.ts";
import { inForceAt } from "../sla/dated-hours.ts";
import { type RoadRules, roadKm, usualRoadRules } from "../usage/distance.ts";
import { type FarEndClass, type FarEndLocation, farEndClassOf, type LocatedPlace } from "../usage/far-end-class.ts";
import type { UseDistance } from "../usage/savings.ts";

export type FarEndClassCounts = Readonly<Record<FarEndClass, number>>;

export const noClasses: FarEndClassCounts = {
  same_epci: 0,
  brittany_near: 0,
  brittany_far: 0,
  brittany: 0,
  france: 0,
  abroad: 0,
  unknown: 0,
};

/** Departments of Brittany. */
const regionCode = "53";
const departments = /^(?:22|29|35|56)/;

/** Where a far end is, seen from a site. */
export interface FarEndPlace {
  readonly class: FarEndClass;
  /** km by road, one way, where a commune is known; else why there is none. */
  readonly distance: UseDistance;
}

export type FarEndFinder = (site: Site, at: number, place: string) => FarEndPlace;

/** Far ends seen from sites, by the EPCI each belonged to at an instant. Looked up once for each commune, EPCI and place. */
export function farEndFinder(roads: RoadRules = usualRoadRules): FarEndFinder {
  const known = new Map<string, Map<string, FarEndPlace>>();
  return (site, at, place) => {
    const epci = inForceAt(site.memberships, at).epci?.siren ?? null;
    const from = `${site.insee} ${epci}`;
    const ofSite = known.get(from) ?? new Map<string, FarEndPlace>();
    known.set(from, ofSite);
    const found = ofSite.get(place) ?? placeSeenFrom({ ...locatedCommune(site.insee), epci }, locationOf(place), roads);
    ofSite.set(place, found);
    return found;
  };
}

function placeSeenFrom(site: LocatedPlace, farEnd: FarEndLocation, roads: RoadRules): FarEndPlace {
  return { class: farEndClassOf(site, farEnd, roads), distance: distanceOf(site, farEnd, roads) };
}

/** An EPCI or a region is no place to measure to. */
function distanceOf(site: LocatedPlace, farEnd: FarEndLocation, roads: RoadRules): UseDistance {
  if (typeof farEnd === "string" || site.place === undefined || farEnd.place === undefined) return "unknown_far_end";
  return roadKm(site.place, farEnd.place, roads) ?? "sea_crossing";
}

/** A place as the contract writes it. */
function locationOf(place: string): FarEndLocation {
  const [kind, code = ""] = place.split(":");
  switch (kind) {
    case "commune":
      return locatedCommune(code);
    case "epci":
      return { isInRegion: perimeters().has(code), epci: code };
    case "region":
      return code === regionCode ? { isInRegion: true } : "france";
    case "france":
    case "abroad":
      return kind;
    default:
      return "unknown";
  }
}

function locatedCommune(insee: string): LocatedPlace {
  const commune = communes().get(insee);
  const isInRegion = departments.test(insee);
  if (commune === undefined) return { isInRegion };
  const { kind, siren } = commune.perimeter;
  return { isInRegion, epci: kind === "HORS_EPCI" ? null : siren, place: commune.place };
}

let table: ReadonlyMap<string, Commune> | null = null;
let sirens: ReadonlySet<string> | null = null;

/** Of the last year there is a table of: read when somebody first asks. */
function communes(): ReadonlyMap<string, Commune> {
  table ??= readCommuneTables().at(-1)?.communes ?? new Map();
  return table;
}

function perimeters(): ReadonlySet<string> {
  sirens ??= new Set([...communes().values()].map(({ perimeter }) => perimeter.siren));
  return sirens;
}

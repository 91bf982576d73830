import { drivingHours, type Place, type RoadRules, roadKm, usualRoadRules } from "./distance.ts";

/**
 * Where a far end is, seen from a site. `brittany_near` and `brittany_far`: less, or an hour's drive or more; `brittany`: in Brittany,
 * but nobody can say how far by road, for there is sea between or no commune was told.
 */
export const farEndClasses = ["same_epci", "brittany_near", "brittany_far", "brittany", "france", "abroad", "unknown"] as const;
export type FarEndClass = (typeof farEndClasses)[number];

/** What is known of a place: its EPCI, its position where the commune is known, and whether it lies in the region. */
export interface LocatedPlace {
  /** Of the region the network is in. */
  readonly isInRegion: boolean;
  /** SIREN; null: outside any EPCI. Absent: not known. */
  readonly epci?: string | null;
  /** Of the commune. Absent: not known. */
  readonly place?: Place;
}

/** A place as a call tells it, once looked up; the words of `farEndPlace` that name no commune or EPCI are classes of their own. */
export type FarEndLocation = LocatedPlace | "france" | "abroad" | "unknown";

const oneHour = 1;

/** A far end in the EPCI of the site is there however far; a commune outside any EPCI shares it with nobody. */
export function farEndClassOf(site: LocatedPlace, farEnd: FarEndLocation, rules: RoadRules = usualRoadRules): FarEndClass {
  if (typeof farEnd === "string") return farEnd;
  if (site.epci !== undefined && site.epci !== null && site.epci === farEnd.epci) return "same_epci";
  if (!farEnd.isInRegion) return "france";
  const km = site.place === undefined || farEnd.place === undefined ? null : roadKm(site.place, farEnd.place, rules);
  if (km === null) return "brittany";
  return drivingHours(km, rules) < oneHour ? "brittany_near" : "brittany_far";
}

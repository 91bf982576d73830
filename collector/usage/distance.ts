/** A place on the earth, degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where somebody is, as far as roads go. */
export interface Place extends Position {
  /** Reached by boat only: no road leads there. */
  readonly isIsland: boolean;
}

export interface RoadRules {
  /** Length of a road over the straight line. 1.3 is a convention without a source to cite; measured ones are often higher. */
  readonly roadFactor: number;
  /** Door to door on average, km/h. A convention too: what makes "an hour's drive" of a distance. */
  readonly speedKmPerHour: number;
}

export const usualRoadRules: RoadRules = { roadFactor: 1.3, speedKmPerHour: 60 };

/** Mean radius of the earth, km (IUGG). */
const earthRadiusKm = 6371.0088;

/** As the crow flies on a sphere, km: the haversine formula. */
export function greatCircleKm(one: Position, other: Position): number {
  const half = (degrees: number): number => Math.sin((degrees * Math.PI) / 360) ** 2;
  const alongLatitude = half(other.latitude - one.latitude);
  const narrowing = Math.cos((one.latitude * Math.PI) / 180) * Math.cos((other.latitude * Math.PI) / 180);
  const chord = alongLatitude + narrowing * half(other.longitude - one.longitude);
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** By road, km, one way. Null: there is sea between, and a road factor says nothing of a crossing. */
export function roadKm(one: Place, other: Place, { roadFactor }: RoadRules = usualRoadRules): number | null {
  return one.isIsland || other.isIsland ? null : greatCircleKm(one, other) * roadFactor;
}

/** Hours at the wheel, one way. */
export function drivingHours(km: number, { speedKmPerHour }: RoadRules = usualRoadRules): number {
  return km / speedKmPerHour;
}

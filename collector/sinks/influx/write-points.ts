import { InfluxFault, PointsRefused } from "./influx-fault.ts";
import type { Point } from "./point.ts";

export interface RefusedPoint {
  readonly point: Point;
  readonly reason: string;
}

interface Delivery {
  readonly write: (points: readonly Point[]) => Promise<void>;
  readonly refused: RefusedPoint[];
  /** True once it is sure that InfluxDB itself answers: it took a point, or refused one in its own words. */
  isInflux: boolean;
}

const sampleSize = 20;

/**
 * Writes all the points the server takes and returns the others, each with its reason. InfluxDB stores the good points of a
 * refused batch without saying which, so the batch is cut until each refusal stands alone; writing a good point again changes nothing.
 * @throws InfluxFault when the fault is not the points'
 */
export async function writePoints(points: readonly Point[], write: Delivery["write"]): Promise<RefusedPoint[]> {
  if (points.length === 0) return [];
  const delivery: Delivery = { write, refused: [], isInflux: false };
  // Points too old for the retention policy are thus neighbours, and are found in a few cuts however many they are.
  await deliver(
    points.toSorted((left, right) => left.timestamp - right.timestamp),
    delivery,
  );
  return delivery.refused;
}

async function deliver(points: readonly Point[], delivery: Delivery): Promise<void> {
  const refusal = await tryWrite(points, delivery);
  if (refusal === null) return;
  if (!delivery.isInflux) await doubt(points, refusal, delivery);
  if (points.length === 1 || refusal.dropped === points.length) {
    delivery.refused.push(...points.map((point) => ({ point, reason: refusal.message })));
    return;
  }
  for (const part of cut(points, refusal)) await deliver(part, delivery);
}

async function tryWrite(points: readonly Point[], delivery: Delivery): Promise<PointsRefused | null> {
  try {
    await delivery.write(points);
    delivery.isInflux = true;
    return null;
  } catch (error) {
    if (!(error instanceof PointsRefused)) throw error;
    if (error.isRecognised) delivery.isInflux = true;
    return error;
  }
}

/** Something in between that refuses everything must not make us set the whole ledger aside: a few points are tried alone. */
async function doubt(points: readonly Point[], refusal: PointsRefused, delivery: Delivery): Promise<void> {
  const step = Math.max(1, Math.floor(points.length / sampleSize));
  const sample = points.filter((_, index) => index % step === 0);
  for (const point of sample) {
    await tryWrite([point], delivery);
    if (delivery.isInflux) return;
  }
  throw new InfluxFault("server", `refuses every point: ${refusal.message}`);
}

/** A type conflict concerns all the points with that field and no other; anything else is looked for by halves. */
function cut(points: readonly Point[], { field }: PointsRefused): readonly (readonly Point[])[] {
  if (field !== null) {
    const isConcerned = (point: Point) => point.measurement === field.measurement && Object.hasOwn(point.fields, field.name);
    const parts = [points.filter((point) => !isConcerned(point)), points.filter(isConcerned)];
    if (parts.every((part) => part.length > 0)) return parts;
  }
  const middle = Math.ceil(points.length / 2);
  return [points.slice(0, middle), points.slice(middle)];
}

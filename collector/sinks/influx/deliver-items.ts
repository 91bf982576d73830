import type { Ledger } from "../../ledger/port.ts";
import type { Item } from "./influx-feeds.ts";
import { cleanPoint, lineOf, type Point } from "./point.ts";
import { type RefusedPoint, writePoints } from "./write-points.ts";

/** Refused points of one batch that are kept for a person to look at; the others are only counted. */
const keptOfOneBatch = 100;

export interface DeliveryOf {
  readonly sink: string;
  readonly write: (points: readonly Point[]) => Promise<void>;
  readonly setAside: Ledger["setAside"];
  readonly now: () => number;
}

/** Writes what can be written and sets the rest aside, each with its reason. @throws InfluxFault when it must all be tried again */
export async function deliverItems(
  items: readonly Item[],
  delivery: DeliveryOf,
): Promise<{ readonly accepted: number; readonly refused: readonly RefusedPoint[] }> {
  const refused: RefusedPoint[] = [];
  const points = items.flatMap(({ point }) => {
    const clean = cleanPoint(point);
    if (clean === null) refused.push({ point, reason: "no time InfluxDB can name, or no field it can hold" });
    return clean === null ? [] : [clean];
  });
  refused.push(...(await writePoints(points, delivery.write)));
  await keep(refused, delivery);
  return { accepted: items.length - refused.length, refused };
}

async function keep(refused: readonly RefusedPoint[], { sink, setAside, now }: DeliveryOf): Promise<void> {
  const kept = refused.slice(0, keptOfOneBatch);
  for (const [index, { point, reason }] of kept.entries()) {
    const others = index === kept.length - 1 ? refused.length - kept.length : 0;
    const why = others === 0 ? reason : `${reason} (and ${others} more points of the same batch)`;
    await setAside({ sink, at: now(), reason: why, line: lineOf(point) });
  }
}

import type { Insertable } from "kysely";
import type { Tables } from "./tables.ts";
import type { FarEndsKept, StoredPart, UsagePart } from "./usage.ts";

type PartColumns = Omit<Insertable<Tables["usage_part"]>, "purged_calls" | "told_again" | "is_purged">;

export function rowOfPart(part: UsagePart): PartColumns {
  const { quality, farEnds } = part;
  return {
    from_s: part.from,
    to_s: part.to,
    endpoint: part.endpoint,
    ...serviceColumns(part),
    lengths: part.lengths.length === 0 ? null : JSON.stringify(part.lengths),
    places: part.places.size === 0 ? null : JSON.stringify([...part.places]),
    uses: part.uses,
    days: part.days,
    used_s: part.usedSeconds,
    service_used_s: part.serviceUsedSeconds,
    off_hours_s: part.offHoursSeconds,
    off_hours_uses: part.offHoursUses,
    attempts: part.attempts,
    failed_attempts: part.failedAttempts,
    hard_attempts: part.hardAttempts,
    retries: part.retries,
    short_calls: part.shortCalls,
    bridge_uses: part.bridgeUses,
    gateway_uses: part.gatewayUses,
    good_calls: quality.good,
    degraded_calls: quality.degraded,
    bad_calls: quality.bad,
    unclassified_calls: quality.unclassified,
    far_end_told: farEnds.told,
    far_ends_least: farEnds.distinct[0],
    far_ends_most: farEnds.distinct[1],
    first_least: farEnds.first[0],
    first_most: farEnds.first[1],
  };
}

/** What is written anew also where the calls are forgotten. */
export function serviceColumns({ terms, expectedSeconds, workedSeconds, unknownSeconds }: UsagePart) {
  return { terms, expected_s: expectedSeconds, worked_s: workedSeconds, unknown_s: unknownSeconds };
}

/** Columns in the order in which `partOfList` takes them. */
export const partColumns = [
  "endpoint, from_s, to_s, terms, is_purged, lengths, places, expected_s, worked_s, unknown_s, uses, days, used_s, service_used_s",
  "off_hours_s, off_hours_uses, attempts, failed_attempts, hard_attempts, retries, short_calls, bridge_uses, gateway_uses, good_calls",
  "degraded_calls, bad_calls, unclassified_calls, far_end_told, far_ends_least, far_ends_most, first_least, first_most",
].join();

type Counts = [number, number, number, number, number, number, number, number];

export type PartList = readonly [
  endpoint: string,
  from: number,
  to: number,
  terms: string,
  isPurged: number,
  lengths: string | null,
  places: string | null,
  ...Counts,
  ...Counts,
  ...Counts,
  number,
];

const noLengths: readonly number[] = [];
const noPlaces: ReadonlyMap<string, number> = new Map();

/** A row as a list: a year of ten thousand endpoints is a hundred thousand of them. */
export function partOfList(row: PartList): StoredPart {
  const [endpoint, from, to, terms, isPurged, lengths, places] = row;
  return {
    endpoint,
    from,
    to,
    terms,
    isPurged: isPurged === 1,
    lengths: lengths === null ? noLengths : (JSON.parse(lengths) as number[]),
    places: places === null ? noPlaces : new Map(JSON.parse(places) as [string, number][]),
    expectedSeconds: row[7],
    workedSeconds: row[8],
    unknownSeconds: row[9],
    uses: row[10],
    days: row[11],
    usedSeconds: row[12],
    serviceUsedSeconds: row[13],
    offHoursSeconds: row[14],
    offHoursUses: row[15],
    attempts: row[16],
    failedAttempts: row[17],
    hardAttempts: row[18],
    retries: row[19],
    shortCalls: row[20],
    bridgeUses: row[21],
    gatewayUses: row[22],
    quality: { good: row[23], degraded: row[24], bad: row[25], unclassified: row[26] },
    farEnds: { told: row[27], distinct: [row[28], row[29]], first: [row[30], row[31]] },
  };
}

export function rowOfFarEnds({ scope, id, from, to, told, distinct, first }: FarEndsKept): Insertable<Tables["far_end_count"]> {
  return { scope, id, from_s: from, to_s: to, told, least: distinct[0], most: distinct[1], first_least: first[0], first_most: first[1] };
}

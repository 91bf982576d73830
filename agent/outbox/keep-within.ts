import type { Clock } from "../clock.ts";
import { leastAges } from "./boots.ts";
import type { OutboxBounds } from "./outbox.ts";
import type { OutboxFile } from "./outbox-file.ts";
import { parkingStart } from "./outbox-schema.ts";
import type { Span } from "./spans.ts";

const dayMs = 86_400_000;

/**
 * Drops the oldest entries of a file until it keeps its bounds. Returns how many.
 * @param large what an entry dropped for its bytes is lost to: the bound of the disk, or that of memory
 */
export function keepWithin(file: OutboxFile, { maxBytes, maxDays }: OutboxBounds, clock: Clock, large: "bytes" | "memory"): number {
  const parking = { from: parkingStart, to: Number.MAX_SAFE_INTEGER };
  const ages = leastAges(file.counters.boots, clock);
  const old = [file.ends(), parking].reduce((dropped, span) => dropped + dropOld(file, span, maxDays * dayMs, ages), 0);
  return old + dropLarge(file, maxBytes, large);
}

function dropLarge(file: OutboxFile, maxBytes: number, reason: "bytes" | "memory"): number {
  let dropped = 0;
  while (file.usedBytes() > maxBytes) {
    const count = file.dropOldest(Math.max(16, Math.floor(file.counters.waiting / 100)), reason);
    if (count === 0) break;
    dropped += count;
  }
  return dropped;
}

function dropOld(file: OutboxFile, span: Span | null, maxAgeMs: number, ages: ReadonlyMap<string, number>): number {
  let dropped = 0;
  for (;;) {
    // Nearly always the first entry is young enough, and one is cheap to read.
    if (span === null || tooOld(file, span, { limit: 1, maxAgeMs, ages }) === null) return dropped;
    const old = tooOld(file, span, { limit: 500, maxAgeMs, ages });
    if (old === null) return dropped;
    dropped += file.drop(old, "age");
  }
}

interface Age {
  readonly limit: number;
  readonly maxAgeMs: number;
  /** Of each boot that is known. */
  readonly ages: ReadonlyMap<string, number>;
}

/** Where the oldest entries lie that are surely too old, among the first `limit`; null when none is. */
function tooOld(file: OutboxFile, span: Span, { limit, maxAgeMs, ages }: Age): Span | null {
  const run = file.run("oldest", span, limit);
  if (run === null) return null;
  // Of a boot that is known no more: nothing is proven, and the bound of bytes is left.
  const bootAge = ages.get(run.boot) ?? 0;
  const young = run.observations.findIndex(({ observedAt, clockMs }) => bootAge - (observedAt - clockMs) <= maxAgeMs);
  const count = young < 0 ? run.observations.length : young;
  return count === 0 ? null : { from: run.from, to: run.from + count - 1 };
}

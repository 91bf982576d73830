import type { Observation } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
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
  const old = [file.ends(), parking].reduce((dropped, span) => dropped + dropOld(file, span, maxDays * dayMs, clock), 0);
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

function dropOld(file: OutboxFile, span: Span | null, maxAgeMs: number, clock: Clock): number {
  let dropped = 0;
  for (;;) {
    // Nearly always the first entry is young enough, and one is cheap to read.
    if (span === null || tooOld(file, span, 1, maxAgeMs, clock) === null) return dropped;
    const old = tooOld(file, span, 500, maxAgeMs, clock);
    if (old === null) return dropped;
    dropped += file.drop(old, "age");
  }
}

/** Where the oldest entries lie that are too old, among the first `limit`; null when none is. */
function tooOld(file: OutboxFile, span: Span, limit: number, maxAgeMs: number, clock: Clock): Span | null {
  const run = file.run("oldest", span, limit);
  if (run === null) return null;
  const young = run.observations.findIndex((observation) => ageMs(run.boot, observation, clock) <= maxAgeMs);
  const count = young < 0 ? run.observations.length : young;
  return count === 0 ? null : { from: run.from, to: run.from + count - 1 };
}

/** By the monotonic clock where it says something: a stepped wall clock must not empty the outbox. */
function ageMs(boot: string, { observedAt, clockMs }: Observation, clock: Clock): number {
  return boot === clock.boot ? clock.monotonicMs() - (observedAt - clockMs) : clock.nowMs() - observedAt;
}

import type { Observation } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { OutboxBounds } from "./outbox.ts";
import type { OutboxFile } from "./outbox-file.ts";

const dayMs = 86_400_000;

/** Drops the oldest entries of a file until it keeps its bounds. Returns how many. */
export function keepWithin(file: OutboxFile, { maxBytes, maxDays }: OutboxBounds, clock: Clock): number {
  return dropOld(file, maxDays * dayMs, clock) + dropLarge(file, maxBytes);
}

function dropLarge(file: OutboxFile, maxBytes: number): number {
  let dropped = 0;
  while (file.usedBytes() > maxBytes) {
    const count = file.dropOldest(Math.max(16, Math.floor(file.counters.waiting / 100)));
    if (count === 0) break;
    dropped += count;
  }
  return dropped;
}

function dropOld(file: OutboxFile, maxAgeMs: number, clock: Clock): number {
  let dropped = 0;
  for (;;) {
    // Nearly always the first entry is young enough, and one is cheap to read.
    if (tooOldCount(file, 1, maxAgeMs, clock) === 0) return dropped;
    const count = file.dropOldest(tooOldCount(file, 500, maxAgeMs, clock));
    if (count === 0) return dropped;
    dropped += count;
  }
}

/** How many of the oldest entries are too old, among the first `limit`. */
function tooOldCount(file: OutboxFile, limit: number, maxAgeMs: number, clock: Clock): number {
  const ends = file.ends();
  const run = ends === null ? null : file.run("oldest", ends, limit);
  if (run === null) return 0;
  const index = run.observations.findIndex((observation) => ageMs(run.boot, observation, clock) <= maxAgeMs);
  return index < 0 ? run.observations.length : index;
}

/** By the monotonic clock where it says something: a stepped wall clock must not empty the outbox. */
function ageMs(boot: string, { observedAt, clockMs }: Observation, clock: Clock): number {
  return boot === clock.boot ? clock.monotonicMs() - (observedAt - clockMs) : clock.nowMs() - observedAt;
}

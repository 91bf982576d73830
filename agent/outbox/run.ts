import { wireLimits } from "../../contract/envelope.ts";
import type { Entry } from "./entry.ts";
import type { Run } from "./outbox.ts";

export interface PlacedEntry {
  readonly place: number;
  readonly entry: Entry | null;
}

/** The longest beginning of `read` that one envelope can carry, in the order of the sequences. `read` runs away from its end of the file. */
export function runOf(read: readonly PlacedEntry[], end: "oldest" | "newest", highest: number): Run | null {
  const taken: { place: number; entry: Entry }[] = [];
  const step = end === "oldest" ? 1 : -1;
  let calls = 0;
  for (const { place, entry } of read) {
    if (entry === null) break;
    const previous = taken.at(-1);
    calls += entry.observation.calls.length;
    if (previous !== undefined && (calls > wireLimits.callsPerEnvelope || !follows(previous, { place, entry }, step))) break;
    taken.push({ place, entry });
  }
  if (end === "newest") taken.reverse();
  const [first, last] = [taken.at(0), taken.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    outbox: first.entry.outbox,
    boot: first.entry.boot,
    first: first.entry.sequence,
    observations: taken.map(({ entry }) => entry.observation),
    from: first.place,
    to: last.place,
    isNewest: last.place === highest,
  };
}

function follows(previous: { place: number; entry: Entry }, next: { place: number; entry: Entry }, step: 1 | -1): boolean {
  return (
    next.place === previous.place + step &&
    next.entry.sequence === previous.entry.sequence + step &&
    next.entry.outbox === previous.entry.outbox &&
    next.entry.boot === previous.entry.boot
  );
}

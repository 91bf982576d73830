import type { StoredObservation } from "./port.ts";

/** What two followers may be behind while a backlog comes in. */
const mostRemembered = 16_000;

/**
 * The observations kept last, as they came in: a follower that keeps up asks the database for none of them. Filled after the commit; when
 * in doubt it knows nothing, and the database is asked.
 */
export class JustKept {
  /** One list an envelope; their entries go on from one list to the next without a hole. */
  #lists: (readonly StoredObservation[])[] = [];
  #size = 0;

  add(kept: readonly StoredObservation[]): void {
    const [first] = kept;
    if (first === undefined) return;
    if (first.entry !== (this.#lists.at(-1)?.at(-1)?.entry ?? 0) + 1) this.clear();
    this.#lists.push(kept);
    this.#size += kept.length;
    while (this.#size > mostRemembered && this.#lists.length > 1) this.#size -= this.#lists.shift()?.length ?? 0;
  }

  /** Those that came after an entry, `limit` at most; null where only the database knows. */
  after(entry: number, limit: number): StoredObservation[] | null {
    const oldest = this.#lists[0]?.[0]?.entry;
    const newest = this.#lists.at(-1)?.at(-1)?.entry;
    if (oldest === undefined || newest === undefined || entry + 1 < oldest || entry >= newest) return null;
    const found: StoredObservation[] = [];
    for (const list of this.#lists) {
      const start = Math.max(0, entry + 1 - (list[0]?.entry ?? 0));
      if (start < list.length && found.length < limit) found.push(...list.slice(start, start + limit - found.length));
    }
    return found;
  }

  clear(): void {
    this.#lists = [];
    this.#size = 0;
  }
}

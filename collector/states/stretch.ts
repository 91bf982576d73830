import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Side, StoredObservation, TimeSpan } from "../ledger/port.ts";

/** What lies further apart is concluded apart. */
const widestGapMs = 6 * 3_600_000;

type Beyond = Map<ReadingKind, StoredObservation | null>;

/** Every observation of one endpoint between two instants, oldest first, and what was found out of those beyond. */
export class Stretch {
  #from: number;
  #to: number;
  #observations: StoredObservation[];
  /** The nearest reading of a kind before the first instant and after the last; null for none, absent where nobody asked. */
  readonly #before: Beyond = new Map();
  readonly #after: Beyond = new Map();

  /** @param observations all of `[span.from, span.to]`, oldest first */
  constructor({ from, to }: TimeSpan, observations: readonly StoredObservation[]) {
    this.#from = from;
    this.#to = to;
    this.#observations = [...observations];
  }

  get from(): number {
    return this.#from;
  }

  get to(): number {
    return this.#to;
  }

  get size(): number {
    return this.#observations.length;
  }

  holds(at: number): boolean {
    return at >= this.#from && at <= this.#to;
  }

  /** Whether an instant is held that lies near the observations, not only in the gap after them. */
  isAround(at: number): boolean {
    return this.holds(at) && at <= (this.#observations.at(-1)?.observedAt ?? this.#from) + widestGapMs;
  }

  /** Whether this side of the instant begins here. */
  holdsBeginOf(side: Side): boolean {
    if ("before" in side) return side.before >= this.#from && side.before - 1 <= this.#to;
    return side.after + 1 >= this.#from && side.after <= this.#to;
  }

  /** Those with `from <= observedAt <= to`. */
  between({ from, to }: TimeSpan): readonly StoredObservation[] {
    return this.#observations.slice(this.#indexFrom(from), this.#indexFrom(to + 1));
  }

  /** One that came now. What is here already changes nothing; what lies far beyond the others is of another stretch. */
  take(one: StoredObservation): void {
    const last = this.#observations.at(-1);
    if (this.holds(one.observedAt) && last !== undefined && one.observedAt - last.observedAt > widestGapMs) this.#endBefore(one);
    if (!this.holds(one.observedAt)) {
      this.#noteBeyond(one);
      return;
    }
    let place = this.#observations.length;
    while (place > 0 && isLater(this.#observations[place - 1], one)) place -= 1;
    if (this.#observations[place - 1]?.entry === one.entry) return;
    this.#observations.splice(place, 0, one);
  }

  /** Goes on to `to`, with all that was observed in between, oldest first; or to the first wide gap after `wanted`. */
  extend(observations: readonly StoredObservation[], to: number, wanted: number): void {
    for (const one of observations) this.#observations.push(one);
    this.#to = to;
    this.#after.clear();
    for (let place = this.#indexFrom(wanted); place < this.#observations.length; place += 1) {
      const one = this.#observations[place];
      const before = Math.max(wanted, this.#observations[place - 1]?.observedAt ?? wanted);
      if (one === undefined || one.observedAt - before <= widestGapMs) continue;
      this.#observations.length = place;
      this.#endBefore(one);
    }
  }

  /** The nearest that reads `kind` on one side of an instant that is held; undefined where what is beyond has to be asked for. */
  nearest(kind: ReadingKind, side: Side): StoredObservation | null | undefined {
    if ("before" in side) {
      return this.#observations.slice(0, this.#indexFrom(side.before)).findLast((one) => reads(one, kind)) ?? this.#before.get(kind);
    }
    const next = this.#observations.slice(this.#indexFrom(side.after + 1)).find((one) => reads(one, kind));
    return next ?? (this.#to === Number.MAX_SAFE_INTEGER ? null : this.#after.get(kind));
  }

  /** What was found beyond the end on that side. */
  learn(kind: ReadingKind, side: Side, found: StoredObservation | null): void {
    const beyond = "before" in side ? this.#before : this.#after;
    beyond.set(kind, found);
  }

  /** Begins at `from` instead. */
  forgetBefore(from: number): void {
    if (from <= this.#from) return;
    const count = this.#indexFrom(from);
    const forgotten = this.#observations.splice(0, count);
    for (const kind of this.#before.keys()) {
      const newest = forgotten.findLast((one) => reads(one, kind));
      if (newest !== undefined) this.#before.set(kind, newest);
    }
    this.#from = from;
  }

  #endBefore(one: StoredObservation): void {
    this.#to = one.observedAt - 1;
    this.#after.clear();
  }

  #noteBeyond(one: StoredObservation): void {
    const isBefore = one.observedAt < this.#from;
    const beyond = isBefore ? this.#before : this.#after;
    for (const [kind, known] of beyond) {
      const isNearer = known === null || (isBefore ? one.observedAt >= known.observedAt : one.observedAt < known.observedAt);
      if (isNearer && reads(one, kind)) beyond.set(kind, one);
    }
  }

  /** Index of the first observation at or after an instant. */
  #indexFrom(at: number): number {
    let [low, high] = [0, this.#observations.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#observations[middle]?.observedAt ?? at) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export function reads({ readings }: Pick<StoredObservation, "readings">, kind: string): boolean {
  return readings.some((reading) => reading.kind === kind && reading.instance === undefined);
}

function isLater(one: StoredObservation | undefined, than: StoredObservation): boolean {
  if (one === undefined) return false;
  return one.observedAt > than.observedAt || (one.observedAt === than.observedAt && one.entry > than.entry);
}

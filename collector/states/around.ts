import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Ledger, Side, StoredObservation, TimeSpan } from "../ledger/port.ts";

/** A codec polled every second for half a day has fewer. More is not a codec, and must not keep the others waiting. */
const mostObservations = 50_000;

/** Observations of one endpoint around new ones, read once for all that is concluded from them. */
export class Around {
  readonly endpoint: string;
  readonly #ledger: Pick<Ledger, "observationsOf" | "nearestReading">;
  #span: TimeSpan | null = null;
  #observations: readonly StoredObservation[] = [];
  readonly #newest = new Map<ReadingKind, number | null>();

  constructor(ledger: Pick<Ledger, "observationsOf" | "nearestReading">, endpoint: string) {
    this.#ledger = ledger;
    this.endpoint = endpoint;
  }

  /** Those with `from <= observedAt <= to`, oldest first. */
  async between({ from, to }: TimeSpan): Promise<readonly StoredObservation[]> {
    const known = this.#span;
    if (known === null || from < known.from || to > known.to) {
      await this.#read({ from: Math.min(from, known?.from ?? from), to: Math.max(to, known?.to ?? to) });
    }
    return this.#observations.slice(this.#indexFrom(from), this.#indexFrom(to + 1));
  }

  /** The nearest that reads `kind`, before or after an instant; null for none. */
  async nearest(kind: ReadingKind, side: Side): Promise<StoredObservation | null> {
    const newest = await this.#newestOf(kind);
    if (newest === null || ("after" in side && newest <= side.after)) return null;
    const known = this.#span;
    if (known === null || !isInside("before" in side ? side.before - 1 : side.after + 1, known)) {
      return this.#ledger.nearestReading(this.endpoint, kind, side);
    }
    if ("before" in side) {
      const near = this.#observations.slice(0, this.#indexFrom(side.before)).findLast((one) => reads(one, kind));
      return near ?? this.#ledger.nearestReading(this.endpoint, kind, { before: known.from });
    }
    const near = this.#observations.slice(this.#indexFrom(side.after + 1)).find((one) => reads(one, kind));
    return near ?? this.#ledger.nearestReading(this.endpoint, kind, { after: known.to });
  }

  async #newestOf(kind: ReadingKind): Promise<number | null> {
    const known = this.#newest.get(kind);
    if (known !== undefined) return known;
    const found = await this.#ledger.nearestReading(this.endpoint, kind, { before: Number.MAX_SAFE_INTEGER });
    this.#newest.set(kind, found?.observedAt ?? null);
    return found?.observedAt ?? null;
  }

  async #read({ from, to }: TimeSpan): Promise<void> {
    const observations = await this.#ledger.observationsOf(this.endpoint, from, to + 1, mostObservations + 1);
    if (observations.length > mostObservations) {
      throw new Error(`${this.endpoint} has more than ${mostObservations} observations in a few hours`);
    }
    this.#observations = observations;
    this.#span = { from, to };
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

function isInside(at: number, { from, to }: TimeSpan): boolean {
  return at >= from && at <= to;
}

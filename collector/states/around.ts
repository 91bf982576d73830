import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Ledger, Side, StoredObservation, TimeSpan } from "../ledger/port.ts";
import { Nearby } from "./nearby.ts";

/** Observations of one endpoint around new ones, read once for all that is concluded from them. */
export class Around {
  readonly endpoint: string;
  readonly #nearby: Nearby;
  #lookedBackTo = Number.POSITIVE_INFINITY;

  /** @param nearby what is remembered from one step to the next; without it the ledger is read */
  constructor(ledger: Pick<Ledger, "observationsOf" | "nearestReading">, endpoint: string, nearby = new Nearby(ledger)) {
    this.endpoint = endpoint;
    this.#nearby = nearby;
  }

  /** Those with `from <= observedAt <= to`, oldest first. */
  between(span: TimeSpan): Promise<readonly StoredObservation[]> {
    this.#lookedBackTo = Math.min(this.#lookedBackTo, span.from);
    return this.#nearby.between(this.endpoint, span);
  }

  /** The nearest that reads `kind`, before or after an instant; null for none. */
  nearest(kind: ReadingKind, side: Side): Promise<StoredObservation | null> {
    return this.#nearby.nearest(this.endpoint, kind, side);
  }

  /** All is concluded from what was new between two instants: what comes next needs less of what was before. */
  conclude({ from, to }: TimeSpan): void {
    this.#nearby.forget(this.endpoint, to, Math.max(0, from - this.#lookedBackTo));
  }
}

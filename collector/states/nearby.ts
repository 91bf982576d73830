import type { ReadingKind } from "../../contract/reading-kinds.ts";
import type { Ledger, Side, StoredObservation, TimeSpan } from "../ledger/port.ts";
import { longestHoldMs } from "./sample-of.ts";
import { Stretch } from "./stretch.ts";

/** A codec polled every second for half a day has fewer. More is not a codec, and must not keep the others waiting. */
const mostObservations = 50_000;
/** Of all endpoints: some fifty megabytes. A thousand endpoints polled every minute need no more. */
const mostRemembered = 100_000;
/** Read at once: what lies further on is asked for soon where a backlog comes in. */
const readAhead = 1_000;
/** The present, a backlog, and that of a second agent. */
const stretchesEach = 3;
/** What is concluded next may look a little further back than what was concluded last. */
const marginMs = longestHoldMs / 2;

/**
 * Observations around those that came last, kept from one step to the next: in a ledger of a month the same hours would be read again for
 * each envelope. It holds what the ledger holds up to the follower's cursor, or more; when in doubt it knows nothing.
 */
export class Nearby {
  readonly #ledger: Pick<Ledger, "observationsOf" | "nearestReading">;
  /** The endpoint used longest ago first. */
  readonly #byEndpoint = new Map<string, Stretch[]>();
  #size = 0;
  #followedTo: number | null = null;

  constructor(ledger: Pick<Ledger, "observationsOf" | "nearestReading">) {
    this.#ledger = ledger;
  }

  /** What came after entry `cursor`, without a hole. Told again after a step that failed, it changes nothing. */
  take(fresh: readonly StoredObservation[], cursor: number): void {
    // Somebody else moved the cursor: what he followed is not here.
    if (this.#followedTo !== null && cursor > this.#followedTo) this.#forgetAll();
    this.#followedTo = fresh.at(-1)?.entry ?? cursor;
    for (const one of fresh) {
      for (const stretch of this.#byEndpoint.get(one.endpoint) ?? []) this.#counted(stretch, () => stretch.take(one));
    }
  }

  /** All observations of an endpoint in a span, oldest first. @throws Error where they are too many */
  async between(endpoint: string, span: TimeSpan): Promise<readonly StoredObservation[]> {
    const stretch = this.#using(endpoint).find((one) => one.isAround(span.from)) ?? this.#begin(endpoint, span.from);
    if (stretch.to < span.to) await this.#readOn(endpoint, stretch, span.to);
    if (stretch.size > mostObservations) {
      this.#drop(endpoint);
      throw new Error(`${endpoint} has more than ${mostObservations} observations in a few hours`);
    }
    return stretch.between(span);
  }

  /** The nearest that reads `kind`, before or after an instant; null for none. */
  async nearest(endpoint: string, kind: ReadingKind, side: Side): Promise<StoredObservation | null> {
    const stretch = this.#byEndpoint.get(endpoint)?.find((one) => one.holdsBeginOf(side));
    if (stretch === undefined) return this.#ledger.nearestReading(endpoint, kind, side);
    const known = stretch.nearest(kind, side);
    if (known !== undefined) return known;
    const found = await this.#ledger.nearestReading(endpoint, kind, "before" in side ? { before: stretch.from } : { after: stretch.to });
    stretch.learn(kind, side, found);
    return found;
  }

  /** Forgets what is not needed to conclude what comes after `newest`, where `depthMs` was looked back for what came last. */
  forget(endpoint: string, newest: number, depthMs: number): void {
    const stretch = this.#byEndpoint.get(endpoint)?.find((one) => one.isAround(newest));
    if (stretch !== undefined) this.#counted(stretch, () => stretch.forgetBefore(newest - depthMs - marginMs));
  }

  #using(endpoint: string): Stretch[] {
    const stretches = this.#byEndpoint.get(endpoint) ?? [];
    this.#byEndpoint.delete(endpoint);
    this.#byEndpoint.set(endpoint, stretches);
    return stretches;
  }

  #begin(endpoint: string, from: number): Stretch {
    const stretches = this.#using(endpoint);
    const stretch = new Stretch({ from, to: from - 1 }, []);
    stretches.push(stretch);
    if (stretches.length > stretchesEach) this.#size -= stretches.shift()?.size ?? 0;
    return stretch;
  }

  /** Reads on to an instant, and further where that is not much more. */
  async #readOn(endpoint: string, stretch: Stretch, to: number): Promise<void> {
    const from = stretch.to + 1;
    const ahead = await this.#ledger.observationsOf(endpoint, from, Number.MAX_SAFE_INTEGER, readAhead);
    // The last may have others of the same instant behind it.
    const reached = ahead.length < readAhead ? Number.MAX_SAFE_INTEGER : (ahead.at(-1)?.observedAt ?? from) - 1;
    const isFarEnough = reached >= to;
    const read = isFarEnough ? ahead : await this.#ledger.observationsOf(endpoint, from, to + 1, mostObservations + 1);
    const end = isFarEnough ? reached : to;
    const held = read.filter(({ observedAt }) => observedAt <= end);
    this.#counted(stretch, () => stretch.extend(held, end, to));
    this.#makeRoom(endpoint);
  }

  #makeRoom(user: string): void {
    for (const endpoint of this.#byEndpoint.keys()) {
      if (this.#size <= mostRemembered || endpoint === user) return;
      this.#drop(endpoint);
    }
  }

  #drop(endpoint: string): void {
    for (const { size } of this.#byEndpoint.get(endpoint) ?? []) this.#size -= size;
    this.#byEndpoint.delete(endpoint);
  }

  #counted(stretch: Stretch, change: () => void): void {
    const before = stretch.size;
    change();
    this.#size += stretch.size - before;
  }

  #forgetAll(): void {
    this.#byEndpoint.clear();
    this.#size = 0;
  }
}

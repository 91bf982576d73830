import type { Instant } from "../../contract/agent-event.ts";
import type { Counters, Entry } from "./entry.ts";
import type { StoredEvent } from "./event-line.ts";
import type { GivenUp } from "./losses.ts";
import { parkingStart } from "./outbox-schema.ts";
import { isWithin, type Spans, withSpan } from "./spans.ts";

/** Something intact that was found in a damaged file. The same may be found twice, and older states of it as well. */
export type Found =
  | { readonly kind: "waiting"; readonly entry: Entry }
  | { readonly kind: "counters"; readonly counters: Counters }
  | { readonly kind: "event"; readonly stored: StoredEvent };

/** Beyond this, one event tells of all that is missing. */
const mostHoles = 50;

/** Counters and events as they were written last. */
export class NewestFound {
  counters: Counters | null = null;
  /** The highest places found, of what waited in order and of what was parked. */
  lastPlace = 0;
  lastParked = 0;
  readonly #events = new Map<number, StoredEvent>();

  note(found: Found): void {
    if (found.kind === "counters" && found.counters.change >= (this.counters?.change ?? 0)) this.counters = found.counters;
    if (found.kind === "event") this.#noteEvent(found.stored);
    if (found.kind !== "waiting") return;
    const { place } = found.entry;
    if (place < parkingStart) this.lastPlace = Math.max(this.lastPlace, place);
    else this.lastParked = Math.max(this.lastParked, place);
  }

  /** Events still to be told, by the newest counters or because they came after them; all that were found without any. */
  untold(): StoredEvent[] {
    const { counters } = this;
    const isUntold = ({ number }: StoredEvent) => counters === null || isWithin(counters.events, number) || number >= counters.nextEvent;
    return [...this.#events.values()].filter(isUntold).toSorted((left, right) => left.number - right.number);
  }

  /** How many observations should be there: those that waited, and those that came after the counters were written. */
  expected({ waiting, place, parking }: Counters): number {
    return waiting + Math.max(0, this.lastPlace - place + 1) + Math.max(0, this.lastParked - parking + 1);
  }

  nextPlaces(): Pick<Counters, "place" | "parking"> {
    return {
      place: Math.max(this.counters?.place ?? 1, this.lastPlace + 1),
      parking: Math.max(this.counters?.parking ?? parkingStart, this.lastParked + 1),
    };
  }

  /** Where something should lie: what the newest counters say waited, and whatever came after they were written. Null without any. */
  places(): Spans | null {
    if (this.counters === null) return null;
    const { places, place, parking } = this.counters;
    return withSpan(withSpan(places, { from: place, to: this.lastPlace }), { from: parking, to: this.lastParked });
  }

  #noteEvent(stored: StoredEvent): void {
    const known = this.#events.get(stored.number);
    if (known === undefined || stored.change > known.change) this.#events.set(stored.number, stored);
  }
}

interface Hole {
  count: number;
  readonly oldest: Instant | undefined;
  newest: Instant | undefined;
}

/** Follows what is still there in the order of its places, and tells of what is missing between. */
export class Holes {
  readonly #holes: Hole[] = [];
  readonly #spans: Spans;
  #index = 0;
  #next: number;
  #previous: Instant | undefined;

  constructor(spans: Spans) {
    this.#spans = spans;
    this.#next = spans[0]?.from ?? 0;
  }

  /** Something is there. Places must grow from call to call and lie within the spans. */
  isThere({ place, boot, observation }: Entry): void {
    const instant = { at: observation.observedAt, clockMs: observation.clockMs, boot };
    this.#missUntil(place, instant);
    this.#next = place + 1;
    this.#previous = instant;
  }

  /** What is missing, in few pieces; their counts make `lost` together. */
  missing(lost: number): GivenUp[] {
    this.#missUntil(Number.POSITIVE_INFINITY, undefined);
    const found = this.#holes.reduce((sum, { count }) => sum + count, 0);
    if (found === lost && this.#holes.length <= mostHoles) return this.#holes.map((hole) => ({ reason: "damaged", ...hole }));
    return lost === 0 ? [] : [{ reason: "damaged", count: lost, oldest: this.#holes[0]?.oldest, newest: this.#holes.at(-1)?.newest }];
  }

  #missUntil(place: number, instant: Instant | undefined): void {
    for (; this.#index < this.#spans.length; this.#index += 1) {
      const span = this.#spans[this.#index];
      if (span === undefined) return;
      const from = Math.max(this.#next, span.from);
      const end = Math.min(place, span.to + 1);
      if (end > from) this.#add(end - from, instant);
      if (place <= span.to) return;
    }
  }

  /** Between the same two that are there, all that is missing is one hole. */
  #add(count: number, newest: Instant | undefined): void {
    const last = this.#holes.at(-1);
    if (last !== undefined && last.oldest === this.#previous) {
      last.count += count;
      last.newest = newest;
    } else this.#holes.push({ count, oldest: this.#previous, newest });
  }
}

import type { Clock } from "../clock.ts";
import type { EventBook } from "./event-book.ts";
import { instantOf, newEventId } from "./instant.ts";

/** A time service that keeps a clock right moves it by less between two looks; whoever sets it moves it by more. */
const stepMs = 1_000;

/** To be called now and then: an event each time the wall clock was set since the last look. */
export function clockWatch(clock: Clock, book: Pick<EventBook, "record">): () => void {
  let known = instantOf(clock).clockMs;
  return () => {
    const at = instantOf(clock);
    const byMs = at.clockMs - known;
    known = at.clockMs;
    if (Math.abs(byMs) >= stepMs) book.record({ id: newEventId(), kind: "clock_step", at, byMs });
  };
}

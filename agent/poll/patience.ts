import type { Question } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { Document } from "../drivers/driver.ts";

/** Codecs write most documents in a second or two; on a bad day they take as long as others who watch them wait for them. */
const usualS = 20;
/** What is left of the time between two polls is for SNMP, the witnesses, and the question that comes next. */
const shareOfPace = 0.75;
/** A codec is unknown to the collector once it has missed three polls of its state: no other question may hold it for as long. */
const statePolls = 2;

export type Request = Pick<Document, "path" | "post" | "slowestS">;

/**
 * How long the documents of one poll may take: each what its driver says, and all together no longer than the question allows. One
 * document that is known to need more than that has its own time all the same, for it would never be read: the polls of the state
 * wait meanwhile, and what made them wait too long is left alone for an hour. The state itself waits for nothing.
 */
export class Patience {
  readonly #clock: Pick<Clock, "monotonicMs">;
  readonly #mostMs: number;
  readonly #endsAt: number;
  readonly #holdMs: number;
  readonly #isOfState: boolean;
  #wasLong = false;

  /** @param paces seconds between two polls of each question; 0: there is no next one */
  constructor(question: Question, paces: Readonly<Record<Question, number>>, clock: Pick<Clock, "monotonicMs">) {
    const own = paces[question] * shareOfPace;
    const hold = paces.state * statePolls;
    this.#clock = clock;
    this.#isOfState = question === "state";
    this.#mostMs = orForEver(this.#isOfState ? own : Math.min(own, hold));
    this.#endsAt = clock.monotonicMs() + this.#mostMs;
    this.#holdMs = orForEver(hold);
  }

  /** How long this document may take from now on, ms; 0: the time of this poll is over. */
  for({ slowestS }: Pick<Request, "slowestS">): number {
    const leftMs = Math.max(0, Math.floor(this.#endsAt - this.#clock.monotonicMs()));
    const slowestMs = (slowestS ?? usualS) * 1000;
    const isLong = slowestS !== undefined && slowestMs > this.#mostMs && !this.#isOfState;
    if (!isLong || this.#wasLong || leftMs === 0) return Math.min(slowestMs, leftMs);
    this.#wasLong = true;
    return slowestMs;
  }

  /** Whether a document that took so long may have made the codec unknown. */
  isTooLong(tookMs: number): boolean {
    return tookMs > this.#holdMs;
  }
}

function orForEver(seconds: number): number {
  return seconds > 0 ? seconds * 1000 : Number.POSITIVE_INFINITY;
}

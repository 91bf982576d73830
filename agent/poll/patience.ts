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

/** How long the documents of one poll may take: each what its driver says, and all together no longer than the question allows. */
export class Patience {
  readonly #clock: Pick<Clock, "monotonicMs">;
  readonly #endsAt: number;

  /** @param paces seconds between two polls of each question; 0: there is no next one */
  constructor(question: Question, paces: Readonly<Record<Question, number>>, clock: Pick<Clock, "monotonicMs">) {
    const own = paces[question] * shareOfPace;
    const mostS = question === "state" ? own : Math.min(own, paces.state * statePolls);
    this.#clock = clock;
    this.#endsAt = mostS > 0 ? clock.monotonicMs() + mostS * 1000 : Number.POSITIVE_INFINITY;
  }

  /** How long this document may take from now on, ms; 0: the time of this poll is over. */
  for({ slowestS = usualS }: Pick<Request, "slowestS">): number {
    return Math.max(0, Math.min(slowestS * 1000, Math.floor(this.#endsAt - this.#clock.monotonicMs())));
  }
}

/** What a codec may still be at work on although we have hung up: the same question again would be one more on its heap. */
export class UnderWay {
  readonly #until = new Map<string, number>();

  has(request: Request, now: number): boolean {
    return now < (this.#until.get(keyOf(request)) ?? 0);
  }

  /** Hung up after `waitedMs` on a request sent at `sentAt`. */
  leave(request: Request, sentAt: number, waitedMs: number): void {
    const slowestMs = (request.slowestS ?? 0) * 1000;
    if (waitedMs < slowestMs) this.#until.set(keyOf(request), sentAt + slowestMs);
  }
}

const keyOf = ({ path, post }: Request): string => `${path} ${post?.text ?? ""}`;

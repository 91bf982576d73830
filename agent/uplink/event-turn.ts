import type { Logger } from "pino";
import type { AgentEvent } from "../../contract/agent-event.ts";
import type { Clock } from "../clock.ts";
import type { EventBook } from "../events/event-book.ts";
import { instantsOf } from "../events/instant.ts";

const mostAtATime = 100;
/** Of so many boots an envelope can say when they were. */
const mostBoots = 20;

export interface EventTurnOptions {
  readonly book: Pick<EventBook, "untold">;
  readonly clock: Clock;
  readonly log: Pick<Logger, "error">;
}

/**
 * What the agent tells of itself in the next envelope. Nothing of a former boot before an answer was heard in this one, because only that
 * says until when it can have lasted. What the collector refuses is found by telling less, stays in the file, and is tried again
 * after the next start: a collector of another version may take it. The others go on.
 */
export class EventTurn {
  readonly #options: EventTurnOptions;
  readonly #aside = new Set<string>();
  #limit = mostAtATime;

  constructor(options: EventTurnOptions) {
    this.#options = options;
  }

  /** @param isAnchored an answer was heard in this boot */
  next(isAnchored: boolean): readonly AgentEvent[] {
    const { clock } = this.#options;
    const waiting = this.#waiting().filter((event) => isAnchored || bootsOf(event).every((boot) => boot === clock.boot));
    const boots = new Set<string>();
    const beyond = waiting.findIndex((event) => {
      for (const boot of bootsOf(event)) boots.add(boot);
      return boots.size > mostBoots;
    });
    return waiting.slice(0, Math.min(this.#limit, beyond < 0 ? waiting.length : beyond));
  }

  /** Something waits for an answer that says when it was. */
  isHeld(): boolean {
    return this.#waiting().some((event) => bootsOf(event).some((boot) => boot !== this.#options.clock.boot));
  }

  /** Refused, and kept until the next start. */
  asideCount(): number {
    return this.#aside.size;
  }

  taken(): void {
    this.#limit = Math.min(mostAtATime, this.#limit * 2);
  }

  /** The collector does not take these, `path` says where the fault lies. */
  refused(
    events: readonly AgentEvent[],
    { code, path, message }: { readonly code: string; readonly path: string; readonly message: string },
  ): void {
    const index = Number(/^\/events\/list\/(\d+)(?:\/|$)/.exec(path)?.[1] ?? Number.NaN);
    const culprit = events[index] ?? (events.length === 1 ? events[0] : undefined);
    if (culprit === undefined) {
      this.#limit = Math.max(1, Math.floor(events.length / 2));
      return;
    }
    this.#aside.add(JSON.stringify(culprit));
    const facts = { event: culprit.id, kind: culprit.kind, code, reason: `${path} ${message}`.trim(), aside: this.#aside.size };
    this.#options.log.error(facts, "collector does not take an event of the agent, it is kept and the others are sent");
  }

  #waiting(): AgentEvent[] {
    const untold = this.#options.book.untold(mostAtATime + this.#aside.size);
    return this.#aside.size === 0 ? [...untold] : untold.filter((event) => !this.#aside.has(JSON.stringify(event)));
  }
}

const bootsOf = (event: AgentEvent): string[] => instantsOf(event).map(({ boot }) => boot);

import type { Logger } from "pino";
import { Compile } from "typebox/compile";
import { AgentHealth } from "../../contract/envelope.ts";
import type { Clock } from "../clock.ts";

const everyMs = 300_000;
/** So many wait between two envelopes of an agent with much to tell: more is a backlog. */
const backlogFrom = 2_000;
/** Told as waiting, fewer are no news once they are gone. */
const notableFrom = 100;
const manyTimes = 4;

const healthCheck = Compile(AgentHealth);

export interface HealthTurnOptions {
  readonly clock: Clock;
  readonly log: Pick<Logger, "error">;
  readonly health: () => AgentHealth;
}

/** Whether the next envelope tells how the agent is doing: the first one, then now and then, whenever losses grew or the plan changed, and when a backlog went or came. */
export class HealthTurn {
  readonly #options: HealthTurnOptions;
  #toldAt = Number.NEGATIVE_INFINITY;
  #news = "";
  #toldCount = 0;

  constructor(options: HealthTurnOptions) {
    this.#options = options;
  }

  /** What to tell now, or null. */
  next(): AgentHealth | null {
    const { clock, health, log } = this.#options;
    const now = health();
    const isDue =
      clock.monotonicMs() - this.#toldAt >= everyMs || newsOf(now) !== this.#news || isOtherBacklog(this.#toldCount, now.outboxCount);
    if (!isDue || healthCheck.Check(now)) return isDue ? now : null;
    // Observations must not wait for ever because of a wrong figure about the agent.
    log.error({ health: now }, "agent's own health breaks the contract, not sent");
    this.told(now);
    return null;
  }

  told(health: AgentHealth): void {
    this.#toldAt = this.#options.clock.monotonicMs();
    this.#news = newsOf(health);
    this.#toldCount = health.outboxCount;
  }
}

function newsOf({ lostCount, rejectedCount, renumberedCount = 0, eventsAside = 0, plan }: AgentHealth): string {
  return `${lostCount} ${rejectedCount} ${renumberedCount} ${eventsAside} ${plan?.version} ${plan?.state} ${plan?.reason}`;
}

/** Whoever looks at the page must not read for minutes of a backlog that is gone, nor miss one that came. Few envelopes tell all of one. */
function isOtherBacklog(told: number, now: number): boolean {
  return (told >= notableFrom && now * manyTimes <= told) || now >= Math.max(backlogFrom, told * manyTimes);
}

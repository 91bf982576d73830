import type { Logger } from "pino";
import { Compile } from "typebox/compile";
import { AgentHealth } from "../../contract/envelope.ts";
import type { Clock } from "../clock.ts";

const everyMs = 300_000;
const healthCheck = Compile(AgentHealth);

export interface HealthTurnOptions {
  readonly clock: Clock;
  readonly log: Pick<Logger, "error">;
  readonly health: () => AgentHealth;
}

/** Whether the next envelope tells how the agent is doing: the first one, then now and then, and whenever losses grew or the plan changed. */
export class HealthTurn {
  readonly #options: HealthTurnOptions;
  #toldAt = Number.NEGATIVE_INFINITY;
  #news = "";

  constructor(options: HealthTurnOptions) {
    this.#options = options;
  }

  /** What to tell now, or null. */
  next(): AgentHealth | null {
    const { clock, health, log } = this.#options;
    const now = health();
    const isDue = clock.monotonicMs() - this.#toldAt >= everyMs || newsOf(now) !== this.#news;
    if (!isDue || healthCheck.Check(now)) return isDue ? now : null;
    // Observations must not wait for ever because of a wrong figure about the agent.
    log.error({ health: now }, "agent's own health breaks the contract, not sent");
    this.told(now);
    return null;
  }

  told(health: AgentHealth): void {
    this.#toldAt = this.#options.clock.monotonicMs();
    this.#news = newsOf(health);
  }
}

function newsOf({ lostCount, rejectedCount, renumberedCount = 0, plan }: AgentHealth): string {
  return `${lostCount} ${rejectedCount} ${renumberedCount} ${plan?.version} ${plan?.state} ${plan?.reason}`;
}

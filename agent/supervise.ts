import type { Logger } from "pino";
import type { Observation } from "../contract/observation.ts";
import { outcomeOf } from "../contract/observation.ts";
import type { ServiceManager } from "../settings/service-manager.ts";
import { type Answering, answeredLately, rememberAnswers } from "./answered-before.ts";
import type { Clock } from "./clock.ts";
import { superviseFr } from "./fr.ts";

export interface SuperviseOptions {
  readonly manager: ServiceManager;
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "warn" | "fatal">;
  /** This release is tried for the first time: it must do what the one before it did. */
  readonly isOnTrial: boolean;
  /** Codecs watched now, and seconds between two polls of one of them. */
  readonly watched: () => { readonly codecs: number; readonly stateSeconds: number };
  /** Observations in the outbox. */
  readonly waiting: () => number;
}

/** Tells the service manager that the agent is ready, and then that it lives. */
export interface Supervision {
  /** Every observation that was kept. */
  noticed(observations: readonly Observation[]): void;
  /** The collector has answered, and not refused. */
  collectorAnswered(): void;
  stop(): void;
}

const longestStartMs = 30_000;
const rememberEveryMs = 10 * 60_000;
/** Beside two intervals, the time of a slow poll with its retries. */
const slowPollMs = 120_000;

/**
 * Ready: a poll has ended, whatever came of it, or half a minute has passed in which none could. A release on trial is ready when
 * every channel that answered lately has answered again, and so has the collector. Alive: a poll has ended within two intervals; a timer alone proves nothing.
 */
export function supervise(options: SuperviseOptions): Supervision {
  const supervisor = new Supervisor(options);
  return {
    noticed: (observations) => supervisor.noticed(observations),
    collectorAnswered: () => supervisor.collectorAnswered(),
    stop: () => supervisor.stop(),
  };
}

class Supervisor {
  readonly #options: SuperviseOptions;
  readonly #expected: Set<Answering>;
  readonly #answers = new Map<Answering, number>();
  readonly #answering = new Map<string, boolean>();
  readonly #timers: NodeJS.Timeout[];
  #pollEndedAt: number;
  #hasPolled = false;
  #rememberedCount = 0;
  #rememberedAt = Number.NEGATIVE_INFINITY;
  #toldAnswering = 0;
  #isReady = false;
  #isStuck = false;

  constructor(options: SuperviseOptions) {
    this.#options = options;
    const { manager, clock, dataDir, isOnTrial } = options;
    this.#pollEndedAt = clock.monotonicMs();
    this.#expected = new Set(isOnTrial ? answeredLately(dataDir, clock.nowMs()) : []);
    const isLate = setTimeout(() => this.#readyIf(this.#expected.size === 0), longestStartMs);
    const { watchdogMs } = manager;
    this.#timers = watchdogMs === null ? [isLate] : [isLate, setInterval(() => this.#signOfLife(), watchdogMs / 3)];
  }

  noticed(observations: readonly Observation[]): void {
    const { clock } = this.#options;
    this.#pollEndedAt = clock.monotonicMs();
    this.#hasPolled = true;
    for (const observation of observations) this.#learn(observation, clock.nowMs());
    this.#readyIf(this.#expected.size === 0);
    if (this.#isReady && this.#answeringCount() !== this.#toldAnswering) this.#options.manager.tell([this.#status()]);
    const isNew = this.#answers.size > this.#rememberedCount;
    if (this.#isReady && (isNew || this.#pollEndedAt - this.#rememberedAt >= rememberEveryMs)) this.#remember();
  }

  collectorAnswered(): void {
    this.#answers.set("collector", this.#options.clock.nowMs());
    // Of those it waits for, the last may be this one.
    if (this.#expected.delete("collector")) this.#readyIf(this.#expected.size === 0 && this.#hasPolled);
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#isReady) this.#remember();
  }

  #learn(observation: Observation, nowMs: number): void {
    this.#answering.set(observation.endpoint, outcomeOf(observation) === "answered");
    for (const channel of ["snmp", "http", "tcp", "icmp"] as const) {
      if (observation.channels[channel] !== "answered") continue;
      this.#answers.set(channel, nowMs);
      this.#expected.delete(channel);
    }
  }

  #readyIf(isGood: boolean): void {
    if (this.#isReady || !isGood) return;
    this.#isReady = true;
    this.#options.log.info("agent is ready");
    this.#options.manager.tell(["READY=1", this.#status()]);
  }

  #signOfLife(): void {
    const { codecs, stateSeconds } = this.#options.watched();
    const stillMs = this.#options.clock.monotonicMs() - this.#pollEndedAt;
    if (codecs === 0 || stillMs < 2_000 * stateSeconds + slowPollMs) {
      this.#isStuck = false;
      return this.#options.manager.tell(["WATCHDOG=1", this.#status()]);
    }
    if (!this.#isStuck) this.#options.log.fatal({ stillMs }, "no poll ends any more: the service manager will start the agent again");
    this.#isStuck = true;
  }

  #answeringCount(): number {
    return [...this.#answering.values()].filter(Boolean).length;
  }

  #status(): string {
    const answering = this.#answeringCount();
    this.#toldAnswering = answering;
    const { codecs } = this.#options.watched();
    return `STATUS=${superviseFr.status({ codecs, answering, waiting: this.#options.waiting() })}`;
  }

  #remember(): void {
    this.#rememberedCount = this.#answers.size;
    this.#rememberedAt = this.#options.clock.monotonicMs();
    try {
      rememberAnswers(this.#options.dataDir, this.#answers);
    } catch (error) {
      this.#options.log.warn({ err: error }, "what answers could not be noted: a next release is tried without it");
    }
  }
}

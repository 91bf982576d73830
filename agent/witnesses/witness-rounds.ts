import { setTimeout as pause } from "node:timers/promises";
import type { Logger } from "pino";
import type { PlanReach, Witnesses } from "../../contract/plan.ts";
import type { Clock } from "../clock.ts";
import { instantOf } from "../events/instant.ts";
import { askReach } from "./ask-reach.ts";
import { defaultGateway } from "./default-route.ts";
import type { SilenceBook, Witness } from "./silence-book.ts";

export interface WitnessRoundsOptions {
  readonly silences: Pick<SilenceBook, "heard" | "isSilent" | "keepOnly">;
  readonly clock: Clock;
  readonly log: Pick<Logger, "warn">;
  /** Seconds between two polls of the state of one codec. */
  readonly stateSeconds: () => number;
  readonly findGateway?: () => string | null;
}

/** Asks whoever can tell whether the agent itself is cut off. */
export interface WitnessRounds {
  start(): void;
  /** From now on these; null: the gateway that the agent finds. */
  use(witnesses: Witnesses | null): void;
  /** To be awaited before a codec is called silent. Settles soon, whether or not the witnesses have answered. */
  isItMe(): Promise<void>;
  stop(): void;
}

const timeoutMs = 2_000;
const askedAgainAfterMs = 1_000;
/** Codecs that fall silent together ask together, and each waits no longer than this. */
const sharedForMs = 4_000;
const awaitedMs = 3_000;
const paceMs = { shortest: 5_000, longest: 60_000 } as const;

interface Asked extends Witness {
  readonly reach: PlanReach;
}

export function createWitnessRounds(options: WitnessRoundsOptions): WitnessRounds {
  return new Rounds(options);
}

class Rounds implements WitnessRounds {
  readonly #options: WitnessRoundsOptions;
  readonly #findGateway: () => string | null;
  #witnesses: Witnesses = {};
  /** Once found it is asked even where the route is gone: a cable that is out takes the route with it. */
  #gateway: string | null = null;
  #round: { readonly startedAt: number; readonly ended: Promise<void> } | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isStopped = true;
  readonly #untold = new Set<string>();

  constructor(options: WitnessRoundsOptions) {
    this.#options = options;
    this.#findGateway = options.findGateway ?? defaultGateway;
  }

  start(): void {
    this.#isStopped = false;
    this.#next(0);
  }

  use(witnesses: Witnesses | null): void {
    this.#witnesses = witnesses ?? {};
    if (this.#isStopped) return;
    // Whoever has not answered yet is no witness: those that a plan names are asked before anything is cut.
    this.#round = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#next(0);
  }

  async isItMe(): Promise<void> {
    if (this.#isStopped) return;
    const waiting = new AbortController();
    await Promise.race([this.#ask(), pause(awaitedMs, undefined, { signal: waiting.signal }).catch(() => {})]);
    waiting.abort();
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #next(waitMs: number): void {
    const timer = setTimeout(() => {
      void this.#ask().finally(() => {
        if (!this.#isStopped && this.#timer === timer) this.#next(this.#paceMs());
      });
    }, waitMs);
    this.#timer = timer;
  }

  #paceMs(): number {
    return Math.min(paceMs.longest, Math.max(paceMs.shortest, this.#options.stateSeconds() * 1_000));
  }

  /** One round at a time, for all who ask within a few seconds. */
  #ask(): Promise<void> {
    const now = this.#options.clock.monotonicMs();
    if (this.#round !== null && now - this.#round.startedAt < sharedForMs) return this.#round.ended;
    const ended = this.#askAll();
    this.#round = { startedAt: now, ended };
    return ended;
  }

  async #askAll(): Promise<void> {
    const witnesses = this.#toAsk();
    this.#options.silences.keepOnly(witnesses, ["gateway", "neighbour"]);
    await Promise.all(witnesses.map((witness) => this.#askOne(witness)));
  }

  /** One that gives no answer is asked once more at once, unless it has been silent before. */
  async #askOne(witness: Asked): Promise<void> {
    const { silences } = this.#options;
    const isAnswered = await this.#hear(witness);
    if (isAnswered !== false || silences.isSilent(witness)) return;
    await pause(askedAgainAfterMs);
    await this.#hear(witness);
  }

  /** Null where nobody can tell. */
  async #hear(witness: Asked): Promise<boolean | null> {
    const { silences, clock, log } = this.#options;
    const asked = instantOf(clock);
    const answer = await askReach(witness.host, witness.reach, timeoutMs);
    if (this.#isStopped) return null;
    if (answer === "untold") {
      if (!this.#untold.has(witness.role)) log.warn({ witness: witness.role }, "this machine cannot ask the witness");
      this.#untold.add(witness.role);
      return null;
    }
    // It answered at some moment since; that it is silent was so when it was asked.
    silences.heard(witness, answer === "answered", answer === "answered" ? instantOf(clock) : asked);
    return answer === "answered";
  }

  #toAsk(): Asked[] {
    const { gateway, neighbours = [] } = this.#witnesses;
    this.#gateway = gateway === undefined ? (this.#findGateway() ?? this.#gateway) : null;
    const { host = this.#gateway, ...reach } = gateway ?? {};
    return [
      ...(host === null ? [] : [{ role: "gateway" as const, host, reach }]),
      ...neighbours.map(({ name, host: address, ...how }) => ({ role: "neighbour" as const, name, host: address, reach: how })),
    ];
  }
}

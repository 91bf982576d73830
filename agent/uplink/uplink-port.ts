import type { Logger } from "pino";
import type { AgentHealth } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";
import type { Clock } from "../clock.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Poster } from "./post.ts";

export interface UplinkOptions {
  readonly agent: string;
  readonly outbox: Outbox;
  readonly poster: Poster;
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** Longest time an observation waits when nothing changes and the collector answers. */
  readonly batchSeconds: number;
  /** Seconds between two polls of an endpoint: a collector that is away is asked again at least as often. */
  readonly stateSeconds: number;
  readonly health: () => AgentHealth;
  /** From 0 to 1. */
  readonly random?: () => number;
}

/** Sends what waits in the outbox until the collector has it. */
export interface Uplink {
  /** To be called after observations were appended. */
  noticed(observations: readonly Observation[]): void;
  /** What stood in the way may be gone: a pause after refusals ends now. */
  tryAgain(): void;
  /** Tries once more what waits, for `timeoutMs` at most, then never again. */
  stop(timeoutMs: number): Promise<void>;
}

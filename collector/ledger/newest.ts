import type { Channel, Outcome } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";

export interface EndpointStanding {
  readonly agent: string;
  readonly lastObservedAt: number;
  /** The last poll at least one channel of which answered as expected; null if none ever did. */
  readonly lastAnsweredAt: number | null;
}

export interface LatestReading {
  readonly kind: string;
  readonly instance: string | null;
  readonly value: number | string;
  readonly observedAt: number;
  /** Seconds until the question that read it is asked again. */
  readonly intervalS: number;
}

/** A newest reading of one agent. */
export interface AgentReading extends LatestReading {
  /** Empty where nobody knows any more whose it was. */
  readonly agent: string;
}

/** Said once, true until said otherwise: a codec that has been off for a month is still an SX20. */
export const identityKinds: readonly string[] = ["model", "firmware", "serial"] satisfies ReadingKind[];

export interface ChannelStanding {
  readonly agent: string;
  readonly channel: Channel;
  readonly outcome: Outcome;
  readonly observedAt: number;
  readonly intervalS: number;
}

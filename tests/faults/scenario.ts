import type { Random } from "../../simulator/random.ts";
import type { Check } from "./account.ts";
import type { Places } from "./places.ts";

/** What a scenario is given. */
export interface Scene {
  readonly folder: string;
  readonly places: Places;
  readonly random: Random;
  readonly size: Size;
  /** Tells how far it is. */
  readonly say: (line: string) => void;
}

export interface Size {
  readonly kills: number;
  /** How long an agent may live before it is killed, ms: long enough to poll a codec several times, or not. */
  readonly longestLifeMs: number;
  /** Days the uplink is away, and codecs polled meanwhile. */
  readonly days: number;
  readonly awayCodecs: number;
  /** Which bytes of the sample outboxes are flipped, all of them unless told; null: the outbox's own tests flip some. */
  readonly bytes: { readonly from: number; readonly to: number } | null;
  readonly damages: number;
  /** The agent looks at its clock once a minute: wait for it at each step. */
  readonly waitsForSteps: boolean;
  /** Scenarios do not wait for each other: each waits most of its time. */
  readonly isTogether: boolean;
}

export interface Told {
  /** What was done, in a few words and numbers. */
  readonly happened: string;
  readonly checks: readonly Check[];
  /** The machine does not allow it, or this form leaves it out: why. */
  readonly notRun?: string;
}

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly play: (scene: Scene) => Promise<Told>;
}

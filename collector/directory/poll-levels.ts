import type { KeyPath } from "../../settings/problem.ts";
import type { Sifted } from "../../settings/sifted.ts";
import type { PollEntry, PollingEntry } from "./polling-entry.ts";

/** What an inventory says of one endpoint, from the whole network to the endpoint itself: what is nearer counts more. */
export interface PollLevels {
  readonly common: Sifted<PollingEntry>;
  readonly site: Sifted<PollingEntry>;
  readonly poll: Sifted<PollEntry>;
  /** Fictional sites may be on this machine. */
  readonly isFictional: boolean;
}

/** A problem at a key of the endpoint's own entry. */
export type Tell = (key: KeyPath, message: string) => void;

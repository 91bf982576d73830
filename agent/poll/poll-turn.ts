import type { Clock } from "../clock.ts";
import type { ReadContext } from "../drivers/driver.ts";
import type { Gathering } from "./gathering.ts";
import type { SiteContext } from "./site.ts";

/** What all parts of one poll share. */
export interface PollTurn {
  readonly clock: Pick<Clock, "nowMs">;
  readonly site: SiteContext;
  readonly timeoutMs: number;
  readonly gathering: Gathering;
  /** Whether a call has already been told: a list told in parts is read no further than that. */
  readonly isKnownCall: (key: string) => boolean;
}

/** To be taken as soon as an answer was heard: clocks of codecs are compared with it. */
export function contextNow({ clock, site: { zone, ignoredDiagnostics } }: PollTurn): ReadContext {
  return { nowMs: clock.nowMs(), zone, ignoredDiagnostics };
}

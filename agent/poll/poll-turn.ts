import type { Clock } from "../clock.ts";
import type { ReadContext } from "../drivers/driver.ts";
import type { CodecMemory } from "./codec-memory.ts";
import type { Gathering } from "./gathering.ts";
import type { Patience } from "./patience.ts";
import type { SiteContext } from "./site.ts";

/** What all parts of one poll share. */
export interface PollTurn {
  readonly clock: Pick<Clock, "nowMs" | "monotonicMs">;
  readonly site: SiteContext;
  readonly patience: Patience;
  readonly gathering: Gathering;
  readonly memory: CodecMemory;
}

/** To be taken as soon as an answer was heard: clocks of codecs are compared with it. */
export function contextNow({ clock, site: { zone, ignoredDiagnostics } }: Pick<PollTurn, "clock" | "site">): ReadContext {
  return { nowMs: clock.nowMs(), zone, ignoredDiagnostics };
}

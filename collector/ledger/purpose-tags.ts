import type { PurposeTag, Tagged } from "../usage/purpose.ts";
import type { Writer } from "./writer.ts";

/** What is said of the use of an endpoint that began at an instant, s since 1970 UTC. */
export interface PurposeDraft extends Tagged {
  readonly endpoint: string;
  readonly usedAt: number;
}

/** What uses were for. */
export interface PurposeTags {
  /** All sayings on uses that began in these months ("2026-11"), in order. */
  purposeTags(months: { readonly from: string; readonly to: string }): Promise<PurposeTag[]>;
  /** What already stands there is not written twice. */
  writePurposeTag(draft: PurposeDraft, writer: Writer): Promise<PurposeTag>;
  /** Of uses that began before (s), forgets when: their month stays. Returns how many. */
  forgetHoursOfUse(before: number): Promise<number>;
}

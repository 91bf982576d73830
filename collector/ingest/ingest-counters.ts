import type { RefusalCode, RejectionCode } from "../../contract/envelope.ts";

/** What the ingest tells whoever counts. */
export interface IngestCounters {
  accepted(observations: number): void;
  alreadySeen(observations: number): void;
  rejected(code: RejectionCode, observations: number): void;
  refused(code: RefusalCode): void;
  /** One envelope taken in, from its first byte to the commit. */
  observeDuration(seconds: number): void;
}

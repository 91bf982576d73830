import { type RefusalCode, type RejectionCode, refusalCodes, rejectionCodes } from "../../contract/envelope.ts";

/** What the ingest tells, and what was told so far. Totals are since the process started. */
export interface CountedIngest {
  accepted(observations: number): void;
  alreadySeen(observations: number): void;
  rejected(code: RejectionCode, observations: number): void;
  refused(code: RefusalCode): void;
  observeDuration(seconds: number): void;
  totals(): IngestTotals;
  /** Calls `listener` with each duration from now on. */
  onDuration(listener: (seconds: number) => void): void;
}

export interface IngestTotals {
  readonly accepted: number;
  readonly alreadySeen: number;
  /** Every code the contract has, at 0 before its first time: a rise from nothing to 1 cannot be seen by `rate()`. */
  readonly rejected: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, number>;
}

export function createIngestCounters(): CountedIngest {
  let accepted = 0;
  let alreadySeen = 0;
  const rejected = new Map<string, number>(rejectionCodes.map((code) => [code, 0]));
  const refused = new Map<string, number>(Object.keys(refusalCodes).map((code) => [code, 0]));
  const listeners: ((seconds: number) => void)[] = [];
  return {
    accepted: (observations) => {
      accepted += observations;
    },
    alreadySeen: (observations) => {
      alreadySeen += observations;
    },
    rejected: (code, observations) => {
      rejected.set(code, (rejected.get(code) ?? 0) + observations);
    },
    refused: (code) => {
      refused.set(code, (refused.get(code) ?? 0) + 1);
    },
    observeDuration: (seconds) => {
      for (const listener of listeners) listener(seconds);
    },
    totals: () => ({ accepted, alreadySeen, rejected, refused }),
    onDuration: (listener) => {
      listeners.push(listener);
    },
  };
}

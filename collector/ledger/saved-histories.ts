/**
 * How many calls of a file were new, said more than was known of a call, dated it otherwise and were believed, were of months whose
 * calls are forgotten, or said nothing new.
 */
export interface ImportResult {
  readonly added: number;
  readonly completed: number;
  readonly replaced: number;
  readonly purged: number;
  readonly alreadyThere: number;
}

export interface HistoryConflicts {
  /** Calls that another endpoint has already, by endpoint: the file may be of another room. */
  readonly elsewhere: ReadonlyMap<string, number>;
  /** Calls that the ledger dates otherwise: the file may have been read in another zone. */
  readonly otherHour: number;
}

/** How many calls of a file were forgotten, were left because a poll read them too, or were not there. */
export interface RemovalResult {
  readonly removed: number;
  readonly polled: number;
  readonly absent: number;
}

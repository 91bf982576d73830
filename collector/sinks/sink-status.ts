import type { Stream } from "../ledger/port.ts";

/** How a sink is doing, for `/metrics`, the status page and `/readyz`. Counts are since the process started. */
export interface SinkStatus {
  readonly isConfigured: true;
  /** Entries of the ledger not delivered yet, all streams together; null before the ledger was read once. */
  readonly lagEntries: number | null;
  readonly lagByStream: Readonly<Partial<Record<Stream, number>>>;
  /** ms since 1970 UTC; null when nothing was delivered yet. */
  readonly lastSuccessAt: number | null;
  /** Points the server answered for. */
  readonly written: number;
  /** Points the server will never take. */
  readonly setAside: number;
  /** Attempts that failed for another reason than the points; each is tried again. */
  readonly failures: number;
  /** What keeps the sink waiting now; null when it flows. */
  readonly lastError: string | null;
  /** ms since 1970 UTC; null when it flows. */
  readonly failingSince: number | null;
}

/** What a sink needs of a pino logger. */
export interface SinkLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

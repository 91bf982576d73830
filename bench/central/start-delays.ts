import { DatabaseSync } from "node:sqlite";
import { gridOf } from "../../agent/schedule/grid.ts";

/** One poll of an endpoint's state. */
export interface StatePoll {
  readonly endpoint: string;
  readonly observedAt: number;
  /** How long after its instant of the grid it began, ms. */
  readonly startedAfterMs: number;
  readonly elapsedMs: number;
  readonly isSilent: boolean;
}

/** What the ledger holds of polls between two instants: when each was due is known, because the grid of an agent is arithmetic. */
export function statePolls(ledgerFile: string, stateSeconds: number, fromMs: number, toMs: number): StatePoll[] {
  const database = new DatabaseSync(ledgerFile, { readOnly: true });
  const rows = database
    .prepare(
      `SELECT endpoint, observed_at_ms, clock_ms, elapsed_ms, told FROM observation JOIN observation_form ON id = form
       WHERE observed_at_ms >= ? AND observed_at_ms < ? AND told LIKE '["state"%'`,
    )
    .all(fromMs, toMs);
  database.close();
  const periodMs = stateSeconds * 1_000;
  return rows.map((row) => {
    const endpoint = String(row["endpoint"]);
    const observedAt = Number(row["observed_at_ms"]);
    const sinceInstant = observedAt - Number(row["clock_ms"]) - gridOf(endpoint, "state", periodMs).phaseMs;
    // A timer may be a millisecond early: that is an instant kept, not one missed by a whole period.
    const startedAfterMs = (((sinceInstant + 5) % periodMs) + periodMs) % periodMs;
    const isSilent = String(row["told"]).includes('"snmp":"silent"');
    return { endpoint, observedAt, startedAfterMs: Math.max(0, startedAfterMs - 5), elapsedMs: Number(row["elapsed_ms"]), isSilent };
  });
}

/** The value that a part of all do not pass. @throws RangeError of nothing */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  if (value === undefined) throw new RangeError("nothing was measured");
  return value;
}

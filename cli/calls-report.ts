import type { CallRecord } from "../contract/call.ts";
import { callColumnsFr, callFr, totalsFr } from "./fr-calls.ts";
import { callDirectionsFr, callProtocolsFr } from "./fr-readings.ts";
import type { ReadHistory } from "./history-file.ts";
import { textTable } from "./text-table.ts";

/** Calls as a table, the oldest first, in the hours of the site. */
export function callsTable(calls: readonly CallRecord[], zone: string, width?: number): string[] {
  const rows = calls
    .toSorted((one, other) => one.startedAt - other.startedAt)
    .map((call) => [
      callFr.instant(call.startedAt, zone),
      callFr.duration(call),
      callDirectionsFr[call.direction],
      callProtocolsFr[call.protocol],
      call.rateKbps === undefined ? "" : callFr.number(call.rateKbps),
      callFr.ratio(call.lossRatio),
      callFr.milliseconds(call.maxJitterMs),
      callFr.milliseconds(call.maxLatencyMs),
      callFr.place(call),
      callFr.remark(call),
    ]);
  return rows.length === 0 ? [totalsFr.noCall] : textTable(callColumnsFr, rows, width);
}

/** What a whole history comes to. */
export interface CallTotals {
  readonly connected: number;
  readonly connectedSeconds: number;
  readonly notConnected: number;
  /** Records that the codec ended to try another protocol. */
  readonly rollOvers: number;
  /** Records linked to the first of their attempt. */
  readonly retries: number;
  readonly tests: number;
  readonly uses: number;
}

export function totalsOf({ calls, uses }: ReadHistory): CallTotals {
  const connected = calls.filter(({ isConnected }) => isConnected);
  return {
    connected: connected.length,
    connectedSeconds: seconds(connected),
    notConnected: calls.length - connected.length,
    rollOvers: calls.filter(({ cause }) => cause === "rolled_over").length,
    retries: calls.filter(({ retryOf }) => retryOf !== undefined).length,
    tests: calls.filter(({ isTest }) => isTest === true).length,
    uses,
  };
}

/** One fact a line. */
export function totalsLines(history: ReadHistory, zone: string): string[] {
  const { records, dropped, calls } = history;
  const totals = totalsOf(history);
  const starts = calls.map(({ startedAt }) => startedAt).sort((one, other) => one - other);
  const [first, last] = [starts[0], starts.at(-1)];
  return [
    totalsFr.records(records, calls.length),
    totalsFr.connected(totals.connected, totals.connectedSeconds),
    totalsFr.notConnected(totals.notConnected, totals.rollOvers),
    totalsFr.retries(totals.retries),
    totalsFr.tests(totals.tests),
    totalsFr.uses(totals.uses),
    totalsFr.dropped(dropped),
    first === undefined || last === undefined ? "" : totalsFr.period(first, last, zone),
  ].filter((line) => line !== "");
}

function seconds(calls: readonly CallRecord[]): number {
  return calls.reduce((sum, { durationS }) => sum + durationS, 0);
}

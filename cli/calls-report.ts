import type { CallRecord } from "../contract/call.ts";
import { callColumnsFr, callFr, totalsFr } from "./fr-calls.ts";
import type { ReadHistory } from "./history-file.ts";
import { textTable } from "./text-table.ts";

/** Calls as a table, the oldest first, in the hours of the site. */
export function callsTable(calls: readonly CallRecord[], zone: string, width?: number): string[] {
  const rows = calls
    .toSorted((one, other) => one.startedAt - other.startedAt)
    .map((call) => [
      callFr.instant(call.startedAt, zone),
      callFr.duration(call),
      callFr.directions[call.direction],
      callFr.protocols[call.protocol],
      call.rateKbps === undefined ? "" : callFr.number(call.rateKbps),
      callFr.ratio(call.lossRatio),
      callFr.milliseconds(call.maxJitterMs),
      callFr.milliseconds(call.maxLatencyMs),
      callFr.place(call),
      callFr.remark(call),
    ]);
  return rows.length === 0 ? [totalsFr.noCall] : textTable(callColumnsFr, rows, width);
}

/** One fact a line. */
export function totalsLines({ records, dropped, calls, uses }: ReadHistory, zone: string): string[] {
  const connected = calls.filter(({ isConnected }) => isConnected);
  const starts = calls.map(({ startedAt }) => startedAt).sort((one, other) => one - other);
  const [first, last] = [starts[0], starts.at(-1)];
  return [
    totalsFr.records(records, calls.length),
    totalsFr.connected(connected.length, seconds(connected)),
    totalsFr.notConnected(calls.length - connected.length),
    totalsFr.retries(calls.filter(({ retryOf }) => retryOf !== undefined).length),
    totalsFr.tests(calls.filter(({ isTest }) => isTest === true).length),
    totalsFr.uses(uses),
    totalsFr.dropped(dropped),
    first === undefined || last === undefined ? "" : totalsFr.period(first, last, zone),
  ].filter((line) => line !== "");
}

function seconds(calls: readonly CallRecord[]): number {
  return calls.reduce((sum, { durationS }) => sum + durationS, 0);
}

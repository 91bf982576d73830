import type { StoredCall } from "../ledger/port.ts";
import { audioMosOf } from "../quality/audio-mos.ts";
import { metricsOf } from "../quality/call-metrics.ts";
import { scoreOfCall } from "../quality/call-score.ts";
import { qualityClassWords } from "../quality/fr.ts";
import { callWords, metricFr, mosFr, scoreFr } from "./fr-calls.ts";
import { dayInFull } from "./french-dates.ts";
import { duration } from "./french-format.ts";

/** The newest calls as a table; a cell is null where the codec told too little. */
export interface CallsView {
  readonly title: string;
  readonly caption: string;
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly day: string; readonly cells: readonly (string | null)[] }[];
}

/** By the day, and with nobody: what the network made of a call can be said without the hour of a meeting. Null: no call. */
export function callsView(calls: readonly StoredCall[]): CallsView | null {
  if (calls.length === 0) return null;
  const { title, caption, note, day, lasted, class: name, score, weakest, mos } = callWords;
  return { title, caption, note, columns: [day, lasted, name, score, weakest, mos], rows: calls.map(callRow) };
}

function callRow(call: StoredCall): CallsView["rows"][number] {
  const { score, class: name, weakest } = scoreOfCall(call);
  const metrics = metricsOf(call);
  const mos = score === null ? null : audioMosOf(metrics);
  return {
    day: dayInFull(call.trueStartedAt, true),
    cells: [
      duration(call.durationS),
      qualityClassWords[name],
      score === null ? null : scoreFr(score),
      weakest === null ? null : metricFr(weakest, metrics),
      mos === null ? null : mosFr(mos.mos),
    ],
  };
}

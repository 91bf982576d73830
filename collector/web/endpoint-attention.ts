import type { LatestReading } from "../ledger/port.ts";
import { isHeld } from "../states/channels.ts";
import { attentionWords, tlsAdvice } from "./fr-endpoint.ts";
import { duration } from "./french-format.ts";
import { instanceInFrench, valueInFrench } from "./reading-value.ts";

/** A call dated so many seconds wrong still looks right; more is somebody's business. */
const toleratedOffsetS = 5;
/** Codecs that tell when they refreshed what they say do so every few minutes. */
const toleratedAgeS = 900;

type Say = (reading: LatestReading) => string | null;

const sayings: Readonly<Record<string, Say>> = {
  tls_state: ({ value }) => (value === "accepted" || value === "clear" ? tlsAdvice[value] : null),
  clock_offset_seconds: ({ value }) => clockSentence(Number(value)),
  time_service_state: ({ value }) => (value === "failed" ? attentionWords.timeService : null),
  history_state: ({ value }) => (value === "gap" ? attentionWords.historyGap : null),
  data_age_seconds: ({ value }) =>
    Number(value) > toleratedAgeS ? attentionWords.dataAge.replace("{gap}", duration(Number(value))) : null,
  service_state: ({ kind, value, instance }) =>
    value === "failed" ? attentionWords.service.replace("{name}", () => instanceInFrench(kind, instance ?? "")) : null,
  diagnostic_level: ({ kind, value, instance }) =>
    attentionWords.diagnostic.replace("{level}", () => valueInFrench(kind, value)).replace("{name}", () => instance ?? ""),
};

/** What somebody should know of an endpoint that works all the same, in sentences; only what still holds. */
export function attentionSentences(readings: readonly LatestReading[], nowMs: number): string[] {
  return Object.entries(sayings).flatMap(([kind, say]) =>
    readings.filter((reading) => reading.kind === kind && isHeld(reading, nowMs)).flatMap((reading) => say(reading) ?? []),
  );
}

function clockSentence(offsetS: number): string | null {
  if (Math.abs(offsetS) <= toleratedOffsetS) return null;
  const sentence = offsetS > 0 ? attentionWords.clockAhead : attentionWords.clockBehind;
  return sentence.replace("{gap}", duration(Math.abs(offsetS)));
}

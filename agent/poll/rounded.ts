import type { Reading } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";

/**
 * Digits after the point that such a measure is worth. A share of packets worked out from two counts would travel and be kept with
 * eighteen: one lost in a hundred thousand is more than anybody acts upon.
 */
const worthDigits: Partial<Record<ReadingKind, number>> = {
  stream_loss_ratio: 5,
  stream_recent_loss_ratio: 5,
  stream_jitter_milliseconds: 1,
  stream_latency_milliseconds: 1,
  stream_frames_per_second: 2,
  temperature_celsius: 1,
};

export function rounded(reading: Reading): Reading {
  const { kind, value } = reading;
  const digits = worthDigits[kind];
  if (digits === undefined || typeof value !== "number") return reading;
  // Not minus zero, which would be another value and is written as the same.
  return { ...reading, value: Number(value.toFixed(digits)) || 0 };
}

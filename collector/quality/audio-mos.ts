import type { CallMetrics } from "./call-metrics.ts";

/** How a codec copes with loss of audio: its impairment without any, and how robust it is (ITU-T G.113, Appendix I). */
export interface AudioCoder {
  readonly impairment: number;
  readonly lossRobustness: number;
}

/** G.711 that conceals what is lost. Without concealment the robustness is 4.3. */
export const g711Concealing: AudioCoder = { impairment: 0, lossRobustness: 25.1 };

/** An indicative opinion score, with what it is made of. */
export interface AudioMos {
  /** One way from mouth to ear, ms. */
  readonly delayMs: number;
  readonly delayImpairment: number;
  readonly lossImpairment: number;
  /** R of the E-model, 0 to 93.2. */
  readonly rating: number;
  /** 1 to 4.41. */
  readonly mos: number;
}

const bestRating = 93.2;
/** What the codecs at both ends take to code, keep in hand and play, ms. A convention of ours. */
const codingMs = 40;
const delayExponent = 6;
const heardFromMs = 100;

/**
 * What a listener might have thought of the sound, by the E-model (ITU-T G.107): a model of the narrow-band telephone, which room codecs
 * surpass, so it is only ever shown as indicative. Bursts are not known: loss is taken as random (BurstR = 1).
 * Null: loss of audio, jitter or round trip was not told.
 */
export function audioMosOf(metrics: CallMetrics, coder: AudioCoder = g711Concealing): AudioMos | null {
  const { audioLossRatio, jitterMs, roundTripMs } = metrics;
  if (audioLossRatio === undefined || jitterMs === undefined || roundTripMs === undefined) return null;
  const delayMs = roundTripMs / 2 + 2 * jitterMs + codingMs;
  const delayImpairment = delayImpairmentOf(delayMs);
  const lossImpairment = lossImpairmentOf(audioLossRatio * 100, coder);
  const rating = bestRating - delayImpairment - lossImpairment;
  return { delayMs, delayImpairment, lossImpairment, rating, mos: mosOf(rating) };
}

/** Idd, with the standard's exponent: 6. (At least one known program has 5 from a slip in reading 6 × sT.) */
function delayImpairmentOf(delayMs: number): number {
  if (delayMs <= heardFromMs) return 0;
  const x = Math.log2(delayMs / heardFromMs);
  const root = (value: number): number => (1 + value ** delayExponent) ** (1 / delayExponent);
  return 25 * (root(x) - 3 * root(x / 3) + 2);
}

/** Ie,eff. */
function lossImpairmentOf(lossPercent: number, { impairment, lossRobustness }: AudioCoder): number {
  return impairment + ((95 - impairment) * lossPercent) / (lossPercent + lossRobustness);
}

/** G.107 Annex B: the polynomial between R = 6.5, where it would begin to fall below 1, and 100. */
function mosOf(rating: number): number {
  if (rating <= 0) return 1;
  return Math.max(1, 1 + 0.035 * rating + 7e-6 * rating * (rating - 60) * (100 - rating));
}

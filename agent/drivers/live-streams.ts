import type { Medium } from "../../contract/call.ts";
import type { Reading } from "../../contract/observation.ts";
import type { ReadingKind } from "../../contract/reading-kinds.ts";

/** One stream of a call that is going on. Null: not told. */
export interface LiveStream {
  readonly medium: Medium;
  readonly direction: "in" | "out";
  readonly lossRatio: number | null;
  readonly recentLossRatio: number | null;
  readonly jitterMs: number | null;
  readonly latencyMs: number | null;
  readonly bitsPerSecond: number | null;
  readonly framesPerSecond: number | null;
  readonly picture: Picture | null;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
}

/** What nobody told. */
export const untold = {
  lossRatio: null,
  recentLossRatio: null,
  jitterMs: null,
  latencyMs: null,
  bitsPerSecond: null,
  framesPerSecond: null,
  picture: null,
} as const;

type Figure = Exclude<keyof LiveStream, "medium" | "direction" | "picture">;

const figures: readonly { readonly name: Figure; readonly kind: ReadingKind; readonly worst: "highest" | "lowest" }[] = [
  { name: "lossRatio", kind: "stream_loss_ratio", worst: "highest" },
  { name: "recentLossRatio", kind: "stream_recent_loss_ratio", worst: "highest" },
  { name: "jitterMs", kind: "stream_jitter_milliseconds", worst: "highest" },
  { name: "latencyMs", kind: "stream_latency_milliseconds", worst: "highest" },
  { name: "bitsPerSecond", kind: "stream_rate_bits_per_second", worst: "lowest" },
  { name: "framesPerSecond", kind: "stream_frames_per_second", worst: "lowest" },
];

/**
 * Live quality as readings, one instance per medium and direction: "video-in". Of several calls, screens or cameras the worst
 * figure is told, each figure by itself: what somebody in the room may see.
 */
export function streamReadings(streams: readonly LiveStream[]): Reading[] {
  const instances = new Set(streams.map(instanceOf));
  return [...instances].flatMap((instance) => {
    const alike = streams.filter((stream) => instanceOf(stream) === instance);
    return [...figures.flatMap((figure) => worstFigure(figure, alike, instance)), ...smallestPicture(alike, instance)];
  });
}

const instanceOf = ({ medium, direction }: LiveStream): string => `${medium}-${direction}`;

function worstFigure({ name, kind, worst }: (typeof figures)[number], streams: readonly LiveStream[], instance: string): Reading[] {
  const values = streams.flatMap((stream) => stream[name] ?? []);
  if (values.length === 0) return [];
  return [{ kind, value: worst === "highest" ? Math.max(...values) : Math.min(...values), instance }];
}

function smallestPicture(streams: readonly LiveStream[], instance: string): Reading[] {
  const pictures = streams.flatMap(({ picture }) => picture ?? []);
  const [smallest] = pictures.toSorted((one, other) => one.width * one.height - other.width * other.height);
  return smallest === undefined ? [] : [{ kind: "stream_resolution", value: `${smallest.width}x${smallest.height}`, instance }];
}

/** Null where nothing was counted. Counts that cannot be are no ratio: NaN, which the poll drops and counts. */
export function ratioOf(lost: number | null, all: number | null): number | null {
  if (lost === null || all === null || all === 0) return null;
  const ratio = lost / all;
  return ratio >= 0 && ratio <= 1 ? ratio : Number.NaN;
}

export function bitsOfKilobits(kilobits: number | null): number | null {
  return kilobits === null ? null : Math.round(kilobits * 1000);
}

/** Codecs write 32666 and more when they do not know. */
const absurdJitterMs = 32_666;

export function saneJitter(milliseconds: number | null): number | null {
  return milliseconds !== null && milliseconds >= 0 && milliseconds < absurdJitterMs ? milliseconds : null;
}

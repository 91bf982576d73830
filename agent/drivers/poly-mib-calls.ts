import type { Reading } from "../../contract/observation.ts";
import type { Row, SnmpValue, Table } from "./driver.ts";
import { bitsOfKilobits, type LiveStream, saneJitter, streamReadings, untold } from "./live-streams.ts";
import { pictureOf } from "./poly-mediastats.ts";
import { polyMib, polyRoot } from "./poly-mib.ts";

/** One medium in one direction, and where it stands. */
interface StreamColumns {
  readonly medium: LiveStream["medium"];
  readonly direction: LiveStream["direction"];
  readonly jitter: number;
  readonly latency: number;
  readonly rateUsed?: number;
  readonly frameRate?: number;
  readonly resolution?: number;
}

/** Losses by medium have no unit and stand over nothing: left out. */
const streams: readonly StreamColumns[] = [
  { medium: "audio", direction: "in", jitter: 4, latency: 6 },
  { medium: "audio", direction: "out", jitter: 5, latency: 7 },
  { medium: "presentation", direction: "in", jitter: 26, latency: 28, rateUsed: 36, frameRate: 24, resolution: 22 },
  { medium: "presentation", direction: "out", jitter: 27, latency: 29, rateUsed: 37, frameRate: 25, resolution: 23 },
  { medium: "video", direction: "in", jitter: 46, latency: 48, rateUsed: 56, frameRate: 44, resolution: 42 },
  { medium: "video", direction: "out", jitter: 47, latency: 49, rateUsed: 57, frameRate: 45, resolution: 43 },
];

/** Of all media together. */
const percentsLost = [
  { column: 16, instance: "in" },
  { column: 17, instance: "out" },
];

function numberOf(raw: SnmpValue | undefined): number | null {
  return raw === undefined || String(raw).trim() === "" ? null : Number(raw);
}

function streamsOfRow({ cells }: Row): LiveStream[] {
  const at = (column: number | undefined): SnmpValue | undefined => (column === undefined ? undefined : cells[`c${column}`]);
  return streams.map(({ medium, direction, jitter, latency, rateUsed, frameRate, resolution }) => ({
    ...untold,
    medium,
    direction,
    jitterMs: saneJitter(numberOf(at(jitter))),
    latencyMs: numberOf(at(latency)),
    bitsPerSecond: bitsOfKilobits(numberOf(at(rateUsed))),
    framesPerSecond: numberOf(at(frameRate)),
    picture: pictureOf(at(resolution) === undefined ? null : String(at(resolution))),
  }));
}

/**
 * The worst of all calls. A whole percent, and nothing says since when: never the loss of the call. Packets lost are counted too, but the
 * MIB has no total to put them over.
 */
function lossOf(rows: readonly Row[]): Reading[] {
  return percentsLost.flatMap(({ column, instance }) => {
    const percents = rows.flatMap(({ cells }) => numberOf(cells[`c${column}`]) ?? []);
    return percents.length === 0 ? [] : [{ kind: "stream_recent_loss_ratio" as const, value: Math.max(...percents) / 100, instance }];
  });
}

const columns = [
  ...percentsLost.map(({ column }) => column),
  ...streams.flatMap(({ jitter, latency, rateUsed, frameRate, resolution }) => [jitter, latency, rateUsed, frameRate, resolution]),
].filter((column) => column !== undefined);

/** No UNITS in the MIB, and nobody has seen a codec fill this table: milliseconds, kbit/s and percent are guesses. */
export const polyActiveCalls: Table = {
  entry: `${polyRoot}.4.1.1`,
  columns: Object.fromEntries(columns.map((column) => [`c${column}`, column])),
  source: `${polyMib}, callActiveCallsTable: units not stated, taken for ms, kbit/s and %; absent from the recording of a Studio X50`,
  isUnverified: true,
  toReading: (rows) => [...lossOf(rows), ...streamReadings(rows.flatMap(streamsOfRow))],
};

import type { Reading } from "../../contract/observation.ts";
import { newestStreams } from "./cisco-cts-calls.ts";
import { ctsMediumOf } from "./cisco-cts-quality.ts";
import type { Row, Table } from "./driver.ts";
import { type LiveStream, ratioOf, saneJitter, streamReadings, untold } from "./live-streams.ts";

const mib = "CISCO-TELEPRESENCE-CALL-MIB";

/** TruthValue. */
const isTrue = 1;
/** 100 %, in the millionths of a percent of this MIB. */
const wholeMicropercent = 100_000_000;

/** A three-screen room has a stream for each, and the worst is told. Rows stay after a call: only active streams speak. */
function streamsOf(row: Row): LiveStream[] {
  const medium = ctsMediumOf(row);
  if (medium === undefined) return [];
  const number = (name: string): number | null => (row.cells[name] === undefined ? null : Number(row.cells[name]));
  const sent: LiveStream = {
    ...untold,
    medium,
    direction: "out",
    lossRatio: ratioOf(number("txLost"), number("txPackets")),
    recentLossRatio: ratioOf(number("txPeriodLost"), wholeMicropercent),
    bitsPerSecond: times(1000, number("txRate")),
    framesPerSecond: times(0.001, number("txFrames")),
    picture: pictureOf(number("txWidth"), number("txHeight")),
  };
  const received: LiveStream = {
    ...untold,
    medium,
    direction: "in",
    lossRatio: ratioOf(number("rxLost"), sum(number("rxLost"), number("rxPackets"))),
    recentLossRatio: ratioOf(number("rxPeriodLost"), wholeMicropercent),
    jitterMs: saneJitter(number("jitter")),
    bitsPerSecond: times(1000, number("rxRate")),
    framesPerSecond: times(0.001, number("rxFrames")),
    picture: pictureOf(number("rxWidth"), number("rxHeight")),
  };
  return [...(number("txActive") === isTrue ? [sent] : []), ...(number("rxActive") === isTrue ? [received] : [])].map((stream) =>
    medium === "audio" ? { ...stream, framesPerSecond: null, picture: null } : stream,
  );
}

const times = (factor: number, value: number | null): number | null => (value === null ? null : value * factor);
const sum = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : one + other);

function pictureOf(width: number | null, height: number | null): LiveStream["picture"] {
  return width === null || height === null || width === 0 || height === 0 ? null : { width, height };
}

const sources: Table = {
  entry: "1.3.6.1.4.1.9.9.644.1.4.10.1",
  columns: {
    txActive: 2,
    txPackets: 4,
    txLost: 5,
    txPeriodLost: 6,
    rxActive: 10,
    rxPackets: 12,
    rxLost: 13,
    rxPeriodLost: 14,
    jitter: 22,
    txFrames: 28,
    rxFrames: 30,
    txWidth: 31,
    txHeight: 32,
    rxWidth: 33,
    rxHeight: 34,
    txRate: 36,
    rxRate: 38,
  },
  source: `${mib}, ctpcStatStreamSourceTable: packets, micropercent of the last period, ms, millifps, pixels, kbit/s`,
  isUnverified: true,
  newest: newestStreams,
  toReading: (rows) => streamReadings(rows.flatMap(streamsOf)),
};

/** Back to 0 when a call ends. The MIB tells one figure for both ways, and the way in is where it is felt. */
const latencies: Table = {
  entry: "1.3.6.1.4.1.9.9.644.1.4.9.1",
  columns: { latency: 2 },
  source: `${mib}, ctpcAvgPeriodLatency, ms; whether it is a round trip is not said`,
  isUnverified: true,
  newest: newestStreams,
  toReading: (rows): Reading[] =>
    streamReadings(
      rows.flatMap((row): LiveStream[] => {
        const medium = ctsMediumOf(row);
        const latencyMs = Number(row.cells["latency"] ?? 0);
        return medium === undefined || latencyMs === 0 ? [] : [{ ...untold, medium, direction: "in", latencyMs }];
      }),
    ),
};

export const ctsStreams: readonly Table[] = [sources, latencies];

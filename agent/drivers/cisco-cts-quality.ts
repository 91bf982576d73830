import { type CallStream, type Medium, qualityOfStreams } from "../../contract/call.ts";
import type { JoinedTable, Row } from "./driver.ts";
import { ratioOf, saneJitter } from "./live-streams.ts";

const mib = "CISCO-TELEPRESENCE-CALL-MIB";

/** ctpcStreamType, the second part of the index: 7.1 is the video of call 7, 7.1.9 that of its middle screen. */
const ctsMedia: Readonly<Record<string, Medium>> = { 1: "video", 2: "audio", 3: "presentation" };

export const ctsMediumOf = ({ index }: Row): Medium | undefined => ctsMedia[index.split(".")[1] ?? ""];

/** A three-screen room has a dozen rows a call: as many calls as a reading of a table has room for. Of older ones the quality is not told. */
const measuredCalls = 40;

export const ctsCallStreams: JoinedTable = {
  entry: "1.3.6.1.4.1.9.9.644.1.4.10.1",
  columns: { txPackets: 4, txLost: 5, rxPackets: 12, rxLost: 13, jitter: 25 },
  source: `${mib}, ctpcStatStreamSourceTable: packets of the whole call, ctpcMaxCallJitter in ms; they stay when the call has ended`,
  isUnverified: true,
  newest: measuredCalls,
};

export const ctsCallLatencies: JoinedTable = {
  entry: "1.3.6.1.4.1.9.9.644.1.4.9.1",
  columns: { latency: 5 },
  source: `${mib}, ctpcMaxCallLatency, ms; whether it is a round trip is not said`,
  isUnverified: true,
  newest: measuredCalls,
};

type Quality = ReturnType<typeof qualityOfStreams>;

/** The quality of each call, by its number. Of several screens and microphones the worst figure is told, each figure by itself. */
export function ctsQuality(streams: readonly Row[], latencies: readonly Row[]): (call: string) => Quality {
  const told = new Map<string, CallStream[]>();
  for (const row of [...streams, ...latencies]) {
    const [call = ""] = row.index.split(".", 1);
    told.set(call, [...(told.get(call) ?? []), ...streamsOf(row)]);
  }
  return (call) => qualityOfStreams(worstOf(told.get(call) ?? []));
}

/** An hour: a figure of the MIB that nobody meant. */
const longestLatencyMs = 3_600_000;

/** Counts that cannot be tell nothing of the call, which was all the same. */
const possible = (ratio: number | null): number | null => (ratio === null || Number.isNaN(ratio) ? null : ratio);

function streamsOf(row: Row): CallStream[] {
  const medium = ctsMediumOf(row);
  if (medium === undefined) return [];
  const number = (name: string): number | null => (row.cells[name] === undefined ? null : Number(row.cells[name]));
  const ratio = (lost: number | null, all: number | null): number | null => possible(ratioOf(lost, all));
  const rxLost = number("rxLost");
  const rxPackets = number("rxPackets");
  // A stream that was never opened has counts of 0: nothing over nothing is no ratio, and its jitter of 0 means nothing.
  const lossIn = ratio(rxLost, rxLost === null || rxPackets === null ? null : rxLost + rxPackets);
  const lossOut = ratio(number("txLost"), number("txPackets"));
  const jitter = lossIn === null ? null : saneJitter(number("jitter"));
  const latency = number("latency");
  const received = {
    ...(lossIn === null ? {} : { lossRatio: lossIn }),
    ...(jitter === null ? {} : { maxJitterMs: Math.round(jitter) }),
    ...(latency === null || latency === 0 || latency > longestLatencyMs ? {} : { maxLatencyMs: latency }),
  };
  return [
    { medium, direction: "in", ...received },
    ...(lossOut === null ? [] : [{ medium, direction: "out" as const, lossRatio: lossOut }]),
  ];
}

const figures = ["lossRatio", "maxJitterMs", "maxLatencyMs"] as const;

function worstOf(streams: readonly CallStream[]): CallStream[] {
  const worst = new Map<string, CallStream>();
  for (const stream of streams) {
    const name = `${stream.medium}-${stream.direction}`;
    const before = worst.get(name) ?? { medium: stream.medium, direction: stream.direction };
    const both = figures.flatMap((figure) => {
      const values = [before[figure], stream[figure]].filter((value) => value !== undefined);
      return values.length === 0 ? [] : [[figure, Math.max(...values)] as const];
    });
    worst.set(name, { ...before, ...Object.fromEntries(both) });
  }
  return [...worst.values()];
}

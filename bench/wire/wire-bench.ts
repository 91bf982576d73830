import { gzipSync } from "node:zlib";
import { encodeEnvelope } from "../../agent/uplink/encode.ts";
import { packObservations } from "../../contract/columns.ts";
import { type AgentHealth, wireVersion } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";
import { simulatedFamilies } from "../../simulator/codec-view.ts";
import type { Bench, Say } from "../measure/bench.ts";
import { type Figure, spreadOf } from "../measure/figure.ts";
import { observeCodecs } from "./observe-codecs.ts";

const minutes = 120;
const healthEveryMinutes = 5;
const unit = "bytes/obs";

export const wireBench: Bench = {
  name: "wire",
  title: `Bytes of the request body for each observation: 10 simulated codecs of ${simulatedFamilies.length} families, real drivers at production paces, 2 hours`,
  measure,
};

async function measure(say: Say): Promise<Figure[]> {
  const observed = await observeCodecs(minutes, say);
  const all = observed.flat();
  const shapes: readonly (readonly [string, readonly (readonly Observation[])[]])[] = [
    // The first minutes tell models and versions; the steady state comes after them.
    ["one envelope a minute", observed.slice(minutes / 4)],
    ["batches of 100", chunksOf(all, 100)],
    ["batches of 1,000", chunksOf(all, 1_000)],
  ];
  const readings = all.reduce((sum, observation) => sum + observation.readings.length, 0) / all.length;
  return shapes.flatMap(([name, batches]): Figure[] => [
    {
      label: `envelope, ${name}`,
      unit,
      spread: spreadOf(batches.map((batch, index) => envelopeBytes(batch, index) / batch.length)),
      against: `gzip JSON rows, ${name}`,
      aim: { atMost: 30 },
      note: `${(all.length / minutes).toFixed(1)} observations a minute, ${readings.toFixed(1)} readings each; mean ${meanOf(batches).toFixed(1)} bytes`,
    },
    {
      label: `gzip JSON rows, ${name}`,
      unit,
      spread: spreadOf(batches.map((batch) => gzipSync(JSON.stringify(batch)).length / batch.length)),
    },
  ]);
}

/** Over all observations: envelopes with the agent's health are larger, and a median would hide them. */
function meanOf(batches: readonly (readonly Observation[])[]): number {
  const bytes = batches.reduce((sum, batch, index) => sum + envelopeBytes(batch, index), 0);
  return bytes / batches.reduce((sum, batch) => sum + batch.length, 0);
}

function envelopeBytes(batch: readonly Observation[], index: number): number {
  const newest = batch.at(-1)?.observedAt ?? 0;
  const sentAt = newest + 900;
  const sender = { version: wireVersion, agent: "ouessant-mairie", outbox: "5f0e8a1c93b7d246", boot: "0000be4c" } as const;
  return encodeEnvelope({
    ...sender,
    first: 100_000 + index * batch.length,
    sentAt,
    monotonicMs: sentAt - (batch[0]?.clockMs ?? 0),
    ...(index % healthEveryMinutes === 0 ? { health: healthAt(newest) } : {}),
    ...packObservations(batch),
  }).length;
}

/** With everything that an agent may tell of itself. */
function healthAt(nowMs: number): AgentHealth {
  const nothing = { lostCount: 0, rejectedCount: 0, spoofedReplies: 0, malformedReplies: 0, latePolls: 0 };
  const memory = { outboxCount: 12, outboxBytes: 45_056, rssBytes: 73_400_320, anonymousBytes: 26_214_400 };
  const polls = { count: 98_765, timeouts: 12, totalMs: 9_876_543, longestMs: 1_234 };
  const plan = { version: "5f0e8a1c93b7d246", state: "applied" } as const;
  const kept = { oldestObservedAt: nowMs - 54_321, keptIn: "disk" } as const;
  return { version: "0.1.0", startedAt: nowMs - 7_654_321, ...memory, ...nothing, polls, plan, ...kept };
}

function chunksOf<T>(list: readonly T[], size: number): T[][] {
  const whole = Math.floor(list.length / size);
  return Array.from({ length: whole }, (_, index) => list.slice(index * size, (index + 1) * size));
}

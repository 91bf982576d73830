import { beforeAll, describe, expect, it } from "vitest";
import { encodeEnvelope } from "../../../agent/uplink/encode.ts";
import { envelopeOf } from "../../../agent/uplink/envelope-of.ts";
import { observeCodecs } from "../../../bench/wire/observe-codecs.ts";
import type { Observation } from "../../../contract/observation.ts";
import { testClock } from "../poll/polled-codec.ts";
import { answersOfSite, minutesOfSite } from "./site-day.ts";

const agent = "agent-lannion";
const outbox = "8c0d5f1e7ab24693";

function bytesOf(observations: readonly Observation[], first: number): number {
  const sentAt = (observations.at(-1)?.observedAt ?? 0) + 1_234;
  const clock = { nowMs: () => sentAt, monotonicMs: () => sentAt - (observations[0]?.clockMs ?? 0), boot: "5a3c11e9" };
  const run = { outbox, boot: clock.boot, first, observations, from: first, to: first, isNewest: true };
  return encodeEnvelope(envelopeOf(run, agent, clock, { health: null, events: [], anchors: [] })).length;
}

describe("what a site with ten codecs sends", () => {
  let answers: readonly Observation[];
  beforeAll(async () => {
    answers = await answersOfSite(testClock());
  });

  it.each([1, 2, 3])("needs at most 30 bytes for an observation, with one envelope a minute for eight hours (%i)", (seed) => {
    let bytes = 0;
    let count = 0;
    for (const minute of minutesOfSite(answers, seed, 480)) {
      bytes += bytesOf(minute, 100_000 + count);
      count += minute.length;
    }

    expect(count).toBeGreaterThan(480 * 10);

    expect(bytes / count).toBeLessThanOrEqual(30);
    expect(bytes / count, "an envelope that small carries nothing").toBeGreaterThan(5);
  });

  it.each([
    { size: 100, atMost: 12 },
    { size: 1_000, atMost: 6 },
    { size: 2_000, atMost: 6 },
  ])("needs at most $atMost bytes for each of $size observations that waited together", ({ size, atMost }) => {
    const waiting = [...minutesOfSite(answers, 4, 240)].flat().slice(0, size);

    expect(waiting).toHaveLength(size);

    expect(bytesOf(waiting, 1) / size).toBeLessThanOrEqual(atMost);
  });
});

it("needs no more where codecs of every family are in calls, told live with the quality of each stream", async () => {
  const settled = (await observeCodecs(60, () => undefined)).slice(20);
  const isInCall = ({ readings }: Observation): boolean => readings.some(({ kind, value }) => kind === "active_calls" && Number(value) > 0);
  const count = settled.flat().length;
  const bytes = settled.reduce((sum, minute, index) => sum + bytesOf(minute, 100_000 + index * minute.length), 0);

  expect(settled.flat().filter(isInCall).length / count, "of what is observed, in a call").toBeGreaterThan(0.1);
  expect(bytes / count).toBeLessThanOrEqual(30);
});

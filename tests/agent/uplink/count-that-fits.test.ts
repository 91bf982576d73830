import { afterEach, describe, expect, it } from "vitest";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { CallRecord } from "../../../contract/call.ts";
import type { Observation, Reading } from "../../../contract/observation.ts";
import { waitUntil } from "../../servers/wait-until.ts";
import { observation, observations } from "../outbox/outbox-room.ts";
import { targetOf, testClock } from "../poll/polled-codec.ts";
import { startSpokenCodec } from "../poll/spoken-codec.ts";
import { startUplinkRoom, type UplinkRoom } from "./uplink-room.ts";

const rooms: UplinkRoom[] = [];
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((room) => room.close()));
});

/** How many observations each envelope held, once all were taken. */
async function sizesOf(waiting: readonly Observation[]): Promise<number[]> {
  const room = await startUplinkRoom({ waiting });
  rooms.push(room);
  await waitUntil("the outbox is empty", () => room.outbox.stats().count === 0);
  expect(room.outbox.stats().rejectedCount).toBe(0);
  expect(room.log.lines).toEqual([]);
  return room.collector.envelopes.map(({ columns }) => columns.endpoint.length).filter((size) => size > 0);
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const twoEach = [...Array<number>(12).fill(2), 1];

describe("an envelope", () => {
  it("holds as many observations as there is room for what they measure of one kind, whatever its names", async () => {
    const streams = (codec: number): Reading[] =>
      upTo(400).map((stream) => ({ kind: "stream_jitter_milliseconds", value: 1.5, instance: `${codec}-${stream}` }));

    expect(await sizesOf(upTo(120).map((codec) => observation(codec, { readings: streams(codec) })))).toEqual([50, 50, 20]);
  });

  it("holds the names of many codecs that each name their streams in their own way", async () => {
    const streams = (codec: number): Reading[] =>
      upTo(200).map((stream) => ({ kind: "stream_jitter_milliseconds", value: 1.5, instance: `${codec}-${stream}` }));

    expect(await sizesOf(upTo(25).map((codec) => observation(codec, { readings: streams(codec) })))).toEqual([25]);
  });

  it("holds as many observations as there is room for their calls", async () => {
    const calls = (codec: number): CallRecord[] =>
      upTo(1_000).map((key) => ({
        key: `${codec}-${key}`,
        startedAt: Date.UTC(2026, 10, 20),
        durationS: 60,
        isConnected: true,
        direction: "out",
        protocol: "sip",
        quality: "not_told",
      }));

    expect(await sizesOf(upTo(25).map((codec) => observation(codec, { calls: calls(codec) })))).toEqual(twoEach);
  });

  it("holds observations of 500 codecs", async () => {
    expect(await sizesOf(upTo(1_200).map((codec) => observation(codec, { endpoint: `salle-${codec}` })))).toEqual([500, 500, 200]);
  });

  it("holds two thousand of codecs that tell what a codec has", async () => {
    expect(await sizesOf(observations(1, 4_000))).toEqual([2_000, 2_000]);
  });
});

describe("codecs that make up a thousand cameras at each poll, and as many calls", () => {
  const history = upTo(1_000)
    .map(
      (id) => `<Entry><CallHistoryId>${id}</CallHistoryId><Duration>60</Duration><StartTimeUTC>2026-11-20T09:00:00Z</StartTimeUTC></Entry>`,
    )
    .join("");
  let asked = 0;
  const cameras = (): string => {
    asked += 1;
    return upTo(1_000)
      .map((camera) => `<Camera item="${asked}-${camera}"><Connected>True</Connected></Camera>`)
      .join("");
  };

  it("stop nobody's observations, however many they are: 25 of them among others", async () => {
    const codec = await startSpokenCodec(({ path }) =>
      path === "/putxml"
        ? `<Command><CallHistoryGetResult status="OK">${history}</CallHistoryGetResult></Command>`
        : `<Status><SystemUnit><ProductId>Room Kit</ProductId></SystemUnit><Cameras>${cameras()}</Cameras></Status>`,
    );
    const told: Observation[] = [...observations(1, 25)];
    for (const number of upTo(25)) {
      const target = targetOf({ id: `salle-${number}`, http: codec.http, family: "cisco-ce" });
      for (const question of ["status", "history"] as const) told.push((await pollEndpoint(target, question, testClock())).observation);
      await target.close();
    }
    await codec.close();

    const sizes = await sizesOf([...told, ...observations(26, 50)]);

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(100);
  });
});

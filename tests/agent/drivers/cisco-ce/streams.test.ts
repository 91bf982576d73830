import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { streamsOfCall } from "../../../../agent/drivers/cisco-streams.ts";
import { streamReadings } from "../../../../agent/drivers/live-streams.ts";

type Netstat = Readonly<Record<string, number>>;

const channel = (type: string, direction: string, netstat: Netstat, video?: Readonly<Record<string, string | number>>) => ({
  Type: type,
  Direction: direction,
  Netstat: inWords(netstat),
  ...(video === undefined ? {} : { Video: inWords(video) }),
});

/** As the parser gives it: every leaf is text. */
const inWords = (node: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(node).map(([name, value]) => [name, String(value)]));

function told(...calls: readonly unknown[]): Record<string, number | string> {
  const readings = streamReadings(calls.flatMap(streamsOfCall));
  return Object.fromEntries(readings.map(({ kind, instance, value }) => [`${kind}#${instance}`, value]));
}

describe("live quality of a Cisco call", () => {
  it("counts what was lost on the way in on top of what arrived, and what was lost on the way out among what was sent", () => {
    const netstat = { Packets: 900, Loss: 100, ChannelRate: 64000 };

    expect(told({ Channel: [channel("Audio", "Incoming", netstat), channel("Audio", "Outgoing", netstat)] })).toMatchObject({
      "stream_loss_ratio#audio-in": 0.1,
      "stream_loss_ratio#audio-out": 100 / 900,
    });
  });

  it("keeps a presentation apart from the main video, by its role or its type", () => {
    const readings = told({
      Channel: [
        channel("Video", "Incoming", { Packets: 100, Loss: 0, ChannelRate: 1_000_000 }, { ChannelRole: "Main" }),
        channel("Video", "Incoming", { Packets: 100, Loss: 100, ChannelRate: 1 }, { ChannelRole: "Presentation" }),
        channel("Data", "Outgoing", { Packets: 50, Loss: 50, ChannelRate: 2 }),
      ],
    });

    expect(readings).toMatchObject({
      "stream_loss_ratio#video-in": 0,
      "stream_loss_ratio#presentation-in": 0.5,
      "stream_loss_ratio#presentation-out": 1,
    });
  });

  it("tells the round trip where RoomOS gives it, and takes 0 for not measured", () => {
    const at = (RoundTripTime: number) => told({ Channel: channel("Audio", "Incoming", { Packets: 1, RoundTripTime }) });

    expect(at(38)).toEqual({ "stream_latency_milliseconds#audio-in": 38 });
    expect(at(0)).toEqual({});
  });

  it("says nothing of channels that are idle, switched off, or of a kind unknown", () => {
    const busy = { Packets: 10, Loss: 0, ChannelRate: 64000 };
    expect(
      told({
        Channel: [
          channel("Audio", "Incoming", { Packets: 0, Loss: 0, Jitter: 0, ChannelRate: 0 }),
          channel("Video", "Incoming", busy, { Protocol: "Off" }),
          channel("Smell", "Incoming", busy),
          channel("Audio", "Sideways", busy),
        ],
      }),
    ).toEqual({});
    expect(told({}, "", null)).toEqual({});
  });

  it("tells that everything was lost of a stream of which nothing arrived", () => {
    expect(told({ Channel: channel("Video", "Incoming", { Packets: 0, Loss: 40, ChannelRate: 0 }) })).toMatchObject({
      "stream_loss_ratio#video-in": 1,
      "stream_rate_bits_per_second#video-in": 0,
    });
  });

  it("gives a value that is no number to be dropped and counted, and spares the others", () => {
    expect(told({ Channel: channel("Audio", "Incoming", { Packets: 10, Jitter: 4, Loss: Number.NaN }) })).toEqual({
      "stream_loss_ratio#audio-in": Number.NaN,
      "stream_jitter_milliseconds#audio-in": 4,
    });
  });

  const count = fc.nat({ max: 2 ** 31 });
  const netstats = fc.record({
    Packets: count,
    Loss: count,
    LastIntervalLost: count,
    LastIntervalReceived: count,
    Jitter: count,
    ChannelRate: count,
  });
  const directions = fc.constantFrom("Incoming", "Outgoing");
  const channels = fc.array(fc.record({ type: fc.constantFrom("Audio", "Video", "Data"), direction: directions, netstat: netstats }), {
    maxLength: 8,
  });

  it("never tells more than all lost, nor jitter that nobody measured", () => {
    fc.assert(
      fc.property(fc.array(channels, { maxLength: 4 }), (calls) => {
        const readings = told(
          ...calls.map((list) => ({ Channel: list.map(({ type, direction, netstat }) => channel(type, direction, netstat)) })),
        );

        for (const [name, value] of Object.entries(readings)) {
          if (name.includes("loss_ratio") && !Number.isNaN(value)) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
          if (name.includes("jitter")) expect(value).toBeLessThan(32_666);
        }
      }),
    );
  });

  it("tells of two calls the worse of each, whichever comes first", () => {
    fc.assert(
      fc.property(channels, channels, (one, other) => {
        const call = (list: typeof one) => ({ Channel: list.map(({ type, direction, netstat }) => channel(type, direction, netstat)) });
        const both = told(call(one), call(other));

        expect(told(call(other), call(one))).toEqual(both);
        for (const [name, value] of Object.entries(told(call(one)))) {
          const worse = both[name];
          if (Number.isNaN(worse)) continue;
          if (name.startsWith("stream_rate")) expect(worse).toBeLessThanOrEqual(Number(value));
          else expect(worse).toBeGreaterThanOrEqual(Number(value));
        }
      }),
    );
  });
});

describe("live quality told by older codecs", () => {
  it("is read from channels named after their way and medium, of the status or of the diagnostics", () => {
    const named = { IncomingVideoChannel: { Netstat: inWords({ Packets: 99, Loss: 1, Jitter: 3 }) } };

    expect(told(named)).toEqual({ "stream_loss_ratio#video-in": 0.01, "stream_jitter_milliseconds#video-in": 3 });
    expect(told({ Channels: named })).toEqual(told(named));
  });

  it("is read from attributes as well as from elements", () => {
    const line = { Rate: "64", TotalPackets: "99", PacketLoss: "1" };
    const asAttributes = { Channels: { "@type": "Incoming", Audio: { "@status": "Active", ...line } } };
    const asElements = { Channels: { Type: "Incoming", Audio: { Status: "Active", ...line } } };

    expect(told(asAttributes)).toEqual({ "stream_loss_ratio#audio-in": 0.01, "stream_rate_bits_per_second#audio-in": 64_000 });
    expect(told(asElements)).toEqual(told(asAttributes));
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { CallRecord } from "../../../contract/call.ts";
import type { Question, Reading } from "../../../contract/observation.ts";
import { type Fleet, type SimulatedCodec, startFleet } from "../../../simulator/fleet.ts";
import { secret } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";

const families = ["cisco-ce", "poly-videoos", "poly-hdx"] as const;
const clock = testClock();
let fleet: Fleet;
afterEach(() => fleet.close());

async function started(family: (typeof families)[number]): Promise<SimulatedCodec> {
  fleet = await startFleet([{ id: family, family, httpUser: "admin", httpPassword: "mot-de-passe" }], { nowMs: () => clock.nowMs() });
  return fleet.codec(family);
}

async function polled(codec: SimulatedCodec, ...asked: readonly Question[]): Promise<{ calls: CallRecord[]; readings: Reading[] }> {
  const http = { url: codec.httpUrl ?? "", user: "admin", password: secret("mot-de-passe"), verifyTls: false };
  const target = targetOf({ host: codec.address, family: codec.identity.family, http });
  const calls: CallRecord[] = [];
  const readings: Reading[] = [];
  for (const question of asked) {
    const { observation, droppedAddresses, notes } = await pollEndpoint(target, question, clock);
    expect({ question, droppedAddresses, notes }).toEqual({ question, droppedAddresses: [], notes: {} });
    calls.push(...observation.calls);
    readings.push(...observation.readings);
  }
  await target.close();
  return { calls: calls.toSorted((one, other) => one.startedAt - other.startedAt || one.key.localeCompare(other.key)), readings };
}

describe.each(families)("the calls of a simulated %s, as the agent reads them", (family) => {
  it("are one attempt when the codec tried H.323 and rolled over to SIP", async () => {
    const codec = await started(family);
    codec.apply({ does: "call", durationS: 300, rateKbps: 384, rollsOver: true, farEnd: "sip:salle@exemple.invalid" });
    clock.advance(400_000);

    const { calls } = await polled(codec, "history");

    // VideoOS says UNKNOWN of every call, and a protocol in words that nobody has recorded.
    const isTold = family !== "poly-videoos";
    expect(calls.map(({ isConnected, durationS, protocol }) => ({ isConnected, durationS, protocol }))).toEqual([
      { isConnected: false, durationS: 0, protocol: isTold ? "h323" : "unknown" },
      { isConnected: true, durationS: 300, protocol: isTold ? "sip" : "unknown" },
    ]);
    expect(calls[1]?.retryOf).toBe(calls[0]?.key);
  });

  it("tell why they failed", async () => {
    const codec = await started(family);
    for (const cause of ["busy", "no_answer", "rejected", "unreachable"] as const) {
      codec.apply({ does: "failed-call", cause, farEnd: `sip:${cause}@exemple.invalid` });
      clock.advance(120_000);
    }

    const { calls } = await polled(codec, "history");

    expect(calls.map(({ isConnected, direction, cause }) => ({ isConnected, direction, cause }))).toEqual(
      ["busy", "no_answer", "rejected", "unreachable"].map((cause) => ({ isConnected: false, direction: "out", cause })),
    );
  });

  it("bear the time of a clock that is wrong", async () => {
    const codec = await started(family);
    codec.apply({ does: "set-clock", aheadS: 7_200 });
    const startedAt = clock.nowMs();
    codec.apply({ does: "call", durationS: 300 });
    clock.advance(400_000);

    const { calls } = await polled(codec, "history");

    expect(calls).toMatchObject([{ startedAt: startedAt + 7_200_000, durationS: 300 }]);
  });
});

describe.each(["cisco-ce", "poly-videoos", "poly-hdx"] as const)("the clock of a simulated %s", (family) => {
  it("is told with the state of the codec", async () => {
    const codec = await started(family);
    codec.apply({ does: "set-clock", aheadS: -90 });

    const { readings } = await polled(codec, "state");

    expect(readings).toContainEqual({ kind: "clock_offset_seconds", value: -90 });
  });
});

describe.each(["cisco-ce", "poly-videoos"] as const)("a call of a simulated %s, while it lasts", (family) => {
  it("shows loss, jitter and rate of its streams", async () => {
    const codec = await started(family);
    codec.apply({ does: "call", durationS: 600, lossRatio: 0.02, jitterMs: 30, rateKbps: 1_984 });
    clock.advance(60_000);

    const { readings } = await polled(codec, "state");
    const videoIn = new Map(readings.filter(({ instance }) => instance === "video-in").map(({ kind, value }) => [kind, value]));

    expect(videoIn.get("stream_recent_loss_ratio")).toBeCloseTo(0.02, 2);
    expect(videoIn.get("stream_jitter_milliseconds")).toBeGreaterThan(0);
    expect(videoIn.get("stream_rate_bits_per_second")).toBe(1_920_000);
  });
});

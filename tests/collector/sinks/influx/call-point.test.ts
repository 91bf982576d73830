import { describe, expect, it } from "vitest";
import type { StoredCall } from "../../../../collector/ledger/port.ts";
import { callPoint } from "../../../../collector/sinks/influx/call-point.ts";
import { morning, smallDirectory } from "../small-world.ts";

const call: StoredCall = {
  entry: 1,
  endpoint: "ouessant-salle-1",
  leg: 1,
  trueStartedAt: morning,
  isImported: false,
  key: "call-1",
  startedAt: morning + 3_600_000,
  durationS: 1_800,
  isConnected: true,
  direction: "in",
  protocol: "sip",
  quality: "measured",
  rateKbps: 1_920,
  lossRatio: 0.01,
  maxJitterMs: 45,
  maxLatencyMs: 80,
  isEncrypted: true,
  cause: "normal",
  streams: [{ medium: "presentation", direction: "in", lossRatio: 0.2 }],
  farEnd: "0123456789abcdef",
  farEndPlace: "commune:29155",
  farEndKind: "room",
  clockOffsetS: 3_600,
};

describe("a call, as InfluxDB is told", () => {
  it("stands where it truly began, whatever the codec's clock said", () => {
    expect(callPoint(call, smallDirectory)).toMatchObject({
      timestamp: morning,
      tags: {
        endpoint: "ouessant-salle-1",
        site: "ouessant-mairie",
        territory: "ouessant",
        direction: "in",
        protocol: "sip",
        leg: "1",
      },
    });
  });

  it("says how it went, in base units, a presentation apart", () => {
    expect(callPoint(call, smallDirectory).fields).toEqual({
      duration_seconds: 1_800,
      connected: 1,
      retry: 0,
      test: 0,
      imported: 0,
      encrypted: 1,
      cause: "normal",
      clock_offset_seconds: 3_600,
      rate_bits_per_second: 1_920_000,
      quality: "measured",
      class: "bad",
      score: 25,
      weakest_metric: "jitterMs",
      loss_ratio: 0.01,
      max_jitter_seconds: 0.045,
      max_latency_seconds: 0.08,
      presentation_in_loss_ratio: 0.2,
      far_end_place_kind: "commune",
      far_end_kind: "room",
    });
  });

  it("estimates what was heard only where the sound was measured", () => {
    const heard: StoredCall = { ...call, streams: [{ medium: "audio", direction: "in", lossRatio: 0 }] };
    expect(callPoint(heard, smallDirectory).fields["indicative_audio_mos"]).toBeGreaterThan(4);
  });

  it("has a class and no score when it was too short, and neither when it never connected", () => {
    const short = callPoint({ ...call, quality: "too_short" }, smallDirectory).fields;
    expect([short["class"], short["score"]]).toEqual(["unclassified", undefined]);
    const failed = callPoint({ ...call, isConnected: false }, smallDirectory).fields;
    expect([failed["class"], failed["score"]]).toEqual([undefined, undefined]);
  });

  it("keeps the far end to itself: neither its hash nor its commune nor the name of the call leaves", () => {
    const said = JSON.stringify(callPoint(call, smallDirectory));

    for (const own of ["0123456789abcdef", "29155", "call-1"]) expect(said).not.toContain(own);
  });

  it("says that it was a retry, a test, or came out of a file, and nothing a codec did not tell", () => {
    const told: StoredCall = {
      entry: 1,
      endpoint: "ouessant-salle-1",
      leg: 0,
      trueStartedAt: morning,
      startedAt: morning,
      key: "call-1",
      durationS: 0,
      isConnected: false,
      direction: "out",
      protocol: "h323",
      quality: "not_told",
      retryOf: "call-0",
      isTest: true,
      isImported: true,
    };
    const { fields } = callPoint(told, smallDirectory);

    expect(fields).toMatchObject({ retry: 1, test: 1, imported: 1, quality: "not_told" });
    expect(Object.keys(fields)).not.toContain("encrypted");
    expect(Object.keys(fields)).not.toContain("far_end_place_kind");
  });
});

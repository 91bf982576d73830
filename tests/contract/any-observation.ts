import fc from "fast-check";
import { type CallRecord, type CallStream, callCauses, callQualities, farEndKinds, media } from "../../contract/call.ts";
import { type Observation, outcomes, questions, type Reading } from "../../contract/observation.ts";
import { isReadingKind, type ReadingKind, type ReadingShape, readingKinds } from "../../contract/reading-kinds.ts";

/** Observations the contract allows, the odd ones too. */

const latest = 4_102_444_800_000;
const letters = "abcdefghijklmnopqrstuvwxyz0123456789".split("");
const id = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
const endpointId = fc.oneof(fc.constantFrom("mairie-lannion", "salle-1", "salle-2"), id, fc.constantFrom("constructor", "tostring"));
const instanceName = fc.string({ unit: fc.constantFrom(..."ABCabc019._-".split("")), minLength: 1, maxLength: 32 });
const kinds = Object.keys(readingKinds).filter(isReadingKind);

function valueOf(kind: ReadingKind): fc.Arbitrary<number | string> {
  const shape: ReadingShape = readingKinds[kind];
  switch (shape.type) {
    case "integer":
      return fc.oneof(
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: shape.mayBeNegative ? -100_000_000 : 0 }),
        fc.maxSafeNat().filter((n) => n <= 2 ** 52),
      );
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
    case "word":
      return fc.constantFrom(...shape.words);
    case "text":
      return fc
        .string({ minLength: 1, maxLength: shape.maxLength })
        .filter((text) => !/\p{Cc}/u.test(text) && text.length <= shape.maxLength);
  }
}

const reading: fc.Arbitrary<Reading> = fc
  .constantFrom(...kinds)
  .chain((kind) =>
    fc
      .tuple(valueOf(kind), fc.option(instanceName, { nil: undefined }))
      .map(([value, instance]) => (instance === undefined ? { kind, value } : { kind, value, instance })),
  );

const callKey = fc.string({ unit: fc.constantFrom(..."Aa0._:-".split("")), minLength: 1, maxLength: 64 });
const lossRatio = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (value === 0 ? 0 : value));

const stream: fc.Arbitrary<CallStream> = fc.record(
  {
    medium: fc.constantFrom(...media),
    direction: fc.constantFrom("in", "out"),
    lossRatio,
    maxJitterMs: fc.integer({ min: 0, max: 3_600_000 }),
    maxLatencyMs: fc.integer({ min: 0, max: 3_600_000 }),
  },
  { requiredKeys: ["medium", "direction"] },
);

const call: fc.Arbitrary<CallRecord> = fc.record(
  {
    key: callKey,
    startedAt: fc.integer({ min: 0, max: latest }),
    durationS: fc.integer({ min: 0, max: 31_622_400 }),
    isConnected: fc.boolean(),
    direction: fc.constantFrom("in", "out", "unknown"),
    protocol: fc.constantFrom("sip", "h323", "isdn", "cloud", "unknown"),
    endedAt: fc.integer({ min: 0, max: latest }),
    isEncrypted: fc.boolean(),
    cause: fc.constantFrom(...callCauses),
    retryOf: callKey,
    isTest: fc.constant(true),
    quality: fc.constantFrom(...callQualities),
    maxLatencyMs: fc.integer({ min: 0, max: 3_600_000 }),
    streams: fc.array(stream, { minLength: 1, maxLength: 6 }),
    farEndPlace: fc.constantFrom("commune:29155", "epci:242900314", "region:53", "france", "abroad", "unknown"),
    farEndKind: fc.constantFrom(...farEndKinds),
    clockOffsetS: fc.integer({ min: -3_155_760_000, max: 3_155_760_000 }),
    rateKbps: fc.integer({ min: 0, max: 1_000_000 }),
    lossRatio,
    maxJitterMs: fc.integer({ min: 0, max: 3_600_000 }),
    farEnd: fc.string({ unit: fc.constantFrom(..."0123456789abcdef".split("")), minLength: 16, maxLength: 16 }),
  },
  { requiredKeys: ["key", "startedAt", "durationS", "isConnected", "direction", "protocol", "quality"] },
);

const outcome = fc.constantFrom(...outcomes);

const anyObservation: fc.Arbitrary<Observation> = fc.record({
  endpoint: endpointId,
  question: fc.constantFrom(...questions),
  observedAt: fc.oneof(fc.integer({ min: 1_790_000_000_000, max: 1_790_000_600_000 }), fc.integer({ min: 0, max: latest })),
  clockMs: fc.oneof(fc.integer({ min: 1_789_900_000_000, max: 1_789_900_000_003 }), fc.integer({ min: -latest, max: latest })),
  elapsedMs: fc.integer({ min: 0, max: 86_400_000 }),
  intervalS: fc.integer({ min: 0, max: 31_536_000 }),
  channels: fc.record({ snmp: outcome, http: outcome, tcp: outcome, icmp: outcome }, { requiredKeys: [] }),
  readings: fc.uniqueArray(reading, { maxLength: 12, selector: ({ kind, instance }) => `${kind}#${instance ?? ""}` }),
  calls: fc.array(call, { maxLength: 3 }),
});

export const anyObservations = fc.array(anyObservation, { minLength: 1, maxLength: 30 });

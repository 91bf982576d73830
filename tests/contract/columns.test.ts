import fc from "fast-check";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import { packObservations, unpackObservations, WireError } from "../../contract/columns.ts";
import { Envelope, Form, wireLimits } from "../../contract/envelope.ts";
import { channels, type Observation, outcomes, questions } from "../../contract/observation.ts";
import { problemOfReading } from "../../contract/reading-kinds.ts";
import { anyObservations } from "./any-observation.ts";
import { childOf, edited, keysOf, type Path } from "./edit-json.ts";

const envelopeCheck = Compile(Envelope);

function envelopeWith(observations: readonly Observation[]): Envelope {
  const packed = packObservations(observations);
  return { version: 1, agent: "agent-1", outbox: "00112233445566aa", first: 1, sentAt: 0, boot: "aabbccdd", monotonicMs: 0, ...packed };
}

function overTheWire(observations: readonly Observation[]): Envelope {
  const value: unknown = JSON.parse(JSON.stringify(envelopeWith(observations)));
  if (!envelopeCheck.Check(value)) throw new Error(JSON.stringify(envelopeCheck.Errors(value)));
  return value;
}

const quiet: Observation = {
  endpoint: "mairie-lannion",
  question: "state",
  observedAt: 1_790_000_000_000,
  clockMs: 1_789_000_000_000,
  elapsedMs: 40,
  intervalS: 60,
  channels: { snmp: "answered" },
  readings: [{ kind: "uptime_seconds", value: 1000 }],
  calls: [],
};

describe("observations in an envelope", () => {
  it("arrive as they were sent, whatever they say", () => {
    fc.assert(
      fc.property(anyObservations, (sent) => {
        expect(unpackObservations(overTheWire(sent))).toEqual(sent);
      }),
      { numRuns: 300 },
    );
  });

  it("write what a quiet hour repeats only once", () => {
    const hour = Array.from({ length: 60 }, (_, minute) => ({ ...quiet, observedAt: quiet.observedAt + minute * 60_000 }));

    expect(packObservations(hour).forms).toHaveLength(1);
  });

  it("keep the first of two readings of the same thing", () => {
    const twice = { ...quiet, readings: [...quiet.readings, { kind: "uptime_seconds" as const, value: 2 }] };

    expect(unpackObservations(overTheWire([twice, quiet]))).toEqual([quiet, quiet]);
  });

  it("write the values of all streams of a call in one column a measure", () => {
    const streams = ["audio-in", "audio-out", "video-in", "video-out"];
    const rates = (bits: number) => streams.map((instance) => ({ kind: "stream_rate_bits_per_second" as const, value: bits, instance }));
    const minutes = [64_000, 64_000, 96_000].map((bits) => ({ ...quiet, readings: rates(bits) }));

    expect(packObservations(minutes).numbers).toEqual({
      stream_rate_bits_per_second: [64_000, 64_000, 64_000, 64_000, 0, 0, 0, 0, 32_000, 32_000, 32_000, 32_000],
    });
    expect(unpackObservations(overTheWire(minutes))).toEqual(minutes);
  });

  it("carry every question, channel and outcome of the contract", () => {
    const all = questions.flatMap((question) =>
      channels.flatMap((channel) => outcomes.map((outcome) => ({ ...quiet, question, channels: { [channel]: outcome } }))),
    );

    expect(unpackObservations(overTheWire(all))).toEqual(all);
  });
});

const aCall = { key: "1", startedAt: 0, durationS: 1, isConnected: true, direction: "in", protocol: "sip", quality: "not_told" };
const notExact = 2 ** 52;

describe("a broken envelope", () => {
  const wrong: readonly (readonly [string, Path, unknown])[] = [
    ["a column is shorter than the others", ["columns", "elapsedMs", 1], undefined],
    ["an endpoint is not in the list", ["columns", "endpoint", 1], 7],
    ["a form is not in the list", ["columns", "form", 1], 3],
    ["times add up to before 1970", ["columns", "observedAt", 1], -4e12],
    ["times add up to after 2100", ["columns", "observedAt", 1], 8e12],
    ["the clock adds up to nonsense", ["columns", "clockMs", 1], 8e12],
    ["a reading kind does not exist", ["forms", 0, "readings", "warp_factor"], 1],
    ["a reading kind is an inherited property", ["forms", 0, "readings", "constructor"], 1],
    ["a word is a number", ["forms", 0, "readings", "system_state"], 1],
    ["a whole number is a word", ["forms", 0, "readings", "active_calls"], "1"],
    ["a whole number is a fraction", ["numbers", "uptime_seconds", 1], 0.5],
    ["whole numbers add up to more than can be exact", ["numbers", "uptime_seconds", 1], notExact],
    ["a number that a form points to is missing", ["numbers", "uptime_seconds", 1], undefined],
    ["a column that a form points to is missing", ["numbers", "uptime_seconds"], undefined],
    ["there is a number no form points to", ["numbers", "uptime_seconds", "-"], 1],
    ["there is a column no form points to", ["numbers", "temperature_celsius"], [1]],
    ["a call belongs to no row", ["calls"], [{ row: 2, call: aCall }]],
  ];

  it.each(wrong)("is refused with the place of the fault when %s", (_, path, intruder) => {
    const envelope = edited(overTheWire([quiet, quiet]), path, intruder);

    expect.assert(envelopeCheck.Check(envelope), "the schema alone does not see it");
    expect(() => unpackObservations(envelope)).toThrow(WireError);
  });

  it("is refused before a small body unfolds into millions of readings", () => {
    const instances = Array.from({ length: wireLimits.readingNames }, (_, index) => ({
      kind: "camera_state" as const,
      value: "ok",
      instance: `${index}`,
    }));
    const envelope = overTheWire(Array.from({ length: 501 }, () => ({ ...quiet, readings: instances })));

    expect(() => unpackObservations(envelope)).toThrow(/unfold to 250500 readings/);
  });

  it("is refused where a column is longer than the readings of one kind can be", () => {
    const numbers = { temperature_celsius: Array<number>(wireLimits.numbersOfOneKind + 1).fill(40) };

    expect(envelopeCheck.Check({ ...overTheWire([quiet]), numbers })).toBe(false);
  });

  it("never crashes the reader and never gives what the contract does not allow", () => {
    fc.assert(
      fc.property(
        anyObservations,
        fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
        fc.option(fc.jsonValue(), { nil: undefined }),
        (sent, choices, intruder) => {
          const value: unknown = vandalised(JSON.parse(JSON.stringify(envelopeWith(sent))), choices, intruder);
          if (!envelopeCheck.Check(value)) return;
          const received = readOrNull(value);
          for (const observation of received ?? []) expectAllowed(observation);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a form", () => {
  it("has room for every channel of the contract", () => {
    for (const channel of channels) {
      const form = { question: "state", intervalS: 60, channels: { [channel]: "answered" }, readings: {} };
      expect(Compile(Form).Check(form)).toBe(true);
    }
  });
});

function readOrNull(envelope: Envelope): Observation[] | null {
  try {
    return unpackObservations(envelope);
  } catch (error) {
    expect(error).toBeInstanceOf(WireError);
    return null;
  }
}

function expectAllowed(observation: Observation): void {
  expect(questions).toContain(observation.question);
  expect(Number.isSafeInteger(observation.observedAt) && observation.observedAt >= 0).toBe(true);
  for (const outcome of Object.values(observation.channels)) expect(outcomes).toContain(outcome);
  for (const { kind, value } of observation.readings) expect(problemOfReading(kind, value)).toBeNull();
}

/** Something else, or nothing, at a random place. */
function vandalised(value: unknown, choices: readonly number[], intruder: unknown): unknown {
  const path: string[] = [];
  let here = value;
  for (const choice of choices) {
    const keys = keysOf(here);
    if (keys.length === 0) break;
    const key = keys[choice % keys.length] ?? "";
    path.push(key);
    here = childOf(here, key);
  }
  return edited(value, path, intruder);
}

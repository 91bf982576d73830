import { existsSync, readFileSync } from "node:fs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { fillUnknown } from "../../../collector/sla/state-interval.ts";
import { type Sample, statesFromSamples } from "../../../collector/sla/states-from-samples.ts";

const holdMs = 180_000;

function answered(atS: number): Sample {
  return { at: atS * 1000, holdMs, verdict: "good", state: "up", cause: "answered" };
}

function silent(atS: number): Sample {
  return { at: atS * 1000, holdMs, verdict: "failed", state: "unknown", cause: "silent_unconfirmed" };
}

function refused(atS: number): Sample {
  return { at: atS * 1000, holdMs, verdict: "unclear", state: "unknown", cause: "refused" };
}

function statesUntil(endS: number, ...samples: Sample[]): [string, number, number][] {
  return fillUnknown(statesFromSamples(samples, 3), 0, endS).map((interval) => [interval.state, interval.from, interval.to]);
}

describe("states concluded from polls", () => {
  it("dates an outage from the first of three silent polls", () => {
    expect(statesUntil(360, answered(0), silent(60), silent(120), silent(180), answered(240), answered(300))).toEqual([
      ["up", 0, 60],
      ["down", 60, 240],
      ["up", 240, 360],
    ]);
  });

  it("takes two silent polls followed by an answer for a micro-outage, not downtime", () => {
    expect(statesUntil(240, answered(0), silent(60), silent(120), answered(180))).toEqual([["up", 0, 240]]);
  });

  it("calls an endpoint unknown, neither up nor down, once its last answer is three intervals old", () => {
    expect(statesUntil(660, answered(0), answered(600))).toEqual([
      ["up", 0, 180],
      ["unknown", 180, 600],
      ["up", 600, 660],
    ]);
  });

  it("calls an endpoint unknown from the first silent poll when no third one confirms it", () => {
    expect(statesUntil(600, answered(0), silent(60), silent(120))).toEqual([
      ["up", 0, 60],
      ["unknown", 60, 300],
      ["unknown", 300, 600],
    ]);
  });

  it("does not take refused credentials for proof that the room works, nor for an outage", () => {
    expect(statesUntil(240, answered(0), refused(60), refused(120), answered(180))).toEqual([
      ["up", 0, 60],
      ["unknown", 60, 180],
      ["up", 180, 240],
    ]);
  });

  it("does not call silence confirmed across a hole in the observations", () => {
    expect(statesUntil(1000, answered(0), silent(60), silent(600), silent(660)).some(([state]) => state === "down")).toBe(false);
  });

  it("keeps an outage down until its last silent poll can be held no longer", () => {
    expect(statesUntil(1000, silent(0), silent(60), silent(120))).toEqual([
      ["down", 0, 300],
      ["unknown", 300, 1000],
    ]);
  });
});

describe("whatever the polls", () => {
  const anySamples = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(answered, silent, refused)), { maxLength: 40 })
    .map((steps) => {
      let at = 0;
      return steps.map(([gap, make]) => make((at += gap)));
    });

  test.prop([anySamples])("intervals follow each other without overlap and never claim time nobody observed", (samples) => {
    const intervals = statesFromSamples(samples, 3);
    let until = 0;
    for (const interval of intervals) {
      expect(interval.from).toBeGreaterThanOrEqual(until);
      expect(interval.to).toBeGreaterThan(interval.from);
      expect(samples.some((sample) => sample.at / 1000 <= interval.from && interval.from - sample.at / 1000 <= holdMs / 1000)).toBe(true);
      until = interval.to;
    }
  });

  test.prop([anySamples])("a second is up only if an answer at most three intervals old says so", (samples) => {
    for (const interval of statesFromSamples(samples, 3).filter((candidate) => candidate.state === "up")) {
      const proofs = samples.filter((sample) => sample.verdict === "good" && sample.at / 1000 <= interval.from);
      expect(proofs.length).toBeGreaterThan(0);
    }
  });

  test.prop([anySamples])("a second is down only within a run of at least three silent polls", (samples) => {
    for (const interval of statesFromSamples(samples, 3).filter((candidate) => candidate.state === "down")) {
      const inside = samples.filter((sample) => sample.at / 1000 >= interval.from && sample.at / 1000 < interval.to);
      expect(inside.length).toBeGreaterThanOrEqual(3);
      expect(inside.every((sample) => sample.verdict === "failed")).toBe(true);
    }
  });
});

const vectorsFile = new URL("../../../../shared/vectors/sla.json", import.meta.url);

interface PollVector {
  id: string;
  title: string;
  scenario: {
    polls?: {
      start: string;
      end: string;
      holdSeconds: number;
      confirmFailures: number;
      samples: { offsetSeconds: number; outcome: string }[];
    };
  };
  expected: { seconds: Record<string, number>; downOffsets: [number, number][] };
}

describe.runIf(existsSync(vectorsFile))("the vectors of the method, where they are at hand", () => {
  const vectors = existsSync(vectorsFile) ? (JSON.parse(readFileSync(vectorsFile, "utf8")) as PollVector[]) : [];

  it.each(vectors.filter((vector) => vector.scenario?.polls !== undefined).map((vector) => [vector.id, vector.title, vector] as const))(
    "%s %s",
    (_id, _title, { scenario: { polls }, expected }) => {
      const start = Date.parse(polls?.start ?? "") / 1000;
      const samples = (polls?.samples ?? []).map(({ offsetSeconds, outcome }) => ({
        ...(outcome === "answered" ? answered(start + offsetSeconds) : silent(start + offsetSeconds)),
        holdMs: (polls?.holdSeconds ?? 0) * 1000,
      }));
      const states = fillUnknown(statesFromSamples(samples, polls?.confirmFailures ?? 0), start, Date.parse(polls?.end ?? "") / 1000);

      const seconds: Record<string, number> = { up: 0, degraded: 0, down: 0, site: 0, unknown: 0 };
      for (const interval of states) seconds[interval.state] = (seconds[interval.state] ?? 0) + interval.to - interval.from;
      expect(seconds).toEqual(expected.seconds);
      expect(states.filter(({ state }) => state === "down").map(({ from, to }) => [from - start, to - start])).toEqual(
        expected.downOffsets,
      );
    },
  );
});

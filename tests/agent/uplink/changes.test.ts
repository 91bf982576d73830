import { describe, expect, it } from "vitest";
import { changeDetector } from "../../../agent/uplink/changes.ts";
import type { Observation, Outcome, Question } from "../../../contract/observation.ts";

const polled = (snmp: Outcome, question: Question = "state"): Observation => ({
  endpoint: "salle",
  question,
  observedAt: 0,
  clockMs: 0,
  elapsedMs: 1,
  intervalS: 60,
  channels: { snmp },
  readings: [],
  calls: [],
});
const told = (outcomes: readonly Outcome[], question?: Question): boolean[] => {
  const isNews = changeDetector();
  return outcomes.map((outcome) => isNews(polled(outcome, question)));
};

describe("what an agent tells at once", () => {
  it("is the first silence, and the two that confirm it; one that lasts is no news", () => {
    expect(told(["answered", "answered", "silent", "silent", "silent", "silent"])).toEqual([true, false, true, true, true, false]);
  });

  it("is a return, and a silence after it", () => {
    expect(told(["silent", "answered", "answered", "silent", "silent"])).toEqual([true, true, false, true, true]);
  });

  it("is of another question than the state only what changes, for nobody is called down by it", () => {
    expect(told(["answered", "silent", "silent"], "status")).toEqual([true, true, false]);
  });

  it("is a refusal once, for it needs no confirming", () => {
    expect(told(["refused", "refused"])).toEqual([true, false]);
  });
});

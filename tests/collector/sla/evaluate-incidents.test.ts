import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../collector/sla/scenario.ts";
import { evaluate } from "./evaluate-scenario.ts";

const t2 = { quarter: "2026-T2" };

describe("incidents", () => {
  const spring = { from: "2026-04-01T00:00", to: "2026-06-01T00:00" };
  const working = "Mo-Fr 08:00-18:00; PH off";
  const incidentsOf = (down: [string, string][], clock: string) =>
    evaluate({ period: spring, states: { down }, gtr: { seconds: 14_400, clock, stableSeconds: 900 } }).incidents;

  it.each([
    ["over a week-end", "2026-04-17T17:00", "2026-04-20T10:30", 12_600, false],
    ["too long over a week-end", "2026-04-17T17:00", "2026-04-20T11:30", 16_200, true],
    ["too long over the first of May", "2026-04-30T16:00", "2026-05-04T10:30", 16_200, true],
  ])("run in the hours of the contract: %s", (_, from, to, clockSeconds, breach) => {
    expect(incidentsOf([[from, to]], working)).toMatchObject([{ clockSeconds, breach }]);
  });

  it("are one when the return does not last: three times almost four hours is twelve", () => {
    const flapping: [string, string][] = [
      ["2026-04-15T08:00", "2026-04-15T11:59"],
      ["2026-04-15T12:00", "2026-04-15T15:59"],
      ["2026-04-15T16:00", "2026-04-15T19:59"],
    ];

    expect(incidentsOf(flapping, "24/7")).toMatchObject([{ elapsedSeconds: 43_140, clockSeconds: 43_140, breach: true }]);
  });

  it("keep the guarantee when they last exactly as long", () => {
    expect(incidentsOf([["2026-04-15T08:00", "2026-04-15T12:00"]], "24/7")).toMatchObject([{ clockSeconds: 14_400, breach: false }]);
  });

  it("are not ended by silence, and silence is not held against anybody", () => {
    const scenario: Scenario = {
      period: spring,
      states: {
        down: [
          ["2026-04-15T08:00", "2026-04-15T09:00"],
          ["2026-04-15T12:00", "2026-04-15T13:00"],
        ],
        unknown: [["2026-04-15T09:00", "2026-04-15T12:00"]],
      },
      gtr: { seconds: 14_400, clock: "24/7" },
    };

    expect(evaluate(scenario).incidents).toMatchObject([{ elapsedSeconds: 18_000, clockSeconds: 7_200, breach: false }]);
  });

  it("go on where ten minutes of return, a silence and ten minutes more are no quarter of an hour that anybody watched", () => {
    const after = (returns: string): Scenario => ({
      period: spring,
      states: {
        down: [
          ["2026-04-15T08:00", "2026-04-15T09:00"],
          [returns, "2026-04-15T11:00"],
        ],
        unknown: [["2026-04-15T09:10", "2026-04-15T10:00"]],
      },
      gtr: { seconds: 14_400, clock: "24/7", stableSeconds: 900 },
    });

    expect(evaluate(after("2026-04-15T10:10")).incidents).toMatchObject([{ elapsedSeconds: 10_800, clockSeconds: 7_800 }]);
    expect(evaluate(after("2026-04-15T10:15")).incidents).toHaveLength(2);
  });

  it("go on where only the cause changes, however short a return ends them", () => {
    const scenario = (site: [string, string][], down: [string, string][]): Scenario => ({
      period: spring,
      states: { down, site },
      gtr: { seconds: 14_400, clock: "24/7", stableSeconds: 0 },
    });
    const cut: [string, string][] = [["2026-04-15T11:00", "2026-04-15T14:00"]];
    const minuteLater: [string, string][] = [["2026-04-15T11:01", "2026-04-15T14:00"]];
    const down: [string, string][] = [["2026-04-15T08:00", "2026-04-15T11:00"]];

    expect(evaluate(scenario(cut, down)).incidents).toMatchObject([{ clockSeconds: 21_600, breach: true }]);
    expect(evaluate(scenario(minuteLater, down)).incidents).toMatchObject([{ clockSeconds: 10_800 }, { clockSeconds: 10_740 }]);
  });

  it("that began in the quarter before are told whole", () => {
    const down: [string, string][] = [["2026-03-31T23:00", "2026-04-01T01:00"]];

    expect(evaluate({ period: t2, states: { down } })).toMatchObject({ seconds: { down: 3_600 }, incidents: [{ elapsedSeconds: 7_200 }] });
  });
});

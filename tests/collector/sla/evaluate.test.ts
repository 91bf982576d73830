import { describe, expect, it } from "vitest";
import { printPool } from "../../../collector/sla/evaluation-text.ts";
import { type Scenario, ScenarioError } from "../../../collector/sla/scenario.ts";
import { evaluate } from "./evaluate-scenario.ts";

const t1 = { quarter: "2026-T1" };
const t2 = { quarter: "2026-T2" };
const t4 = { quarter: "2026-T4" };
const april = { from: "2026-04-01T00:00", to: "2026-05-01T00:00" };
const office = "Mo-Fr 09:00-12:30,13:30-18:00; PH off";
const declaredAt = "2026-04-01T00:00";

/** Seconds worked out by hand; the account lists expected, up, degraded, down, site, unknown. */
const quarters: readonly [title: string, scenario: Scenario, account: readonly number[], service: string | null][] = [
  ["a quarter with nothing to tell", { period: t2 }, [7_862_400, 7_862_400, 0, 0, 0, 0], "100.0000"],
  [
    "an outage of two hours on the clock that lasted one, in the night of 29 March",
    { period: t1, states: { down: [["2026-03-29T01:30", "2026-03-29T03:30"]] } },
    [7_772_400, 7_768_800, 0, 3_600, 0, 0],
    "99.9536",
  ],
  [
    "an outage of two hours on the clock that lasted three, in the night of 25 October",
    { period: t4, states: { down: [["2026-10-25T01:30", "2026-10-25T03:30"]] } },
    [7_952_400, 7_941_600, 0, 10_800, 0, 0],
    "99.8641",
  ],
  [
    "office hours: from Thursday evening before 1 May to Monday morning only two hours count",
    { period: t2, serviceHours: office, states: { down: [["2026-04-30T17:00", "2026-05-04T10:00"]] } },
    [1_728_000, 1_720_800, 0, 7_200, 0, 0],
    "99.5833",
  ],
  [
    "six hours that nobody observed lower the coverage, not the availability",
    {
      period: april,
      states: { down: [["2026-04-20T10:00", "2026-04-20T10:43:12"]], unknown: [["2026-04-10T08:00", "2026-04-10T14:00"]] },
    },
    [2_592_000, 2_567_808, 0, 2_592, 0, 21_600],
    "99.8991",
  ],
  [
    "two maintenances that overlap are taken out once; what overruns them counts",
    {
      period: april,
      maintenance: [
        { from: "2026-04-11T20:00", to: "2026-04-11T23:00", declaredAt },
        { from: "2026-04-11T22:00", to: "2026-04-12T01:00", declaredAt },
      ],
      states: { down: [["2026-04-11T21:30", "2026-04-12T02:00"]] },
    },
    [2_574_000, 2_570_400, 0, 3_600, 0, 0],
    "99.8601",
  ],
  [
    "an endpoint that was removed counts until then",
    {
      period: t2,
      inService: [["2026-04-01T00:00", "2026-05-16T12:00"]],
      states: { down: [["2026-05-16T10:00", "2026-07-01T00:00"]] },
    },
    [3_931_200, 3_924_000, 0, 7_200, 0, 0],
    "99.8168",
  ],
  [
    "a maintenance announced an hour after it began counts from its announcement",
    {
      period: april,
      maintenance: [{ from: "2026-04-11T20:00", to: "2026-04-11T23:00", declaredAt: "2026-04-11T21:00" }],
      states: { down: [["2026-04-11T20:00", "2026-04-11T23:00"]] },
    },
    [2_584_800, 2_581_200, 0, 3_600, 0, 0],
    "99.8607",
  ],
  [
    "a window that begins at an hour that does not exist",
    {
      period: { from: "2026-03-29T00:00", to: "2026-03-30T00:00" },
      serviceHours: "Su 02:30-05:00",
      states: { down: [["2026-03-29T03:30", "2026-03-29T04:00"]] },
    },
    [5_400, 3_600, 0, 1_800, 0, 0],
    "66.6666",
  ],
  [
    "causes that overlap: the outage of the codec before that of the site, before what is unknown",
    {
      period: { from: "2026-04-01T00:00", to: "2026-04-02T00:00" },
      states: {
        down: [["2026-04-01T10:00", "2026-04-01T12:00"]],
        site: [["2026-04-01T11:00", "2026-04-01T13:00"]],
        unknown: [["2026-04-01T12:30", "2026-04-01T15:00"]],
      },
    },
    [86_400, 68_400, 0, 7_200, 3_600, 7_200],
    "86.3636",
  ],
];

describe("the availability of a period", () => {
  it.each(quarters)("%s", (_, scenario, account, service) => {
    const { seconds, service: percent } = evaluate(scenario);

    expect([seconds.expected, seconds.up, seconds.degraded, seconds.down, seconds.site, seconds.unknown]).toEqual(account);
    expect(percent).toBe(service);
  });

  it("counts a window of Friday night until two on Saturday, and not a minute of the outage after", () => {
    const { seconds } = evaluate({
      period: { from: "2026-04-17T12:00", to: "2026-04-18T12:00" },
      serviceHours: "Mo-Fr 20:00-02:00",
      states: { down: [["2026-04-17T23:00", "2026-04-18T03:00"]] },
    });

    expect(seconds).toMatchObject({ expected: 21_600, up: 10_800, down: 10_800 });
  });

  it("is not rounded up to its target: 99.8996 is shown as 99,89 and misses 99.90", () => {
    const scenario = { period: april, states: { down: [["2026-04-20T10:00", "2026-04-20T10:43:22"]] as [string, string][] } };

    expect(evaluate({ ...scenario, targetBasisPoints: 9_990 })).toMatchObject({ service: "99.8996", display: "99,89\u00a0%", met: false });
    expect(evaluate({ ...scenario, targetBasisPoints: 9_989 }).met).toBe(true);
  });

  it("is neither 0 nor 100 where there was nothing to measure, or where too little was", () => {
    const all = { from: "2026-04-11T20:00", to: "2026-04-11T23:00" };

    expect(evaluate({ period: all, maintenance: [{ ...all, declaredAt }], targetBasisPoints: 9_990 })).toMatchObject({
      service: null,
      coverage: null,
      bounds: [null, null],
      display: "n.d.",
      met: null,
    });
    expect(evaluate({ period: all, states: { unknown: [["2026-04-11T20:00", "2026-04-11T21:30:01"]] } })).toMatchObject({
      service: null,
      coverage: "49.9907",
      bounds: ["49.9907", "100.0000"],
      display: "n.d.",
    });
    expect(evaluate({ period: all, states: { unknown: [["2026-04-11T20:00", "2026-04-11T21:30"]] } })).toMatchObject({
      service: "100.0000",
      isSubjectToCaveat: true,
    });
  });

  it("tells the codec's own share from that of the site, and degraded time from time that worked", () => {
    const scenario: Scenario = {
      period: april,
      states: {
        degraded: [["2026-04-05T10:00", "2026-04-05T12:00"]],
        down: [["2026-04-06T10:00", "2026-04-06T11:00"]],
        site: [["2026-04-07T10:00", "2026-04-07T10:30"]],
      },
    };

    expect(evaluate(scenario)).toMatchObject({ service: "99.7916", equipment: "99.8610", strict: "99.5138" });
  });

  it("of a territory is that of its seconds, not the mean of percentages", () => {
    const parts = [
      { up: 7_776_000, total: 7_862_400 },
      { up: 3_927_600, total: 3_931_200 },
    ];

    expect(printPool({ parts })).toEqual({ up: 11_703_600, total: 11_793_600, pooled: "99.2368", meanOfPct: "99.4047" });
  });

  it("is 60.00 where a room was down 20 of its 50 open hours, and 75.00 when ten of them were an announced maintenance", () => {
    const week: Scenario = {
      period: { from: "2026-02-02T00:00", to: "2026-02-09T00:00" },
      serviceHours: "Mo-Fr 08:00-18:00",
      states: { down: [["2026-02-02T08:00", "2026-02-03T18:00"]] },
    };
    const announced = [{ from: "2026-02-02T08:00", to: "2026-02-02T18:00", declaredAt: "2026-01-26T09:00" }];

    expect(evaluate(week).service).toBe("60.0000");
    expect(evaluate({ ...week, maintenance: announced }).service).toBe("75.0000");
    expect(evaluate({ ...week, states: { unknown: [["2026-02-02T00:00", "2026-02-09T00:00"]] } }).service).toBeNull();
  });

  it("is 92.73 where a room was down at five every working day after a change of clocks: opening hours follow the clock on the wall", () => {
    const days = Array.from({ length: 67 }, (_, day) => new Date(Date.UTC(2025, 9, 26 + day)));
    const working = days.filter((day) => day.getUTCDay() % 6 !== 0).map((day) => day.toISOString().slice(0, 10));
    const down = working.map((day): [string, string] => [`${day}T17:00`, `${day}T18:00`]);

    expect(down).toHaveLength(48);
    expect(evaluate({ period: { quarter: "2025-T4" }, serviceHours: "Mo-Fr 08:00-18:00", states: { down } }).service).toBe("92.7272");
  });
});

describe("a scenario that cannot be worked out", () => {
  it.each([
    [{}, ["period"], "period"],
    [{ period: { quarter: "2026-T5" } }, ["period", "quarter"], "quarter"],
    [{ period: { from: "2026-04-31T00:00", to: "2026-05-01T00:00" } }, ["period"], "time"],
    [{ period: t2, states: { down: [["2026-04-02T00:00", "2026-04-01T00:00"]] } }, ["states", "down", 0], "order"],
    [{ period: t2, timezone: "Europe/Pari" }, ["timezone"], "timezone"],
    [{ period: t2, serviceHours: "Lu-Ve 9h-18h" }, ["serviceHours"], "hours"],
  ] as [Scenario, (string | number)[], string][])("names the place: %j", (scenario, path, problem) => {
    const thrown = (() => {
      try {
        return evaluate(scenario);
      } catch (error) {
        return error;
      }
    })();

    expect(thrown).toBeInstanceOf(ScenarioError);
    expect(thrown).toMatchObject({ path, problem });
  });
});

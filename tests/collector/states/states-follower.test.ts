import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { statesFromSamples } from "../../../collector/sla/states-from-samples.ts";
import { Nearby } from "../../../collector/states/nearby.ts";
import { samplesOf } from "../../../collector/states/sample-of.ts";
import { followStates } from "../../../collector/states/states-follower.ts";
import type { Observation, Outcome, Reading } from "../../../contract/observation.ts";
import { batchOf, observed } from "../ledger/small-ledger.ts";

const defaultRules = { confirmFailures: 3, holdIntervals: 3 };
const t0 = observed(0).observedAt / 1000;

function neverFails(endpoint: string, error: unknown): never {
  throw new Error(`${endpoint} could not be concluded`, { cause: error });
}

async function ledgerAfter(batches: readonly (readonly Observation[])[], rules = defaultRules): Promise<Ledger> {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  const nearby = new Nearby(ledger);
  let next = 1;
  for (const observations of batches) {
    if (observations.length === 0) continue;
    await ledger.append(batchOf(next, observations));
    next += observations.length;
    while ((await followStates(ledger, rules, neverFails, undefined, nearby)) > 0);
  }
  return ledger;
}

async function statesIn(ledger: Ledger): Promise<[string, string, number, number][]> {
  const intervals = await ledger.statesOf("codec-a", 0, 2 * t0);
  return intervals.map(({ state, cause, from, to }) => [state, cause, from - t0, to - t0]);
}

function poll(atS: number, outcome: Outcome = "answered", readings: Reading[] = []): Observation {
  return observed(atS, { channels: { snmp: outcome }, readings });
}

const registrationLost: Reading[] = [{ kind: "sip_registration", value: "failed" }];
const registered: Reading[] = [{ kind: "sip_registration", value: "registered" }];

describe("the follower of states", () => {
  it("concludes an outage as its polls come in one by one", async () => {
    const ledger = await ledgerAfter([[poll(0)], [poll(60, "silent")], [poll(120, "silent")], [poll(180, "silent")], [poll(240)]]);

    expect(await statesIn(ledger)).toEqual([
      ["up", "answered", 0, 60],
      ["down", "silent_confirmed", 60, 240],
      ["up", "answered", 240, 420],
    ]);
  });

  it("finds the outage in a backlog that comes after the present", async () => {
    const late = [poll(60, "silent"), poll(120, "silent"), poll(180, "silent"), poll(240)];
    const ledger = await ledgerAfter([[poll(0)], [poll(3_600)], late]);

    expect(await statesIn(ledger)).toEqual([
      ["up", "answered", 0, 60],
      ["down", "silent_confirmed", 60, 240],
      ["up", "answered", 240, 420],
      ["up", "answered", 3_600, 3_780],
    ]);
  });

  it("calls an endpoint degraded while it is registered nowhere", async () => {
    const ledger = await ledgerAfter([
      [poll(0, "answered", registered), poll(60, "answered", registrationLost), poll(120, "answered", registered)],
    ]);

    expect(await statesIn(ledger)).toEqual([
      ["up", "answered", 0, 60],
      ["degraded", "registration_failed", 60, 120],
      ["up", "answered", 120, 300],
    ]);
  });

  it("holds what a slower question said, and not for ever", async () => {
    const status = observed(10, {
      question: "status",
      intervalS: 300,
      readings: [{ kind: "camera_state", value: "failed", instance: "1" }],
    });
    const polls = Array.from({ length: 30 }, (_, index) => poll(index * 60));
    const ledger = await ledgerAfter([[status, ...polls]]);

    expect(await statesIn(ledger)).toEqual([
      ["up", "answered", 0, 60],
      ["degraded", "part_failed", 60, 960],
      ["up", "answered", 960, 1_920],
    ]);
  });

  it("takes one registration for enough", async () => {
    const both: Reading[] = [
      { kind: "sip_registration", value: "failed" },
      { kind: "h323_registration", value: "registered" },
    ];

    expect(await statesIn(await ledgerAfter([[poll(0, "answered", both)]]))).toEqual([["up", "answered", 0, 180]]);
  });

  it("counts an endpoint as answering when one of its channels does", async () => {
    const ledger = await ledgerAfter([[observed(0, { channels: { snmp: "silent", http: "answered" } })]]);

    expect(await statesIn(ledger)).toEqual([["up", "answered", 0, 180]]);
  });

  it("ends the long hold of an old pace when a faster one begins", async () => {
    const slow = observed(0, { intervalS: 300 });
    const ledger = await ledgerAfter([[slow], [observed(10, { intervalS: 5 })], [observed(15, { intervalS: 5 })]]);

    expect(await statesIn(ledger)).toEqual([["up", "answered", 0, 30]]);
  });

  it("finds the beginning of an outage however many polls must confirm it", async () => {
    const rules = { confirmFailures: 20, holdIntervals: 3 };
    const polls = [poll(0), ...Array.from({ length: 25 }, (_, index) => poll(60 + index * 60, "silent"))];

    const states = await statesIn(
      await ledgerAfter(
        polls.map((one) => [one]),
        rules,
      ),
    );

    expect(states[1]?.slice(0, 3)).toEqual(["down", "silent_confirmed", 60]);
  });

  it("remembers for an hour what a question asked once an hour said of a part", async () => {
    const status = observed(10, {
      question: "status",
      intervalS: 3_600,
      readings: [{ kind: "camera_state", value: "failed", instance: "1" }],
    });
    const ledger = await ledgerAfter([[status], ...Array.from({ length: 70 }, (_, index) => [poll(index * 60)])]);

    expect(await statesIn(ledger)).toEqual([
      ["up", "answered", 0, 60],
      ["degraded", "part_failed", 60, 3_660],
      ["up", "answered", 3_660, 4_320],
    ]);
  });

  it("lets no endpoint that cannot be concluded keep the others waiting", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    await ledger.append(batchOf(1, [poll(0), observed(0, { endpoint: "codec-b" })]));
    const failing: Ledger = {
      ...ledger,
      observationsOf: (endpoint, ...range) =>
        endpoint === "codec-a" ? Promise.reject(new Error("too many")) : ledger.observationsOf(endpoint, ...range),
    };
    const failed: string[] = [];

    await followStates(failing, defaultRules, (endpoint) => failed.push(endpoint));

    expect(failed).toEqual(["codec-a"]);
    expect((await ledger.latestStates()).get("codec-b")?.state).toBe("up");
    expect(await followStates(failing, defaultRules, neverFails)).toBe(0);
  });

  it("does nothing twice when it is run again", async () => {
    const ledger = await ledgerAfter([[poll(0)]]);

    expect(await followStates(ledger, defaultRules, neverFails)).toBe(0);
    expect(await ledger.stateChangesAfter(0, 10)).toHaveLength(1);
  });
});

describe("in whatever order and however often observations come", () => {
  const anyPolls = fc
    .array(
      fc.tuple(
        fc.constantFrom(60, 60, 60, 61, 120, 400, 1_200),
        fc.constantFrom<Outcome[]>(["answered"], ["answered"], ["silent"], ["silent", "silent"], Array<Outcome>(14).fill("silent"), [
          "refused",
        ]),
        fc.constantFrom<Reading[]>([], registrationLost, registered),
        fc.boolean(),
        fc.constantFrom(60, 60, 20, 300, 900),
      ),
      { minLength: 1, maxLength: 40 },
    )
    .map((steps) => {
      let at = 0;
      const polls = steps.flatMap(([gap, outcomes, ...rest]) => outcomes.map((outcome) => [gap, outcome, ...rest] as const));
      return polls.map(([gap, outcome, readings, isStatus, intervalS]) => {
        at += gap;
        return observed(at, {
          intervalS,
          channels: { snmp: outcome },
          readings: outcome === "answered" ? readings : [],
          ...(isStatus && outcome === "answered" ? { question: "status", intervalS: 300 } : {}),
        });
      });
    });

  const anyRules = fc.constantFrom(
    defaultRules,
    defaultRules,
    { confirmFailures: 1, holdIntervals: 1 },
    { confirmFailures: 12, holdIntervals: 2 },
  );
  const shuffled = anyPolls.chain((polls) =>
    fc.tuple(
      anyRules,
      fc.constant(polls),
      fc.shuffledSubarray(polls, { minLength: polls.length }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 40, maxLength: 40 }),
    ),
  );

  test.prop([shuffled], { numRuns: 60 })(
    "the states are those of the same observations in order",
    async ([rules, inOrder, arrived, sizes]) => {
      const batches: Observation[][] = [];
      for (let rest = arrived, index = 0; rest.length > 0; index += 1) {
        const size = sizes[index % sizes.length] ?? 1;
        batches.push(rest.slice(0, size));
        rest = rest.slice(size);
      }
      const ledger = await ledgerAfter(batches, rules);

      const expected = statesFromSamples(samplesOf(inOrder, rules), rules.confirmFailures);
      expect(await statesIn(ledger)).toEqual(expected.map(({ state, cause, from, to }) => [state, cause, from - t0, to - t0]));
      await curveAgrees(ledger);
      await ledger.close();
    },
  );
});

/** The state changes told so far, drawn as a step curve, are the states themselves. */
async function curveAgrees(ledger: Ledger): Promise<void> {
  await ledger.noteSilences(2 * t0);
  const lastWord = new Map((await ledger.stateChangesAfter(0, 10_000)).map(({ at, state }) => [at, state]));
  const instants = [...lastWord.keys()].toSorted((left, right) => left - right);
  const intervals = await ledger.statesOf("codec-a", 0, 2 * t0);
  const boundaries = [...instants, ...intervals.flatMap(({ from, to }) => [from, to - 1, to])];
  for (const at of boundaries) {
    const told = lastWord.get(instants.findLast((instant) => instant <= at) ?? 0) ?? "unknown";
    const concluded = intervals.find((interval) => interval.from <= at && at < interval.to)?.state ?? "unknown";
    expect([at - t0, told]).toEqual([at - t0, concluded]);
  }
}

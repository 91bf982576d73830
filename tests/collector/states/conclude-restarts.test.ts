import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { Ledger, Restart } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { Nearby } from "../../../collector/states/nearby.ts";
import { restartsOf } from "../../../collector/states/restarts.ts";
import { followStates, statesFollower } from "../../../collector/states/states-follower.ts";
import type { Observation, Reading } from "../../../contract/observation.ts";
import { batchOf, observed, t0 } from "../ledger/small-ledger.ts";

const rules = { confirmFailures: 3, holdIntervals: 3 };

function neverFails(endpoint: string, error: unknown): never {
  throw new Error(`${endpoint} could not be concluded`, { cause: error });
}

async function ledgerAfter(batches: readonly (readonly Observation[])[]): Promise<Ledger> {
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

/** Oldest first, as the arithmetic gives them. */
async function restartsIn(ledger: Ledger): Promise<Restart[]> {
  return (await ledger.restartsOf("codec-a", 1_000)).toReversed();
}

function up(atS: number, codecS: number | null, snmpS: number | null = null): Observation {
  const readings: Reading[] = [];
  if (codecS !== null) readings.push({ kind: "uptime_seconds", value: codecS });
  if (snmpS !== null) readings.push({ kind: "snmp_uptime_seconds", value: snmpS });
  return observed(atS, { readings });
}

describe("restarts concluded from observations", () => {
  it("keeps each restart with the polls that prove it", async () => {
    const ledger = await ledgerAfter([[up(0, 5_000)], [up(60, 5_060)], [up(240, 100)], [up(300, 160)]]);

    expect(await restartsIn(ledger)).toEqual([
      { at: t0 + 140_000, kind: "codec", lastBeforeAt: t0 + 60_000, firstAfterAt: t0 + 240_000, uptimeBeforeS: 5_060, uptimeAfterS: 100 },
    ]);
    expect(await ledger.restartCounts()).toEqual(new Map([["codec-a", { codec: 1 }]]));
  });

  it("finds two restarts where the present showed one, once the backlog is in", async () => {
    const late = [up(600, 500), up(660, 560)];
    const ledger = await ledgerAfter([[up(0, 5_000)], [up(3_600, 100)], late]);

    expect((await restartsIn(ledger)).map(({ at }) => (at - t0) / 1000)).toEqual([100, 3_500]);
  });

  it("takes a restart back when the backlog shows that sysUpTime had only wrapped", async () => {
    const wrapS = 2 ** 32 / 100;
    const ledger = await ledgerAfter([[up(0, null, Math.floor(wrapS) - 600)], [up(1_000, null, 400)]]);

    expect(await restartsIn(ledger)).toEqual([]);
  });

  it("names the restart of an SNMP agent when the codec's own word comes later", async () => {
    const ledger = await ledgerAfter([[up(0, 5_000, 4_900)], [up(60, null, 20)], [up(300, 5_300, 260)]]);

    expect((await restartsIn(ledger)).map(({ kind }) => kind)).toEqual(["snmp_agent"]);
  });

  it("is still right about a restart after a silence of a month", async () => {
    const month = 30 * 86_400;
    const ledger = await ledgerAfter([[up(0, 5_000, 4_900)], [up(month, 200, 100)]]);

    expect((await restartsIn(ledger)).map(({ kind, at }) => [kind, (at - t0) / 1000])).toEqual([["codec", month - 200]]);
  });

  it("does not forget a restart whose proof has been forgotten", async () => {
    const ledger = await ledgerAfter([[up(0, 5_000)], [up(60, 10)], [up(120, 70)]]);
    await ledger.prune(t0 + 100_000, { observations: [statesFollower], agent_reports: [], state_changes: [] });
    await ledger.append(batchOf(100, [up(180, 130), up(110, 60)]));
    await followStates(ledger, rules, neverFails);

    expect((await restartsIn(ledger)).map(({ at }) => (at - t0) / 1000)).toEqual([50]);
  });

  it("lets no endpoint that cannot be concluded keep the others waiting", async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    const broken: Ledger = {
      ...ledger,
      nearestReading: (endpoint, ...rest) =>
        endpoint === "codec-b" ? Promise.reject(new Error("no")) : ledger.nearestReading(endpoint, ...rest),
    };
    await ledger.append(batchOf(1, [{ ...up(0, 5), endpoint: "codec-b" }, up(0, 5_000), up(60, 10)]));
    const failed: string[] = [];
    await followStates(broken, rules, (endpoint) => failed.push(endpoint));

    expect(failed).toEqual(["codec-b"]);
    expect(await restartsIn(ledger)).toHaveLength(1);
  });
});

/** A month of polls at uneven times: a codec and its SNMP agent start now and then, either may not be read for hours. */
const anyPolls = fc
  .array(
    fc.record({
      gapS: fc.constantFrom(60, 60, 300, 850, 901, 4_000, 86_400),
      starts: fc.constantFrom("none", "none", "none", "codec", "agent"),
      reads: fc.constantFrom("both", "both", "snmp", "codec", "neither"),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((steps) => {
    let [at, codecStart, snmpStart] = [0, -90_000, -90_000];
    return steps.map(({ gapS, starts, reads }) => {
      at += gapS;
      if (starts === "codec") codecStart = at - 40;
      if (starts !== "none") snmpStart = at - 20;
      return up(
        at,
        reads === "snmp" || reads === "neither" ? null : at - codecStart,
        reads === "codec" || reads === "neither" ? null : at - snmpStart,
      );
    });
  });

const inAnyOrder = anyPolls.chain((polls) =>
  fc.tuple(
    fc.constant(polls),
    fc.shuffledSubarray(polls, { minLength: polls.length }),
    fc.array(fc.integer({ min: 1, max: 5 }), { minLength: polls.length, maxLength: polls.length }),
  ),
);

describe("the restarts of a codec", () => {
  test.prop([inAnyOrder], { numRuns: 120 })("are the same whatever the order its polls come in", async ([polls, shuffled, sizes]) => {
    const rest = [...shuffled];
    const batches = sizes.map((size) => rest.splice(0, size));
    const ledger = await ledgerAfter(batches);

    expect(await restartsIn(ledger)).toEqual(restartsOf(polls));
    await ledger.close();
  });
});

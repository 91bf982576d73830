import { beforeAll, describe, expect, it } from "vitest";
import type { ReportModel } from "../../../../collector/reports/model/model.ts";

import { networkOf, siteOf, tell } from "../../accounts/small-network.ts";
import { called } from "../../attendance/used-network.ts";
import { modelOf, smallReport } from "../small-report.ts";

/** A working day of the contract: ten hours. */
const day = 36_000;
const hour = 3_600;

let model: ReportModel;
beforeAll(async () => {
  ({ model } = await smallReport());
});

/** Two sites of two EPCI, three rooms, the second quarter of 2026; the events are told in `small-report.ts`. */
describe("every figure of a small region, by hand", () => {
  it("is expected on 60 working days, less what a maintenance took", () => {
    // April 21 (not Easter Monday), May 17 (not 1, 8, 14, 25), June 22. The maintenance lasts four hours, two of them after closing.
    expect(model.endpoints.map(({ service }) => service.account.expected)).toEqual([60 * day, 60 * day - 2 * hour, 60 * day]);
    expect(model.network.service.account.expected).toBe(180 * day - 2 * hour);
    expect(model.maintenances).toMatchObject([{ id: "maintenance-1", announcedSeconds: 2 * hour, countedSeconds: 2 * hour }]);
  });

  it("works for what was neither out nor unobserved", () => {
    // Room A: six hours out. Room B: one day unobserved, which is no fault. Room C: one hour of the site's own network.
    expect(model.endpoints.map(({ service }) => service.service)).toEqual([
      { part: 60 * day - 6 * hour, whole: 60 * day },
      { part: 59 * day - 2 * hour, whole: 59 * day - 2 * hour },
      { part: 60 * day - hour, whole: 60 * day },
    ]);
    // 594 of 600 h, 588 of 588 h, 599 of 600 h: each over 99 %, so that all three targets are met.
    expect(model.network.endpoints).toEqual({ all: 3, met: 3, missed: 0 });
    expect(model.network.service.service).toEqual({ part: 1_781 * hour, whole: 1_788 * hour });
    expect(model.network.service.coverage).toEqual({ part: 1_788 * hour, whole: 1_798 * hour });
  });

  it("lays what was lost to whom it belongs", () => {
    expect(model.network.lost).toEqual([
      { state: "unknown", cause: "no_observation", owner: "none", seconds: day },
      { state: "down", cause: "silent_confirmed", owner: "endpoint", seconds: 6 * hour },
      { state: "site", cause: "site_network", owner: "site_network", seconds: hour },
    ]);
  });

  it("counts two incidents: six hours break the GTR of four and the GTI of one; one hour breaks neither", () => {
    const told = model.incidents.map(({ endpoint, clockSeconds, isRestoreBreach, isTakeChargeBreach }) => [
      endpoint,
      clockSeconds,
      isRestoreBreach,
      isTakeChargeBreach,
    ]);
    expect(told).toEqual([
      ["salle-a", 6 * hour, true, true],
      ["salle-c", hour, false, null],
    ]);
    // Seven hours by two incidents; 1781 hours of work by two.
    expect(model.network.service).toMatchObject({ restoreBreaches: 1, takeChargeBreaches: 1 });
    expect([model.network.service.meanRestoreSeconds, model.network.service.meanUpSeconds]).toEqual([3.5 * hour, 890.5 * hour]);
  });

  it("counts four uses of 30, 60, 45 and 30 minutes, the last of them in the evening", () => {
    const { use } = model.network;
    expect([use.uses, use.days, use.usedSeconds, use.offHoursUses, use.offHoursSeconds]).toEqual([4, 4, 165 * 60, 1, 30 * 60]);
    expect(use.serviceUsedSeconds).toBe(135 * 60);
    // Hashes of two sites cannot be compared: two far ends of the one, one of the other, which may be one of them.
    expect(use.farEnds).toEqual({ told: 4, least: 2, most: 3 });
    // Nobody knows where they are: no trip is estimated, and all four are told.
    expect(use.savings).toMatchObject({ estimated: 0, central: { trips: 0, co2Kg: 0 }, notEstimated: { unknown_far_end: 4 } });
  });

  it("says of both sites that they are hardly used, with the interval of two uses in three months", () => {
    const [mairie, pepiniere] = model.sites;
    // One of its two rooms could be used all of each month. Garwood of 2: 0.2422 to 7.2247, by three months.
    expect(mairie?.use.perMonth).toEqual({
      rate: expect.closeTo(2 / 3, 9) as number,
      low: expect.closeTo(0.0807, 4) as number,
      high: expect.closeTo(2.4082, 4) as number,
    });
    // The hour that was lost is 1 of the 170 hours of May.
    expect(pepiniere?.use.exposureMonths).toBeCloseTo(3 - 1 / 170, 9);
    // Six uses would still be too few: P(rate < 4 a month) is 0.9998 with two.
    expect([mairie?.verdict, pepiniere?.verdict]).toEqual(["established", "established"]);
    expect(mairie?.probability).toBeCloseTo(0.9998, 4);
  });

  it("does not call reliable what an unobserved day leaves open", () => {
    // Mairie: 1182 of 1198 h if the day was an outage, 98.66 %; 1192 of 1198 h if it was not, 99.49 %: the target of 99 % lies between.
    expect(model.sites.map(({ quadrant, action }) => [quadrant, action])).toEqual([
      ["inconclusive", "observe"],
      ["unused_reliable", "make_known"],
    ]);
  });

  it("proposes by the rules that ask, in their order, and tells three facts", () => {
    expect(model.proposals).toEqual([
      { rule: "restore_in_time", sites: ["mairie"] },
      { rule: "make_known", sites: ["pepiniere"] },
    ]);
    expect(model.facts.map(({ kind }) => kind)).toEqual(["targets", "longest_incident", "sites_without_use"]);
  });

  it("adds up: rooms to sites, sites to territories, territories to the network, months to the quarter", () => {
    const seconds = (rows: readonly { service: { account: { expected: number; up: number } } }[]) =>
      rows.reduce((sum, { service: { account } }) => [(sum[0] ?? 0) + account.expected, (sum[1] ?? 0) + account.up], [0, 0]);
    const whole = seconds([model.network]);
    for (const rows of [model.endpoints, model.sites, model.territories]) expect(seconds(rows)).toEqual(whole);
    expect(seconds(model.network.months.map(({ account }) => ({ service: { account } })))).toEqual(whole);
    expect(model.network.months.map(({ uses }) => uses)).toEqual([1, 1, 2]);
  });
});

describe("a quarter of one site", () => {
  const one = networkOf([siteOf("mairie")], [{ id: "salle", name: "Salle", site: "mairie" }]);
  const oneWith = (...at: string[]) =>
    modelOf(one, async (ledger) => {
      await tell(ledger, "salle", ["up", "2026-04-01T00:00", "2026-07-01T00:00"]);
      if (at.length > 0) {
        await ledger.importCalls(
          "salle",
          at.map((local) => called(local, 30)),
          0,
        );
      }
    });

  it("without a use says so, with what could have been: up to 3.689 in three months", async () => {
    const { use } = (await oneWith()).network;

    expect([use.uses, use.usedSeconds, use.days]).toEqual([0, 0, 0]);
    expect(use.perMonth).toEqual({ rate: 0, low: 0, high: expect.closeTo(3.689 / 3, 3) as number });
  });

  it("with one use lies between 0.0253 and 5.572 in three months", async () => {
    const { use } = (await oneWith("2026-05-12T10:00")).network;

    expect(use.uses).toBe(1);
    expect([use.perMonth?.low, use.perMonth?.high]).toEqual([expect.closeTo(0.0253 / 3, 4), expect.closeTo(5.572 / 3, 3)]);
  });

  it("without an incident has no mean time to restore", async () => {
    const { network, facts } = await oneWith();

    expect([network.service.meanRestoreSeconds, network.service.meanUpSeconds]).toEqual([null, null]);
    expect(facts).toContainEqual({ kind: "no_incident" });
  });
});

import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { canonicalJson } from "../../../../collector/accounts/closed-quarter.ts";
import type { Directory, Site } from "../../../../collector/directory/directory.ts";
import { openSqliteLedger } from "../../../../collector/ledger/sqlite-ledger.ts";
import { buildReport } from "../../../../collector/reports/model/build.ts";
import { quartersBefore } from "../../../../collector/reports/model/compare.ts";
import { networkTimeZone, quarterSpan } from "../../../../collector/sla/calendar.ts";
import { temporaryFolder } from "../../../servers/folders.ts";
import { at, networkOf, siteOf, tell } from "../../accounts/small-network.ts";
import { called } from "../../attendance/used-network.ts";

type Opened = Awaited<ReturnType<typeof openSqliteLedger>>;

let ledger: Opened;
beforeEach(async () => {
  ledger = await openSqliteLedger({ file: join(temporaryFolder("report-model"), "ledger.db") });
});
afterEach(() => ledger.close());

const spanOf = (quarter: string) => quarterSpan(quarter, networkTimeZone) ?? { from: 0, to: 0 };
function report(directory: Directory, quarter: string, until = spanOf(quarter).to) {
  return buildReport(ledger, { directory, maintenance: [], notes: [], quarter, period: spanOf(quarter), until });
}

describe("the model of a report", () => {
  it("marks a quarter that goes on as a draft, which is compared with none", async () => {
    await tell(ledger, "salle", ["up", "2026-01-01T00:00", "2026-05-01T00:00"]);
    const directory = networkOf([siteOf("mairie")], [{ id: "salle", name: "Salle", site: "mairie" }]);
    const draft = await report(directory, "2026-T2", at("2026-05-01T00:00"));

    expect(draft).toMatchObject({ isDraft: true, previous: null, yearBefore: null });
    expect(draft.period).toEqual({ from: at("2026-04-01T00:00"), to: at("2026-05-01T00:00") });
  });

  it("compares only the rooms that served in both quarters, and names the others", async () => {
    const [gone, come] = [
      { id: "gone", name: "Ancienne", site: "mairie", inService: [{ from: 0, to: at("2026-04-01T00:00") }] },
      { id: "come", name: "Nouvelle", site: "mairie", inService: [{ from: at("2026-04-01T00:00"), to: at("2100-01-01T00:00") }] },
    ];
    for (const id of ["gone", "come", "stays"]) await tell(ledger, id, ["up", "2026-01-01T00:00", "2026-07-01T00:00"]);
    await ledger.importCalls("gone", [called("2026-02-03T10:00", 30)], 0);
    await ledger.importCalls("come", [called("2026-05-05T10:00", 30)], 0);
    await ledger.importCalls("stays", [called("2026-02-03T10:00", 30), called("2026-05-05T10:00", 30), called("2026-05-06T10:00", 30)], 0);
    const { previous } = await report(
      networkOf([siteOf("mairie")], [gone, come, { id: "stays", name: "Salle", site: "mairie" }]),
      "2026-T2",
    );

    expect(previous).toMatchObject({ quarter: "2026-T1", common: 1, added: ["come"], removed: ["gone"] });
    expect([previous?.before.uses, previous?.now.uses]).toEqual([1, 2]);
  });

  it("counts a site that changed its EPCI in each for its time, and shows it in the last", async () => {
    const memberships: Site["memberships"] = [
      { from: 0, epci: null, territories: ["brest"] },
      { from: at("2026-05-01T00:00"), epci: null, territories: ["iroise"] },
    ];
    await tell(ledger, "salle", ["up", "2026-04-01T00:00", "2026-07-01T00:00"]);
    const directory = networkOf([siteOf("mairie", { memberships })], [{ id: "salle", name: "Salle", site: "mairie" }]);
    const { territories, sites, network } = await report(directory, "2026-T2");

    const expected = new Map(territories.map(({ id, service }) => [id, service.account.expected]));
    expect((expected.get("brest") ?? 0) + (expected.get("iroise") ?? 0)).toBe(network.service.account.expected);
    expect(expected.get("iroise")).toBeGreaterThan(expected.get("brest") ?? 0);
    expect(sites[0]?.territory).toBe("iroise");
  });

  it("has the hour that autumn gives back", async () => {
    await tell(ledger, "salle", ["up", "2026-10-01T00:00", "2027-01-01T00:00"]);
    const directory = networkOf([siteOf("mairie")], [{ id: "salle", name: "Salle", site: "mairie" }]);
    const { period } = await report(directory, "2026-T4");

    expect(period.to - period.from).toBe(92 * 86_400 + 3_600);
  });

  it("says what a maintenance took out of the quarter, and what the months and the causes of what was lost come to", async () => {
    await tell(ledger, "salle", ["up", "2026-04-01T00:00", "2026-05-11T09:00"], ["down", "2026-05-11T09:00", "2026-05-11T12:00"]);
    await tell(ledger, "salle", ["up", "2026-05-11T12:00", "2026-06-30T00:00"]);
    const directory = networkOf([siteOf("mairie")], [{ id: "salle", name: "Salle", site: "mairie" }]);
    // From 16:00 to 20:00 on Monday 8 June; the site closes at 18:00: two of the four hours are hours of service.
    const time = { kind: "once" as const, from: at("2026-06-08T16:00"), to: at("2026-06-08T20:00") };
    const scope = { kind: "site" as const, id: "mairie" };
    const entry = {
      entry: 1,
      id: "m-1",
      act: "declared" as const,
      declaredAt: at("2026-06-01T09:00"),
      by: "unix:a",
      reason: "a name",
      scope,
      time,
    };
    const question = {
      directory,
      maintenance: [entry],
      notes: [],
      quarter: "2026-T2",
      period: spanOf("2026-T2"),
      until: spanOf("2026-T2").to,
    };
    const model = await buildReport(ledger, question);

    expect(model.maintenances).toEqual([
      {
        id: "m-1",
        scope,
        declaredAt: entry.declaredAt,
        isCorrected: false,
        isRecurring: false,
        times: 1,
        from: time.from,
        to: time.to,
        endpoints: ["salle"],
        announcedSeconds: 7_200,
        countedSeconds: 7_200,
      },
    ]);
    // Working days of ten hours: 21 in April (not Easter Monday), 17 in May (not the 1st, 8th, 14th, 25th), 22 in June less two hours.
    expect(model.network.months.map(({ month, account, incidents }) => [month, account.expected, account.down, incidents])).toEqual([
      ["2026-04", 21 * 36_000, 0, 0],
      ["2026-05", 17 * 36_000, 10_800, 1],
      ["2026-06", 22 * 36_000 - 7_200, 0, 0],
    ]);
    // Of 30 June nothing is known: ten hours; the three hours of 11 May were the room's own.
    expect(model.network.lost).toEqual([
      { state: "unknown", cause: "no_observation", owner: "none", seconds: 36_000 },
      { state: "down", cause: "silent_confirmed", owner: "endpoint", seconds: 10_800 },
    ]);
    expect(model.incidents[0]).toMatchObject({ lostSeconds: 10_800, guaranteedRestoreSeconds: 14_400, guaranteedTakeChargeSeconds: 3_600 });
    expect(canonicalJson(model)).not.toContain("a name");
  });

  it("says when a room came or went within the quarter", async () => {
    const inService = [{ from: at("2026-04-20T00:00"), to: at("2026-06-15T00:00") }];
    await tell(ledger, "salle", ["up", "2026-04-01T00:00", "2026-07-01T00:00"]);
    const { endpoints } = await report(
      networkOf([siteOf("mairie")], [{ id: "salle", name: "Salle", site: "mairie", inService }]),
      "2026-T2",
    );

    expect(endpoints[0]).toMatchObject({ commissionedAt: inService[0]?.from, removedAt: inService[0]?.to });
  });

  it("knows the quarters it is compared with over a new year", () => {
    expect(quartersBefore("2026-T1")).toEqual({ previous: "2025-T4", yearBefore: "2025-T1" });
    expect(quartersBefore("2026-T3")).toEqual({ previous: "2026-T2", yearBefore: "2025-T3" });
  });
});

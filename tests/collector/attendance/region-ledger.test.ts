import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attendanceOf } from "../../../collector/attendance/attendance.ts";
import { outlookOf } from "../../../collector/attendance/outlook.ts";
import type { NetworkAttendance } from "../../../collector/attendance/question.ts";
import { createConcluding } from "../../../collector/attendance/usage-loop.ts";
import { createDirectory } from "../../../collector/directory/create-directory.ts";
import type { Directory } from "../../../collector/directory/directory.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import type { CallRecord } from "../../../contract/call.ts";
import { type SimulatedRegion, type SimulatedSite, simulateRegion } from "../../../simulator/region.ts";
import { at, siteOf, tell } from "../accounts/small-network.ts";
import { called, far } from "./used-network.ts";

const four = { from: at("2022-01-01T00:00"), to: at("2026-01-01T00:00") };
const regularUser = far("a0");

/** As many calls of ten minutes as the site truly had, hours apart; the regular user's first. */
function callsOf({ months }: SimulatedSite): CallRecord[] {
  return months.flatMap(({ month, uses, firstUser }) =>
    Array.from({ length: uses }, (_, index) => {
      const [day, hour] = [1 + (index % 27), 9 + Math.floor(index / 27)];
      const local = `${month}-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00`;
      return called(local, 10, index < firstUser ? regularUser : far(`b${index}`));
    }),
  );
}

function directoryOf({ sites }: SimulatedRegion): Directory {
  const territories = [...new Set(sites.map(({ territory }) => territory))];
  return createDirectory({
    territories: territories.map((id) => ({ id, name: id, kind: "EPCI" as const, siren: null })),
    sites: sites.map(({ id, territory }) => siteOf(id, { territory, memberships: [{ from: 0, epci: null, territories: [territory] }] })),
    endpoints: sites.map(({ id }) => ({ id: `${id}-1`, name: "Salle", site: id })),
    agents: [],
  });
}

describe("four years of a region of sixty sites, from its calls", () => {
  const region = simulateRegion(11);
  const directory = directoryOf(region);
  const basis = { directory, maintenance: [] };
  let ledger: Ledger;
  let before: NetworkAttendance;

  beforeAll(async () => {
    ledger = await openSqliteLedger({ file: ":memory:" });
    for (const site of region.sites) {
      await tell(ledger, `${site.id}-1`, ["up", "2022-01-01T00:00", "2026-01-01T00:00"]);
      await ledger.importCalls(`${site.id}-1`, callsOf(site), four.to * 1000);
    }
    before = await attendanceOf(ledger, { ...basis, period: four, until: four.to });
    const now = () => at("2026-01-15T00:00") * 1000;
    await createConcluding({ ledger, basis: () => Promise.resolve(basis), keptMonths: 6, readers: [], now, onPurged: () => undefined })();
  });
  afterAll(() => ledger.close());

  const uses = ({ sites }: NetworkAttendance) => sites.map(({ id, months }) => [id, ...months.map((one) => one.uses)]);

  it("counts each month of each site as it truly was", () => {
    expect(uses(before)).toEqual(region.sites.map(({ id, months }) => [id, ...months.map((one) => one.uses)]));
  });

  it("counts the same once all calls but those of the last months are forgotten", async () => {
    const after = await attendanceOf(ledger, { ...basis, period: four, until: four.to });

    expect(uses(after)).toEqual(uses(before));
    expect(after.network.uses).toBe(before.network.uses);
    expect(after.territories.map((one) => one.uses)).toEqual(before.territories.map((one) => one.uses));
  });

  it("finds the user who makes three quarters of the uses of his site", () => {
    const regular = before.endpoints.find(({ site }) => site.id === region.regular);

    const truth = region.sites[0]?.months.reduce((sum, { firstUser }) => sum + firstUser, 0);
    expect(regular?.farEnds.first).toEqual([truth, truth]);
  });

  it("sees a territory with a campaign rise beside the year before, and no site that goes on as ended for good", async () => {
    const followed = region.sites[0]?.months.slice(region.campaign.month + 1, region.campaign.month + 7).map(({ month }) => month) ?? [];
    const period = { from: at(`${followed[0] ?? ""}-01T00:00`), to: at(`2025-01-01T00:00`) };

    const { territories, sites } = await outlookOf(ledger, { ...basis, period, until: four.to });

    expect(territories.get(region.campaign.territory)?.direction).toBe("rose");
    const ended = region.sites.filter(({ id }) => sites.get(id)?.state === "ended");
    expect(ended.length).toBeLessThanOrEqual(2);
  });
});

import { describe, expect, it } from "vitest";
import { scheduleAt } from "../../../collector/metrics/schedule.ts";
import type { MaintenanceEntry } from "../../../collector/sla/maintenance.ts";
import type { OpeningHours } from "../../../collector/sla/opening-hours.ts";
import { directoryOf } from "./small-source.ts";

const office: OpeningHours = {
  written: "Mo-Fr 09:00-17:00",
  rules: [{ parts: null, weekdays: [0, 1, 2, 3, 4], namesHolidays: false, spans: [{ from: 540, to: 1_020 }] }],
};
const endpoints = ["salle-haute", "salle-basse"].map((id) => ({ id, name: id, site: "ouessant-mairie" }));
const at = (text: string): number => Date.parse(text) / 1000;
const inOffice = directoryOf(endpoints, { calendar: { hours: [{ from: 0, hours: office }], closures: [] } });

const work = (changes: Partial<MaintenanceEntry> = {}): MaintenanceEntry => ({
  entry: 1,
  id: "M-1",
  act: "declared",
  declaredAt: at("2026-09-01T07:59:00Z"),
  by: "somebody",
  reason: "Firmware",
  scope: { kind: "endpoint", id: "salle-haute" },
  time: { kind: "once", from: at("2026-09-01T08:00:00Z"), to: at("2026-09-01T10:00:00Z") },
  ...changes,
});

describe("who could use a room", () => {
  it("is told from when the site opened, while it is open", () => {
    const { openFrom, openSites } = scheduleAt(at("2026-09-01T08:00:00Z"), inOffice, []);

    expect(openFrom.get("ouessant-mairie")).toBe(at("2026-09-01T07:00:00Z"));
    expect([...openSites]).toEqual(["ouessant-mairie"]);
  });

  it("is told from the next opening on, over a weekend and the change of clocks", () => {
    const { openFrom, openSites } = scheduleAt(at("2026-10-24T12:00:00Z"), inOffice, []);

    expect(openFrom.get("ouessant-mairie")).toBe(at("2026-10-26T08:00:00Z"));
    expect(openSites.size).toBe(0);
  });

  it("is nobody for a site that is closed for a month", () => {
    const closures = [{ from: at("2026-07-31T22:00:00Z"), to: at("2026-08-31T22:00:00Z"), reason: "Summer" }];
    const closed = directoryOf(endpoints, { calendar: { hours: [{ from: 0, hours: office }], closures } });

    expect(scheduleAt(at("2026-08-03T08:00:00Z"), closed, []).openFrom.size).toBe(0);
  });
});

describe("a site whose endpoints were removed", () => {
  const noon = at("2026-09-01T10:00:00Z");
  const hours: Parameters<typeof directoryOf>[1] = { calendar: { hours: [{ from: 0, hours: office }], closures: [] } };
  const until = (to: number) => [{ from: 0, to }];
  const told = (...lives: number[]) =>
    scheduleAt(
      noon,
      directoryOf(
        endpoints.map((one, index) => ({ ...one, inService: until(lives[index] ?? noon) })),
        hours,
      ),
      [],
    );

  it("opens no more, and is told apart from one that is closed", () => {
    const { openFrom, openSites, removedSites } = told(noon - 60, noon);

    expect([...removedSites]).toEqual(["ouessant-mairie"]);
    expect(openFrom.size + openSites.size).toBe(0);
  });

  it("opens as long as one of them stays, and when one is put back", () => {
    const back = [...until(noon - 60), { from: noon + 60, to: noon + 3_600 }];
    const putBack = directoryOf([{ id: "a", name: "a", site: "ouessant-mairie", inService: back }], hours);

    expect([...told(noon - 60, noon + 1).openSites]).toEqual(["ouessant-mairie"]);
    expect([...told(noon + 1, noon - 60).openSites]).toEqual(["ouessant-mairie"]);
    expect(scheduleAt(noon, putBack, []).removedSites.size).toBe(0);
  });
});

describe("a maintenance that goes on", () => {
  it("is of the endpoints it concerns, however late it was announced, and ends when it said", () => {
    const during = scheduleAt(at("2026-09-01T08:30:00Z"), inOffice, [work()]);
    const after = scheduleAt(at("2026-09-01T10:00:00Z"), inOffice, [work()]);

    expect([...during.inMaintenance]).toEqual(["salle-haute"]);
    expect(after.inMaintenance.size).toBe(0);
  });

  it("is no more once it is withdrawn", () => {
    const book = [work(), work({ entry: 2, act: "withdrawn", time: null })];

    expect(scheduleAt(at("2026-09-01T08:30:00Z"), inOffice, book).inMaintenance.size).toBe(0);
  });
});

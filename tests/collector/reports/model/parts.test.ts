import { beforeAll, describe, expect, it } from "vitest";
import { epciPart } from "../../../../collector/reports/model/epci-part.ts";
import type { ReportModel } from "../../../../collector/reports/model/model.ts";
import { changesBetween } from "../../../../collector/reports/model/revision.ts";
import { smallReport } from "../small-report.ts";

let model: ReportModel;
beforeAll(async () => {
  ({ model } = await smallReport());
  const sirens = new Map([
    ["brest", "242900314"],
    ["iroise", "242900074"],
  ]);
  model = { ...model, territories: model.territories.map((one) => ({ ...one, siren: sirens.get(one.id) ?? null })) };
});

describe("the part of one EPCI", () => {
  it("has its own sites, rooms, incidents and maintenances, and of the proposals those that name one of them", () => {
    const part = epciPart(model, "242900314");

    expect(part?.territory.id).toBe("brest");
    expect(part?.sites.map(({ id }) => id)).toEqual(["mairie"]);
    expect(part?.endpoints.map(({ id }) => id)).toEqual(["salle-a", "salle-b"]);
    expect(part?.incidents.map(({ endpoint }) => endpoint)).toEqual(["salle-a"]);
    expect(part?.maintenances.map(({ id }) => id)).toEqual(["maintenance-1"]);
    expect(part?.proposals).toEqual([{ rule: "restore_in_time", sites: ["mairie"] }]);
  });

  it("tells nothing of another's", () => {
    const part = epciPart(model, "242900074");

    expect([part?.maintenances, part?.proposals]).toEqual([[], [{ rule: "make_known", sites: ["pepiniere"] }]]);
    expect(epciPart(model, "200000000")).toBeNull();
  });
});

describe("what a revision changed", () => {
  it("is nothing where the headlines are the same", () => {
    expect(changesBetween(model, structuredClone(model))).toEqual([]);
  });

  it("names the place, with what was said and what is said instead", () => {
    const [first, ...others] = model.sites;
    if (first === undefined) throw new Error("there are sites");
    const revised = { ...model, sites: [{ ...first, use: { ...first.use, uses: 3 } }, ...others] };

    expect(changesBetween(model, revised)).toMatchObject([
      { level: "site", id: "mairie", name: "Mairie", before: { uses: 2 }, after: { uses: 3 } },
    ]);
  });

  it("names a site that came and one that went", () => {
    const [first, second] = model.sites;
    if (first === undefined || second === undefined) throw new Error("there are two sites");
    const changes = changesBetween({ ...model, sites: [first] }, { ...model, sites: [second] });

    expect(changes.map(({ id, before, after }) => [id, before === null, after === null])).toEqual([
      ["pepiniere", true, false],
      ["mairie", false, true],
    ]);
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Directory } from "../../../collector/directory/directory.ts";
import { isInService } from "../../../collector/directory/in-service.ts";
import { loadDirectory } from "../../../collector/directory/load-directory.ts";
import { instantOf, networkTimeZone, quarterSpan } from "../../../collector/sla/calendar.ts";
import { inForceAt } from "../../../collector/sla/dated-hours.ts";
import { openTimeOf } from "../../../collector/sla/open-time.ts";
import { always, serviceTime } from "../../../collector/sla/service-time.ts";
import { type Span, secondsOf } from "../../../collector/sla/spans.ts";
import { temporaryFolder } from "../../servers/folders.ts";

const folder = temporaryFolder("dated-inventory");
const timeZone = networkTimeZone;

const brest = { id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" };
const lannion = { id: "lannion", name: "Lannion-Trégor Communauté", kind: "EPCI", siren: "200065928" };
const kreizBreizh = { id: "kreiz-breizh", name: "Kreiz-Breizh", kind: "EPCI", siren: "242200715" };
const ouessant = { id: "ouessant", name: "Ouessant", kind: "HORS_EPCI", siren: "212901557" };

const mairie = {
  id: "mairie",
  name: "Mairie",
  territory: "brest",
  insee: "29019",
  commune: "Brest",
  hostKind: "collectivite",
  openingHours: "Mo-Fr 09:00-17:00; PH off",
  hasTechnician: false,
  regionalAidEuros: 0,
  agent: { id: "mairie" },
  endpoints: [{ id: "salle", name: "Salle" }],
};

/** A site with changes, in an inventory with changes. */
function load(site: object = {}, inventory: object = {}): Directory {
  const file = join(folder, "inventory.yml");
  writeFileSync(file, stringify({ territories: [brest, lannion, kreizBreizh, ouessant], sites: [{ ...mairie, ...site }], ...inventory }));
  return loadDirectory(file);
}

const siteOf = (directory: Directory) => {
  const site = directory.site("mairie");
  if (site === undefined) throw new Error("the mairie is in each of these inventories");
  return site;
};
const at = (text: string): number => instantOf(text, timeZone) ?? Number.NaN;
const quarter = (text: string): Span => quarterSpan(text, timeZone) ?? { from: 0, to: 0 };
const hoursIn = (directory: Directory, period: Span): number =>
  secondsOf(openTimeOf(siteOf(directory).calendar, { period, timeZone })) / 3_600;

describe("opening hours that change on a day", () => {
  const before = load();
  const after = load({
    openingHours: [
      { from: "2025-01-01", hours: "Mo-Fr 09:00-17:00; PH off" },
      { from: "2026-05-04", hours: "Mo-Fr 09:00-13:00; PH off" },
    ],
  });

  it("leave all the time before it as it was, also before the first date", () => {
    for (const past of ["2024-T2", "2025-T4", "2026-T1"]) expect(hoursIn(after, quarter(past))).toBe(hoursIn(before, quarter(past)));
  });

  it("count each of their days from then on", () => {
    // April has 21 working days; May has 17 from the 4th on, June has 22.
    expect(hoursIn(before, quarter("2026-T2"))).toBe(60 * 8);
    expect(hoursIn(after, quarter("2026-T2"))).toBe(21 * 8 + 39 * 4);
  });

  it("are shown as they are written for the day", () => {
    const { hours } = siteOf(after).calendar;

    expect(inForceAt(hours, at("2026-05-03T23:59")).hours.written).toBe("Mo-Fr 09:00-17:00; PH off");
    expect(inForceAt(hours, at("2026-05-04")).hours.written).toBe("Mo-Fr 09:00-13:00; PH off");
  });
});

describe("a closure", () => {
  it("takes its days out, the last one whole, of the site or of all sites", () => {
    const summer = [{ from: "2026-08-03", to: "2026-08-14", reason: "Congés" }];

    expect(hoursIn(load({ closures: summer }), quarter("2026-T3"))).toBe((65 - 10) * 8);
    expect(hoursIn(load({}, { closures: summer }), quarter("2026-T3"))).toBe((65 - 10) * 8);
    expect(hoursIn(load({ closures: summer }, { closures: summer }), quarter("2026-T3"))).toBe((65 - 10) * 8);
  });

  it("may begin and end at an hour", () => {
    const works = [{ from: "2026-07-06T12:00", to: "2026-07-07 10:00", reason: "Travaux" }];

    expect(hoursIn(load({ closures: works }), quarter("2026-T3"))).toBe(65 * 8 - 5 - 1);
  });

  it("is told with its reason", () => {
    const closures = [{ from: "2026-12-25", to: "2026-12-25", reason: "Noël" }];

    expect(siteOf(load({ closures })).calendar.closures).toEqual([{ from: at("2026-12-25"), to: at("2026-12-26"), reason: "Noël" }]);
  });
});

describe("the time an endpoint is in service", () => {
  const inService = (dates: object): readonly Span[] | undefined =>
    load({ endpoints: [{ id: "salle", name: "Salle", ...dates }] }).endpoint("salle")?.inService;

  it("is all time where nothing is dated", () => {
    expect(inService({})).toBeUndefined();
  });

  it("goes from its commissioning to its removal, and again when it comes back", () => {
    expect(inService({ commissionedOn: "2026-03-02" })).toEqual([{ from: at("2026-03-02"), to: always.to }]);
    expect(inService({ removedOn: "2026-05-16T12:00" })).toEqual([{ from: always.from, to: at("2026-05-16T12:00") }]);
    expect(inService({ inService: [{ removedOn: "2026-05-16" }, { commissionedOn: "2026-09-01" }] })).toEqual([
      { from: always.from, to: at("2026-05-16") },
      { from: at("2026-09-01"), to: always.to },
    ]);
  });

  it("asks for no poll of what was removed, beside others that a plan polls", () => {
    const polling = { snmp: { version: "2c", community: "communaute" } };
    const poll = { host: "192.0.2.10", channels: ["snmp"] };
    const endpoints = [
      { id: "salle", name: "Salle", poll },
      { id: "ancien", name: "Ancien", removedOn: "2026-01-05" },
      { id: "revenu", name: "Revenu", inService: [{ removedOn: "2025-01-05" }, { commissionedOn: "2025-06-02", removedOn: "2026-01-05" }] },
    ];
    const directory = load({ endpoints }, { polling });
    const away = directory.endpoints.filter((endpoint) => !isInService(endpoint, at("2026-01-05"))).map(({ id }) => id);

    expect(away).toEqual(["ancien", "revenu"]);
  });

  it("is the only time that is expected of it", () => {
    const directory = load({ openingHours: "24/7", endpoints: [{ id: "salle", name: "Salle", removedOn: "2026-05-16T12:00" }] });
    const { calendar } = siteOf(directory);
    const spans = directory.endpoint("salle")?.inService ?? [];
    const time = serviceTime(spans, openTimeOf(calendar, { period: quarter("2026-T2"), timeZone }), []);

    expect(secondsOf(time.expected)).toBe(3_931_200);
  });
});

describe("a contract", () => {
  const contractOf = (terms: object) => siteOf(load({}, { contract: terms })).contracts[0];

  it.each([
    ["99.5 %", 9_950],
    ["99.90", 9_990],
    ["99,9", 9_990],
    ["98%", 9_800],
    ["100", 10_000],
    ["0.29", 29],
    ["4.35", 435],
  ])("with a target of %s holds %i basis points", (target, basisPoints) => {
    expect(contractOf({ target })?.targetBasisPoints).toBe(basisPoints);
  });

  it("holds any target of two decimals exactly", () => {
    for (let basisPoints = 0; basisPoints <= 10_000; basisPoints += 611) {
      const target = `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, "0")}`;
      expect(contractOf([{ target }])?.targetBasisPoints).toBe(basisPoints);
    }
  });

  it("reads its delays, and the hours its clocks run in", () => {
    const terms = { gti: "30min", gtr: "1h30", stableReturn: "15 min", notice: "2d", clockHours: "Mo-Fr 08:00-18:00" };

    expect(contractOf(terms)).toMatchObject({
      targetBasisPoints: null,
      takeChargeSeconds: 1_800,
      restoreSeconds: 5_400,
      stableSeconds: 900,
      noticeSeconds: 172_800,
      clockHours: { written: "Mo-Fr 08:00-18:00" },
    });
  });

  it("changes on a day, and a site's own replaces that of the network", () => {
    const network = [{ target: "99 %" }, { from: "2026-07-01", target: "99.5 %" }];

    expect(siteOf(load({}, { contract: network })).contracts).toMatchObject([
      { from: 0, targetBasisPoints: 9_900 },
      { from: at("2026-07-01"), targetBasisPoints: 9_950 },
    ]);
    expect(siteOf(load({ contract: { gtr: "4h" } }, { contract: network })).contracts).toMatchObject([
      { targetBasisPoints: null, restoreSeconds: 14_400, stableSeconds: 900, noticeSeconds: 0 },
    ]);
    expect(siteOf(load()).contracts).toMatchObject([{ targetBasisPoints: null, restoreSeconds: null }]);
  });
});

describe("the territories of a site", () => {
  const namesOf = (directory: Directory, when: string): string[] => [...inForceAt(siteOf(directory).memberships, at(when)).territories];

  it("are its EPCI, by the commune", () => {
    const directory = load();

    expect(namesOf(directory, "2026-06-01")).toEqual(["brest"]);
    expect(siteOf(directory).memberships).toEqual([
      { from: 0, epci: { siren: "242900314", name: "Brest Métropole" }, territories: ["brest"] },
    ]);
  });

  it("are the commune itself where it is outside any EPCI", () => {
    const directory = load({ territory: "ouessant", insee: "29155" });

    expect(siteOf(directory).memberships).toEqual([{ from: 0, epci: null, territories: ["ouessant"] }]);
  });

  it("are also the islands and pays that name its commune, the site, or its EPCI", () => {
    const territories = [
      { id: "iles", name: "Quatre îles", kind: "ILE", communes: ["22016", "29083", "29155", "22113"] },
      brest,
      { id: "tregor", name: "Pays du Trégor", kind: "PAYS", territories: ["lannion"] },
      { id: "pilote", name: "Sites pilotes", kind: "PAYS", sites: ["mairie"] },
      { id: "ouest", name: "Pays de Brest", kind: "PAYS", territories: ["brest"] },
      lannion,
    ];
    const directory = load({ territory: "lannion", insee: "22113" }, { territories });

    expect(namesOf(directory, "2026-06-01")).toEqual(["lannion", "iles", "tregor", "pilote"]);
    expect(directory.sitesOf("tregor", quarter("2026-T2")).map(({ site }) => site.id)).toEqual(["mairie"]);
    expect(directory.sitesOf("ouest", quarter("2026-T2"))).toEqual([]);
  });

  it("keep the EPCI of an island, which a table knows even where the inventory does not", () => {
    const batz = { id: "batz", name: "Batz", kind: "ILE" };
    const directory = load({ territory: "batz", insee: "29082" }, { territories: [brest, batz] });

    expect(siteOf(directory).memberships).toMatchObject([
      { epci: { siren: "200067072", name: "Haut-Léon Communauté" }, territories: ["batz"] },
    ]);
  });

  it("change on the day its commune changes its EPCI, and the time before stays where it was", () => {
    const memberships = [{ insee: "22266", siren: lannion.siren, from: "2026-05-01" }];
    const tregor = { id: "tregor", name: "Pays du Trégor", kind: "PAYS", territories: ["lannion"] };
    const directory = load({ territory: "lannion", insee: "22266" }, { memberships, territories: [lannion, kreizBreizh, tregor] });
    const period = quarter("2026-T2");

    expect(namesOf(directory, "2026-04-30T23:59")).toEqual(["kreiz-breizh"]);
    expect(namesOf(directory, "2026-05-01")).toEqual(["lannion", "tregor"]);
    expect(directory.sitesOf("kreiz-breizh", period)[0]?.spans).toEqual([{ from: period.from, to: at("2026-05-01") }]);
    expect(directory.sitesOf("tregor", period)[0]?.spans).toEqual([{ from: at("2026-05-01"), to: period.to }]);
    expect(directory.sitesOf("kreiz-breizh", quarter("2026-T3"))).toEqual([]);
  });

  it("are as declared for a commune that no table knows", () => {
    const directory = load({ insee: "97105" });

    expect(siteOf(directory).memberships).toEqual([
      { from: 0, epci: { siren: "242900314", name: "Brest Métropole" }, territories: ["brest"] },
    ]);
  });
});

it("sites with the same hours and closures share one calendar, so that a quarter works it out once", () => {
  const other = { ...mairie, id: "annexe", agent: { id: "annexe" }, endpoints: [{ id: "salle-2", name: "Salle" }] };
  const late = { ...other, id: "tard", openingHours: "10:00-20:00", agent: { id: "tard" }, endpoints: [{ id: "salle-3", name: "Salle" }] };
  const directory = load({}, { sites: [mairie, other, late] });

  expect(directory.site("annexe")?.calendar).toBe(siteOf(directory).calendar);
  expect(directory.site("tard")?.calendar).not.toBe(siteOf(directory).calendar);
});

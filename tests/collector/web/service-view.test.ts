import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noContract } from "../../../collector/sla/contract.ts";
import { dayNamed, hoursOf, localDays } from "../../../collector/web/local-days.ts";
import { serviceView } from "../../../collector/web/service-view.ts";
import { at, calendarOf } from "../accounts/small-network.ts";
import { eventful, type ServiceFacts, serviceOf } from "./service-fixture.ts";

const plain = (text: string | null | undefined): string => (text ?? "").replace(/[\u00a0\u202f]/g, " ").replaceAll("’", "'");

async function viewOf(facts: ServiceFacts, day: string | null = null) {
  return serviceView(await serviceOf(facts), "/endpoints/salle", day === null ? null : dayNamed(day));
}

describe("the quarter of an endpoint", () => {
  it("writes its arithmetic out, so that a reader can redo it", async () => {
    const { figures } = await viewOf(eventful);

    expect(figures.seconds.map(({ label, lasted }) => plain(`${label} : ${lasted}`))).toEqual([
      "Ouvert, équipement en service : 600 h",
      "− maintenances décomptées : 2 h",
      "= temps de service attendu : 598 h",
      "dont disponible : 588 h 30 min",
      "dont dégradé : 1 h",
      "dont indisponible – équipement : 3 h 30 min",
      "dont indisponible – site/réseau : 1 h",
      "dont inconnu : 4 h",
    ]);
    expect(plain(figures.service)).toBe("99,24 %");
    expect(figures.workings.map(({ label, working, result }) => plain(`${label} : ${working} = ${result}`))).toEqual([
      "Taux de service : (disponible + dégradé) ÷ connu = 589 h 30 min ÷ 594 h = 99,24 %",
      "Équipement seul : sans les coupures du site : 589 h 30 min ÷ 593 h = 99,40 %",
      "Taux strict : le dégradé compté comme une panne : 588 h 30 min ÷ 594 h = 99,07 %",
      "Couverture : connu ÷ attendu = 594 h ÷ 598 h = 99,33 %",
      "Borne basse : tout l'inconnu compté en panne : 589 h 30 min ÷ 598 h = 98,57 %",
      "Borne haute : tout l'inconnu compté disponible : 593 h 30 min ÷ 598 h = 99,24 %",
    ]);
    expect([plain(figures.target), figures.verdict]).toEqual(["99,00 %", "tenu"]);
  });

  it("takes silence for no good news: without anything observed nothing is said of incidents, with a part of it only what was seen", async () => {
    const nothing = await viewOf({ told: [] });
    const part = await viewOf({ told: [["up", "2026-04-01T00:00", "2026-06-20T00:00"]] });
    const all = await viewOf({ told: [["up", "2026-04-01T00:00", "2026-07-01T00:00"]] });

    expect([nothing, part, all].map(({ incidentCount, noIncidents }) => [incidentCount, plain(noIncidents.word)])).toEqual([
      [null, "n.d."],
      [null, "aucun constaté"],
      [null, "aucun"],
    ]);
  });

  it("lists every stretch that was not up, an outage over night once, with what of it counts and whose it is", async () => {
    const { lost } = await viewOf(eventful);

    expect(lost.rows.map(({ from, to, lasted, stateWord, owner }) => [from.text, to.text, lasted, stateWord, owner].map(plain))).toEqual([
      ["14/04/2026 16:00", "15/04/2026 09:30", "3 h 30 min", "indisponible – équipement", "équipement"],
      ["05/05/2026 10:00", "05/05/2026 11:00", "1 h", "dégradé", "plateforme d'enregistrement"],
      ["02/06/2026 09:00", "02/06/2026 10:00", "1 h", "indisponible – site/réseau", "réseau du site"],
      ["10/06/2026 08:00", "10/06/2026 12:00", "4 h", "inconnu", "non imputable"],
    ]);
    expect(lost.rows[0]?.dayHref).toBe("/endpoints/salle?jour=2026-04-14#journee-titre");
    expect(plain(lost.summary)).toBe("4 intervalles : 1 indisponible – équipement, 1 indisponible – site/réseau, 1 dégradé, 1 inconnu");
  });

  it("says what does not count and why, and of a maintenance announced too late that it counts all the same", async () => {
    const { excluded } = await viewOf(eventful);

    expect(excluded.rows.map(({ what, notes, counted, late }) => [what, ...notes, counted, late].map(plain))).toEqual([
      ["Hors des horaires d'ouverture", "1 584 h", ""],
      ["Maintenance du site", "Mise à jour du micrologiciel", "déclarée le 01/05/2026 09:00", "2 h", ""],
      ["Maintenance du site", "Remplacement de l'écran", "déclarée le 15/06/2026 18:00", "0 s", "1 h"],
    ]);
  });

  it("tells each incident with its clocks, who took charge, and what was said of it", async () => {
    const { incidents } = await viewOf(eventful);
    const [first, second] = incidents.rows;

    expect([first?.takeCharge, first?.restore].map((cell) => plain(`${cell?.text} ${cell?.verdict}`))).toEqual([
      "40 min tenue, engagement de 1 h",
      "3 h 30 min tenue, engagement de 4 h",
    ]);
    expect(first?.said.map(plain)).toEqual([
      "imputation d'après les preuves : équipement",
      "prise en charge le 14/04/2026 16:40",
      "le 15/04/2026 09:40 : « Bloc d'alimentation remplacé. »",
    ]);
    expect(plain(`${second?.takeCharge.text} ${second?.takeCharge.verdict}`)).toBe("pas de prise en charge ");
  });

  it("offers the quarters before it, and the one that was asked for", async () => {
    const { choices, title, dates, progress } = await viewOf({ quarter: "2023-T4" });

    expect(choices.map(({ label }) => label).map(plain)).toEqual([
      "T4 2023",
      "T2 2025",
      "T3 2025",
      "T4 2025",
      "T1 2026",
      "T2 2026",
      "T3 2026",
    ]);
    expect(choices.filter(({ isChosen }) => isChosen).map(({ href }) => href)).toEqual([
      "/endpoints/salle?trimestre=2023-T4#service-titre",
    ]);
    expect([title, plain(dates), progress]).toEqual(["4e trimestre 2023", "du 1er octobre au 31 décembre 2023", null]);
  });

  it("offers none from before the endpoint was put in service", async () => {
    const inService = [{ from: at("2026-05-01T00:00"), to: at("2030-01-01T00:00") }];

    expect((await viewOf({ inService })).choices.map(({ label }) => plain(label))).toEqual(["T2 2026", "T3 2026"]);
  });
});

describe("a quarter of which there is little to say", () => {
  const openHours: ServiceFacts["told"] = [["up", "2026-04-01T00:00", "2026-07-01T00:00"]];

  it.each<[string, ServiceFacts, string, string]>([
    ["nothing was observed", {}, "n.d.", "on ne peut rien dire : moins de 50 % du temps de service observé"],
    [
      "the site was closed all the time",
      {
        told: openHours,
        site: {
          calendar: calendarOf("Mo-Fr 08:00-18:00", [{ from: at("2026-01-01T00:00"), to: at("2026-12-31T00:00"), reason: "Travaux" }]),
        },
      },
      "n.d.",
      "aucun temps de service attendu sur la période",
    ],
    ["nothing was promised", { told: openHours, site: { contracts: [noContract] } }, "100,00 %", "aucun objectif au contrat"],
    [
      "it was removed before",
      { told: openHours, inService: [{ from: 0, to: at("2026-03-01T00:00") }] },
      "n.d.",
      "aucun temps de service attendu sur la période",
    ],
    [
      "it has begun today",
      { told: [["up", "2026-07-01T00:00", "2026-07-01T12:00"]], quarter: "2026-T3", now: "2026-07-01T12:00" },
      "100,00 %",
      "tenu à ce jour",
    ],
    ["all was well", { told: openHours }, "100,00 %", "tenu"],
  ])("is told as it is where %s", async (_what, facts, service, verdict) => {
    const { figures, incidents, picture } = await viewOf(facts);

    expect([figures.service, figures.verdict].map(plain)).toEqual([service, verdict]);
    expect(incidents.rows).toEqual([]);
    expect(picture.rowLabels.length).toBeGreaterThan(12);
  });

  it("names the reason of a closure", async () => {
    const closed = calendarOf("Mo-Fr 08:00-18:00; PH off", [
      { from: at("2026-04-20T00:00"), to: at("2026-04-25T00:00"), reason: "Travaux" },
    ]);

    const { excluded } = await viewOf({ told: openHours, site: { calendar: closed } });

    expect(excluded.rows.map(({ what, counted }) => plain(`${what}, ${counted}`))).toContain("Fermeture : Travaux, 120 h");
  });
});

describe("the picture of a quarter", () => {
  it("has a row for each week, the day of the week above, and draws what matters most on top", async () => {
    const { picture } = await viewOf(eventful);

    expect(picture.rowLabels.map(({ text }) => plain(text)).slice(0, 3)).toEqual(["1 avr.", "6 avr.", "13 avr."]);
    expect(picture.columnLabels.map(({ text }) => text)).toEqual(["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]);
    expect(picture.bars.at(-1)).toMatchObject({ standing: "down" });
    expect([...new Set(picture.bars.map(({ standing }) => standing))]).toEqual([
      "off_hours",
      "up",
      "maintenance",
      "degraded",
      "unknown",
      "site",
      "down",
    ]);
  });

  it("tells what it draws without colours too: by height or by pattern", async () => {
    const looks = (await viewOf(eventful)).legend.map(({ height, pattern }) => `${height} ${pattern}`);

    expect(new Set(looks).size).toBe(looks.length);
  });

  it("shows an outage of one minute, and stays within its frame", async () => {
    const told: ServiceFacts["told"] = [
      ["up", "2026-04-01T00:00", "2026-04-10T17:59"],
      ["down", "2026-04-10T17:59", "2026-04-10T18:00"],
      ["up", "2026-04-10T18:00", "2026-07-01T00:00"],
    ];

    const { picture } = await viewOf({ told });

    expect(picture.bars.find(({ standing }) => standing === "down")?.width).toBeGreaterThanOrEqual(0.3);
    expect(picture.bars.every(({ x, width }) => x >= 0 && x + width <= 100.001)).toBe(true);
  });

  it("holds three hundred outages, each a row of the table, which then stays folded", async () => {
    const minutes = (index: number) => new Date(Date.UTC(2026, 3, 1) + index * 7 * 3_600_000).toISOString().slice(0, 16);
    const told = Array.from({ length: 300 }, (_, index) => [
      ["down", minutes(index), minutes(index + 0.5)] as const,
      ["up", minutes(index + 0.5), minutes(index + 1)] as const,
    ]).flat();

    const { lost, picture } = await viewOf({ told, site: { calendar: calendarOf("24/7") } });

    expect([lost.rows.filter(({ state }) => state === "down").length, lost.isLong]).toEqual([300, true]);
    expect(picture.bars.filter(({ standing }) => standing === "down").length).toBeGreaterThanOrEqual(300);
  });
});

describe("one day to the second", () => {
  it("shows all that happened from midnight to midnight, without a hole", async () => {
    const { day } = await viewOf(eventful, "2026-04-14");

    expect(day?.title).toBe("Journée du mardi 14\u00a0avril\u00a02026");
    expect(day?.rows.map(({ from, to, lasted, word }) => [from.text, to.text, lasted, word].map(plain))).toEqual([
      ["00:00:00", "08:00:00", "8 h", "fermé"],
      ["08:00:00", "16:00:00", "8 h", "disponible"],
      ["16:00:00", "18:00:00", "2 h", "indisponible – équipement"],
      ["18:00:00", "24:00:00", "6 h", "fermé"],
    ]);
    expect([day?.previousHref, day?.nextHref]).toEqual([
      "/endpoints/salle?jour=2026-04-13#journee-titre",
      "/endpoints/salle?jour=2026-04-15#journee-titre",
    ]);
  });

  it("has 23 or 25 hours where the clocks change", () => {
    const lengths = ["2026-03-29", "2026-10-25", "2026-07-14"].map((date) => {
      const day = dayNamed(date);
      return day === null ? null : [(day.to - day.from) / 3_600, hoursOf(day).length];
    });

    expect(lengths).toEqual([
      [23, 24],
      [25, 26],
      [24, 25],
    ]);
  });

  it("is nothing that no calendar has", () => {
    expect(["2026-02-30", "2026-4-14", "demain", ""].map(dayNamed)).toEqual([null, null, null, null]);
  });

  it("days follow each other without a gap, in any span", () => {
    const instant = fc.integer({ min: 946_684_800, max: 2_208_988_800 });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 100 * 86_400 }), (from, length) => {
        const days = localDays({ from, to: from + length });
        expect(days[0]?.from).toBeLessThanOrEqual(from);
        expect(days.at(-1)?.to).toBeGreaterThanOrEqual(from + length);
        expect(days.slice(1).every((day, index) => day.from === days[index]?.to)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

import { describe, expect, it } from "vitest";
import type { ReportDocument } from "../../../../collector/reports/forms/document.ts";
import { htmlOf } from "../../../../collector/reports/forms/html.ts";
import type { IssuedReport } from "../../../../collector/reports/issued.ts";
import { documentOf } from "../../../../collector/reports/wording/document-of.ts";
import { at, networkOf, siteOf, tell } from "../../accounts/small-network.ts";
import { called } from "../../attendance/used-network.ts";
import { fillSmallRegion, modelOf, smallRegion, smallReport } from "../small-report.ts";
import { issuedOf } from "./issued-of.ts";

/** All that a document says, as a reader has it. */
function textOf(document: ReportDocument): string {
  const said: string[] = [];
  const visit = (part: unknown): void => {
    if (typeof part === "string") said.push(part);
    else if (typeof part === "object" && part !== null) {
      for (const [name, value] of Object.entries(part)) if (name !== "svg" && name !== "kind") visit(value);
    }
  };
  visit(document);
  return said.join("\n");
}

const sectionOf = ({ sections, ...document }: ReportDocument, title: string): string =>
  textOf({ ...document, title: "", subtitle: "", facts: [], sections: sections.filter((section) => plain(section.title).includes(title)) });
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ").replaceAll("’", "'");
const told = (report: IssuedReport, title: string): string => plain(sectionOf(documentOf(report), title));

describe("the report as a document", () => {
  it("has all sections of the plan, in their order and under their titles", async () => {
    expect(documentOf(await smallReport()).sections.map(({ title }) => plain(title))).toEqual([
      "1. L'essentiel du trimestre",
      "2. Chiffres clés et évolution",
      "3. Carte des territoires",
      "4. Tableau de bord par territoire",
      "5. Engagements de service : résultats et manquements",
      "6. Incidents marquants",
      "7. Qualité des communications",
      "8. Usages",
      "9. Sites sous-utilisés",
      "10. Fiabilité et usage : lecture croisée",
      "11. Tendances et points de vigilance",
      "12. Recommandations et plan d'actions",
      "13. Qualité et complétude des données",
      "Annexe A. Méthode de calcul",
      "Annexe B. Détail par équipement",
      "Annexe C. Journal des incidents",
      "Annexe D. Journal des maintenances",
      "Annexe E. Glossaire",
      "Annexe F. Sources et licences",
      "Annexe G. Déclaration d'accessibilité",
      "Validation",
    ]);
  });

  it("is the same page for the small region, to the last space", async () => {
    // Without the outlines of sixty EPCI.
    const page = htmlOf(documentOf(await smallReport())).replace(/ d="[^"]*"/g, "");

    await expect(page).toMatchFileSnapshot("small-region.html");
  });

  it("says of a target whether it is held, and by how much a guarantee was missed", async () => {
    const report = await smallReport();

    // Salle A was out for six hours of 600: 99 % is just held; four hours are exceeded.
    expect(told(report, "5. Engagements")).toContain("Objectif tenu : aucun équipement n'est sous son objectif.");
    expect(told(report, "5. Engagements")).toContain("GTR respectée pour 1 incident sur 2 (50 %), dépassée pour 1.");
    expect(told(report, "L'essentiel")).toContain("6 h sur l'horloge du contrat, au-delà des 4 h de la GTR.");
    expect(told(report, "Annexe D")).toContain("Salle B");
  });

  it("is set as French is: no straight apostrophe, no breaking space before a sign, whatever the names", async () => {
    const text = textOf(documentOf(await smallReport()));

    expect(text).not.toMatch(/'|(?<! )[ ][;:!?%»]|« |\d [%€]/);
    expect(text).not.toMatch(/\b(?:undefined|NaN|null)\b|\[object|\d\.\d+ ?%/);
  });

  it("carries the digest, and the date of its data rather than of today", async () => {
    const report = await smallReport();
    const { facts, datedMs } = documentOf(report);

    expect(facts.map(({ value }) => value)).toContain(report.evidence.sha256);
    expect(datedMs).toBe((report.evidence.dataHorizon ?? 0) * 1000);
  });
});

const oneRoom = networkOf([siteOf("mairie", { name: "Mairie" })], [{ id: "salle", name: "Salle", site: "mairie" }]);
const quiet = (quarter: string, from: string, to: string, calls = 0) =>
  modelOf(
    oneRoom,
    async (ledger) => {
      await tell(ledger, "salle", ["up", from, to]);
      await ledger.importCalls(
        "salle",
        Array.from({ length: calls }, (_, call) => called(`2026-05-${12 + call}T10:00`, 30)),
        0,
      );
    },
    { quarter },
  ).then((model) => issuedOf(model));

describe("a quarter in which little happened", () => {
  it("tells no incident and no use in words", async () => {
    const report = await quiet("2026-T2", "2026-04-01T00:00", "2026-07-01T00:00");

    expect(told(report, "L'essentiel")).toContain("Aucun incident");
    expect(told(report, "L'essentiel")).toContain("1 site sans usage");
    expect(told(report, "8. Usages")).toContain("Aucun usage n'a été constaté ce trimestre sur 1 site.");
    expect(told(report, "6. Incidents")).toContain("Aucun incident.");
    expect(told(report, "5. Engagements")).toContain("Tout le temps attendu a été observé.");
  });

  it("tells one use in the singular", async () => {
    const report = await quiet("2026-T2", "2026-04-01T00:00", "2026-07-01T00:00", 1);

    expect(told(report, "8. Usages")).toContain("1 usage, pour 0,5 h de communication.");
    expect(told(report, "8. Usages")).toContain("Tous les usages ont eu lieu aux heures d'ouverture des sites.");
  });

  it("tells several in the plural", async () => {
    expect(told(await quiet("2026-T2", "2026-04-01T00:00", "2026-07-01T00:00", 2), "8. Usages")).toContain(
      "2 usages, pour 1 h de communication.",
    );
  });

  it("draws nothing from a quarter before that was not observed, and says so", async () => {
    const report = await quiet("2026-T2", "2026-04-01T00:00", "2026-07-01T00:00");

    expect(told(report, "2. Chiffres clés")).toContain("Aucune comparaison avec le T1 2026");
  });

  it("does not compare with a quarter of which a third was observed", async () => {
    // March alone was observed: 22 of 63 working days.
    const report = await quiet("2026-T2", "2026-03-01T00:00", "2026-07-01T00:00");

    expect(told(report, "2. Chiffres clés")).toContain(
      "Le T1 2026 n'a été observé que pour 34,92 % du temps de service : aucune comparaison",
    );
  });

  it("compares under reserve with one of which a part is missing, and says of few uses that they are too few", async () => {
    // From 12 January on: 57 of 63 working days, 90.47 %.
    const report = await quiet("2026-T2", "2026-01-12T00:00", "2026-07-01T00:00", 1);

    expect(told(report, "2. Chiffres clés")).toContain("Sous réserve : le T1 2026 n'a été observé que pour");
    expect(told(report, "2. Chiffres clés")).toContain("les effectifs sont trop faibles pour conclure");
  });

  it("names the rooms that came or went, which are in neither figure compared", async () => {
    const span = (from: string, to: string) => [{ from: at(`${from}T00:00`), to: at(`${to}T00:00`) }];
    const rooms = networkOf(
      [siteOf("mairie", { name: "Mairie" })],
      [
        { id: "stays", name: "Salle A", site: "mairie" },
        { id: "gone", name: "Salle B", site: "mairie", inService: span("2025-01-01", "2026-04-01") },
        { id: "come", name: "Salle C", site: "mairie", inService: span("2026-05-04", "2030-01-01") },
      ],
    );
    const model = await modelOf(rooms, async (ledger) => {
      for (const { id } of rooms.endpoints) await tell(ledger, id, ["up", "2026-01-01T00:00", "2026-07-01T00:00"]);
    });

    expect(told(issuedOf(model), "2. Chiffres clés")).toContain(
      "Périmètre constant : 1 équipement en service aux deux trimestres. Mis en service depuis, donc hors comparaison : Mairie (Brest), Salle C. Retirés depuis, donc hors comparaison : Mairie (Brest), Salle B.",
    );
    expect(told(issuedOf(model), "Annexe B")).toContain("Salle C (mis en service le 04/05/2026)");
  });

  it("names the first quarter of a year and the hour that autumn gives back", async () => {
    const first = documentOf(await quiet("2026-T1", "2026-01-01T00:00", "2026-04-01T00:00"));
    const last = documentOf(await quiet("2026-T4", "2026-10-01T00:00", "2027-01-01T00:00"));

    expect(first.subtitle).toContain("1er trimestre 2026");
    expect(plain(textOf(last))).toContain("du 01/10/2026 au 31/12/2026");
  });
});

describe("what is not simply issued", () => {
  it("is marked as a draft, which is compared with none", async () => {
    const model = { ...(await modelOf(smallRegion, fillSmallRegion)), isDraft: true, previous: null, yearBefore: null };
    const draft = documentOf(issuedOf(model));

    expect(plain(draft.draftMark ?? "")).toContain("Projet – chiffres provisoires, arrêtés au 01/07/2026 00:00");
    expect(told(issuedOf(model), "2. Chiffres clés")).toContain("Un projet de rapport n'est comparé à aucun autre trimestre");
  });

  it("opens, as a revision, with what changed and why", async () => {
    const { model } = await smallReport();
    const { service, coverage, incidents, restoreBreaches, takeChargeBreaches } = model.network.service;
    const after = { service, coverage, incidents, restoreBreaches, takeChargeBreaches, uses: model.network.use.uses };
    const change = { level: "network" as const, id: "network", name: "", before: { ...after, uses: 3 }, after };
    const revision = {
      number: 1,
      issuedAt: 1_783_000_000,
      reason: "journal d'appels retrouvé",
      previousSha256: "a".repeat(64),
      changes: [change],
    };
    const { sections } = documentOf(issuedOf(model, revision));

    expect(plain(sections[0]?.title ?? "")).toBe("Révision 1 : ce qui change et pourquoi");
    expect(told(issuedOf(model, revision), "Révision 1")).toContain("Motif : journal d'appels retrouvé");
    expect(told(issuedOf(model, revision), "Révision 1")).toContain("Ensemble du réseau\nUsages\n3\n4");
  });
});

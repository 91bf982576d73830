import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { issuedIn } from "../../collector/reports/evidence.ts";
import { tell } from "../collector/accounts/small-network.ts";
import { called } from "../collector/attendance/used-network.ts";
import { type SlaWorld, slaWorld } from "./sla-world.ts";

let world: SlaWorld;
let out: string;
beforeEach(async () => {
  world = await slaWorld();
  out = join(world.folder, "rapport");
});

const write = (folder = out, quarter = "2026-T2") => world.run("report", "--quarter", quarter, "--out", folder);
const verify = () => world.run("report", "verify", out);
const read = (name: string) => readFileSync(join(out, name), "utf8");
/** Two uses of the room, of half an hour each. */
const twoUses = () =>
  world.observe(async (ledger) => {
    await ledger.importCalls("salle", [called("2026-05-05T10:00", 30), called("2026-06-02T10:00", 30)], 0);
  });

describe("vigie report", () => {
  it("says of a quarter what can be worked out by hand", async () => {
    expect(await write()).toMatchObject({ exitCode: 0 });

    const model = issuedIn(read("rapport.json"))?.model;
    // 60 working days of 10 h for two rooms; one was out for 2 h on 14 April, unobserved for the 10 h of 20 May.
    expect(model?.network.service.account).toEqual({
      expected: 2 * 60 * 36_000,
      maintenance: 0,
      up: 2 * 60 * 36_000 - 36_000 - 7_200,
      degraded: 0,
      down: 7_200,
      site: 0,
      unknown: 36_000,
    });
    expect(model?.network.service.service).toEqual({ part: 4_276_800, whole: 4_284_000 });
    // Two hours are within the four of the GTR; nobody took charge within the hour of the GTI.
    expect(model?.network.service).toMatchObject({ incidents: 1, restoreBreaches: 0, takeChargeBreaches: 1, meanRestoreSeconds: 7_200 });
    expect(model?.facts).toEqual([
      { kind: "targets", all: 2, met: 2, missed: 0 },
      { kind: "longest_incident", incident: "salle@2026-04-14T07:00:00Z", clockSeconds: 7_200 },
      { kind: "sites_without_use", sites: 1, of: 1 },
    ]);
    // Reliable, and three months without one use where twelve would be few: it is to be made known.
    expect(model?.proposals).toEqual([{ rule: "make_known", sites: ["mairie"] }]);
  });

  it("truncates a rate that a spreadsheet opens, with a decimal comma where it is French", async () => {
    await write();

    expect(read("disponibilite-par-site.csv")).toContain("2026-T2,mairie,Mairie,Brest,Brest Métropole,4320000,36000,99.83,99.16,1\r\n");
    expect(read("sites-excel.csv")).toMatch(/^\uFEFFIdentifiant;Site;/);
    expect(read("sites-excel.csv")).toContain("mairie;Mairie;Brest;Brest Métropole;99,83;1;0;0;0;établie\r\n");
  });

  it("hides one or two uses, with their hours, from what is published", async () => {
    await twoUses();
    await write();

    expect(read("usages-par-territoire.csv")).toContain("2026-T2,242900314,Brest Métropole,1,< 3,\r\n");
    expect(read("sites-excel.csv")).toContain(";2;1;");
  });

  it("holds sites against what the network has agreed on, and says what that is", async () => {
    const settings = { dataDir: "data", inventoryFile: "inventory.yml", usage: { underUse: { thresholdPerMonth: 0.1 } } };
    writeFileSync(join(world.folder, "collector.yml"), JSON.stringify(settings));
    await write();

    const model = issuedIn(read("rapport.json"))?.model;
    expect(model?.rules.underUseThresholdPerMonth).toBe(0.1);
    // No use in a quarter proves nothing where one in ten months would be enough.
    expect(model?.sites[0]?.verdict).toBe("inconclusive");
  });

  it("gives the same bytes of the same ledger", async () => {
    const again = join(world.folder, "encore");
    await write();
    await write(again);

    for (const name of readdirSync(out)) expect(readFileSync(join(again, name))).toEqual(readFileSync(join(out, name)));
  });

  it("refuses a quarter that nobody observed, and names the rooms", async () => {
    const { exitCode, stderr } = await write(out, "2025-T3");

    expect(exitCode).toBe(1);
    expect(stderr).toContain("Rien n'a été observé au trimestre 2025-T3 : le registre ne permet pas de rapport.");
    expect(stderr).toContain("  salle\n  bureau\n");
  });

  it("refuses a quarter of which less than half was observed", async () => {
    // Of the first quarter the rooms were observed in March alone: 22 of 63 working days.
    expect((await write(out, "2026-T1")).stderr).toContain("Moins de la moitié du temps de service du trimestre 2026-T1 a été observée");
  });

  it("asks for a draft by its name where the quarter is not over, and for none where it is", async () => {
    expect(await write(out, "2090-T1")).toMatchObject({ exitCode: 64, stderr: expect.stringContaining("ajouter --draft") as string });
    const draft = await world.run("report", "--quarter", "2026-T2", "--out", out, "--draft");
    expect(draft.stderr).toContain("Le trimestre 2026-T2 est terminé");
  });

  it("keeps a report that was written when the ledger says something else since", async () => {
    await write();
    const before = read("rapport.json");
    await twoUses();

    expect(await write()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("ce rapport est gardé") as string });
    expect(read("rapport.json")).toBe(before);
  });
});

describe("vigie report verify", () => {
  it("agrees while the ledger says the same", async () => {
    await write();

    expect(await verify()).toMatchObject({ exitCode: 0, stderr: "" });
  });

  it("names what the ledger says otherwise", async () => {
    await write();
    await world.observe((ledger) => tell(ledger, "bureau", ["down", "2026-06-01T09:00", "2026-06-01T10:00"]));

    const { exitCode, stderr } = await verify();
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Le registre ne donne plus les mêmes chiffres :\n  endpoints.1.lost.0\n  endpoints.1.service.account.down\n");
  });

  it("sees a figure that somebody changed, in the model or in another form", async () => {
    await write();
    const model = read("rapport.json");
    writeFileSync(join(out, "disponibilite-par-site.csv"), read("disponibilite-par-site.csv").replace("99.83", "99.93"));
    expect((await verify()).stderr).toContain("disponibilite-par-site.csv ne dit pas la même chose que les chiffres du rapport.");

    writeFileSync(join(out, "rapport.json"), model.replaceAll('"down":7200', '"down":3600'));
    expect((await verify()).stderr).toContain("rapport.json a été modifié");

    writeFileSync(join(out, "rapport.json"), "{}");
    expect((await verify()).stderr).toContain("ce n'est pas un rapport");
  });
});

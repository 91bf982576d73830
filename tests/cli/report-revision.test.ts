import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { issuedIn } from "../../collector/reports/evidence.ts";
import { tell } from "../collector/accounts/small-network.ts";
import { type SlaWorld, slaWorld } from "./sla-world.ts";

let world: SlaWorld;
beforeEach(async () => {
  world = await slaWorld();
});

const folderOf = (name: string) => join(world.folder, name);
const write = (name: string, ...more: string[]) => world.run("report", "--quarter", "2026-T2", "--out", folderOf(name), ...more);
const reportIn = (name: string) => issuedIn(readFileSync(join(folderOf(name), "rapport.json"), "utf8"));
/** What the first report did not know: an hour out of service on 1 June. */
const lateNews = () => world.observe((ledger) => tell(ledger, "bureau", ["down", "2026-06-01T09:00", "2026-06-01T10:00"]));

describe("a report that was issued", () => {
  it("is the first version of its quarter, and asked for again the same files", async () => {
    const first = await write("a");
    await write("b");

    expect(first.stdout).toContain("Rapport du trimestre 2026-T2 (v1) écrit dans");
    expect(reportIn("a")?.revision).toMatchObject({ number: 0, reason: null, previousSha256: null, changes: [] });
    expect(readFileSync(join(folderOf("b"), "rapport.xlsx"))).toEqual(readFileSync(join(folderOf("a"), "rapport.xlsx")));
  });

  it("is revised with a reason, says what changed, and is kept", async () => {
    await write("a");
    const before = readFileSync(join(folderOf("a"), "rapport.json"));
    await lateNews();
    const revised = await write("b", "--reason", "relevés arrivés après coup");

    expect(revised).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("2026-T2 (révision 1) écrit dans") as string });
    const { revision } = reportIn("b") ?? {};
    expect(revision).toMatchObject({ number: 1, reason: "relevés arrivés après coup", previousSha256: reportIn("a")?.evidence.sha256 });
    // The network, its only territory and its only site: one incident more, an hour less of what was observed.
    expect(revision?.changes.map(({ level, id }) => [level, id])).toEqual([
      ["network", "network"],
      ["territory", "brest"],
      ["site", "mairie"],
    ]);
    expect(revision?.changes[0]).toMatchObject({
      before: { incidents: 1, service: { part: 4_276_800 } },
      after: { incidents: 2, service: { part: 4_273_200 } },
    });
    expect(readFileSync(join(world.folder, "data/reports/2026-T2/revision-0/rapport.json"))).toEqual(before);
  });

  it("is not revised without a reason, nor where nothing changed, nor before it was issued", async () => {
    expect((await write("a", "--reason", "x")).stderr).toContain("il n'y a rien à réviser");
    await write("a");
    expect((await write("b", "--reason", "x")).stderr).toContain("le registre donne les mêmes chiffres");
    await lateNews();
    expect(await write("b")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--reason "motif"') as string });
  });

  it("is not issued where the folder holds another report, and is where it only cannot be copied", async () => {
    await write("a");
    await lateNews();
    expect((await write("a", "--reason", "x")).stderr).toContain("contient déjà un autre rapport");
    writeFileSync(folderOf("fichier"), "");
    expect((await write("fichier", "--reason", "x")).stderr).toContain("Le rapport est émis et gardé");

    expect((await write("b")).stdout).toContain("2026-T2 (révision 1)");
  });

  it("is not given out of an archive that somebody changed", async () => {
    await write("a");
    writeFileSync(join(world.folder, "data/reports/2026-T2/revision-0/sites-excel.csv"), "autre chose");

    expect(await write("b")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("ont été modifiés") as string });
  });

  it("is known from one that was never issued, and said to be superseded", async () => {
    await write("a");
    await lateNews();
    await write("b", "--reason", "relevés arrivés après coup");

    expect(await world.run("report", "verify", folderOf("b"))).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await world.run("report", "verify", folderOf("a"))).stderr).toContain("Une version plus récente a été émise : révision 1");
    const other = await slaWorld();
    const { stderr } = await other.run("report", "verify", folderOf("a"));
    expect(stderr).toContain("n'est pas le rapport qui a été émis comme v1");
  });
});

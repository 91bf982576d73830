import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { dueReport } from "../../collector/reports/schedule.ts";
import { networkTimeZone, quarterSpan } from "../../collector/sla/calendar.ts";
import { lockDataDir } from "../../settings/lock-data-dir.ts";
import { tell } from "../collector/accounts/small-network.ts";
import { type MailServerOfTest, startMailServer } from "./mail-server.ts";
import { type SlaWorld, slaWorld } from "./sla-world.ts";

/** The report that is due today: the commands go by the clock of this machine. */
const { quarter } = dueReport(Date.now() / 1000, 5);
const span = quarterSpan(quarter, networkTimeZone) ?? { from: 0, to: 0 };
const local = (second: number): string => new Date(second * 1000).toISOString();

let world: SlaWorld;
let mail: MailServerOfTest;
beforeEach(async () => {
  world = await slaWorld();
  mail = await startMailServer();
  configure({
    folder: "depot",
    mail: { host: "127.0.0.1", port: mail.port, tls: "none", from: "vigie@example.org", to: ["a@example.org", "b@example.org"] },
  });
});
afterEach(() => mail.close());

function configure(report: object): void {
  const settings = { dataDir: "data", inventoryFile: "inventory.yml", report };
  writeFileSync(join(world.folder, "collector.yml"), JSON.stringify(settings));
}
/** The rooms worked all of the quarter that the report is due of. */
const observed = () =>
  world.observe(async (ledger) => {
    for (const id of ["salle", "bureau"]) await tell(ledger, id, ["up", local(span.from - 86_400), local(span.to + 86_400)]);
  });
const deliver = () => world.run("report", "deliver");
const dropped = () => readdirSync(join(world.folder, "depot"));

describe("vigie report deliver", () => {
  it("issues the report that is due, sends it to everybody on the list and drops it", async () => {
    await observed();

    expect(await deliver()).toMatchObject({ exitCode: 0, stderr: "" });
    expect(mail.letters.map(({ to }) => to)).toEqual([["a@example.org"], ["b@example.org"]]);
    expect(dropped()).toEqual([`rapport-${quarter}-v1`]);
    const [name = ""] = dropped();
    const kept = join(world.folder, "data/reports", quarter, "revision-0");
    expect(readFileSync(join(world.folder, "depot", name, "rapport.xlsx"))).toEqual(readFileSync(join(kept, "rapport.xlsx")));
  });

  it("writes a letter that says what it is, with what people open attached", async () => {
    await observed();
    await deliver();

    const [{ source } = { source: "" }] = mail.letters;
    expect(source).toMatch(/^Message-ID: <rapport-\d{4}-T\d-0-[0-9a-f]{12}-[0-9a-f]{12}@example\.org>/m);
    expect(source).toMatch(new RegExp(`filename="?${quarter}-rapport\\.xlsx`));
    expect(source).toMatch(new RegExp(`filename="?${quarter}-usages-par-territoire\\.csv`));
    expect(source).not.toContain("sites-excel.csv");
  });

  it("sends nothing twice", async () => {
    await observed();
    await deliver();

    expect(await deliver()).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
    expect(mail.letters).toHaveLength(2);
  });

  it("tries again only what failed, also after the server was away", async () => {
    await observed();
    mail.refused.add("b@example.org");
    const first = await deliver();
    expect(first).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("échec de l'envoi par courriel à b@example.org") as string,
    });
    mail.refused.clear();

    expect(await deliver()).toMatchObject({ exitCode: 0 });
    expect(mail.letters.map(({ to }) => to)).toEqual([["a@example.org"], ["b@example.org"]]);
  });

  it("keeps what it issued when nobody can be reached, and says so", async () => {
    await observed();
    await mail.close();
    mail = await startMailServer();
    configure({ mail: { host: "127.0.0.1", port: 1, tls: "none", from: "vigie@example.org", to: ["a@example.org"] } });

    expect(await deliver()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("échec de l'envoi") as string });
    expect(readdirSync(join(world.folder, "data/reports", quarter))).toEqual(["revision-0"]);
  });

  it("expects no report of a quarter in which nothing was observed", async () => {
    const empty = await openSqliteLedger({ file: join(world.folder, "vide.db") });
    await empty.close();
    renameSync(join(world.folder, "vide.db"), join(world.folder, "data", "ledger.db"));
    expect(await deliver()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("aucun rapport n'est attendu") as string });
    expect(mail.letters).toEqual([]);
  });

  it("sends no file that was changed since it was issued", async () => {
    await observed();
    configure({ folder: "depot" });
    await deliver();
    rmSync(join(world.folder, "depot"), { recursive: true });
    mkdirSync(join(world.folder, "depot"));
    writeFileSync(join(world.folder, "data/reports", quarter, "revision-0", "sites-excel.csv"), "x");
    configure({ folder: "autre" });

    expect(await deliver()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("ont été modifiés") as string });
  });

  it("leaves alone what another command is sending", async () => {
    await observed();
    mkdirSync(join(world.folder, "data/reports"));
    const unlock = lockDataDir(join(world.folder, "data/reports"));
    expect(await deliver()).toMatchObject({ exitCode: 1, stderr: "Un envoi est déjà en cours.\n" });
    unlock?.();

    expect(await deliver()).toMatchObject({ exitCode: 0 });
    expect(mail.letters).toHaveLength(2);
  });

  it("refuses a password in clear, by file and line", async () => {
    configure({
      mail: { host: "smtp.example", tls: "none", user: "vigie", passwordFile: "x", from: "v@example.org", to: ["a@example.org"] },
    });

    expect(await deliver()).toMatchObject({ exitCode: 78, stderr: expect.stringContaining("report.mail.tls") as string });
  });
});

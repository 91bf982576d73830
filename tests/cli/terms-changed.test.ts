import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { keepTerms } from "../../collector/accounts/keep-terms.ts";
import { loadDirectory } from "../../collector/directory/load-directory.ts";
import { openSqliteDeclarations } from "../../collector/ledger/sqlite-declarations.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { at, tell } from "../collector/accounts/small-network.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

let folder: string;
const hours = "Mo-Fr 08:00-18:00; PH off";
const salle = { id: "salle", name: "Salle du conseil" };
const inventory = (site: object = {}, endpoint: object = {}) => ({
  contract: [{ target: "99 %", gti: "1h", gtr: "4h" }],
  territories: [{ id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" }],
  sites: [
    {
      id: "mairie",
      openingHours: hours,
      regionalAidEuros: 0,
      isFictional: true,
      name: "Mairie",
      territory: "brest",
      insee: "29019",
      commune: "Brest",
      hostKind: "collectivite",
      hasTechnician: false,
      agent: { id: "ag-mairie", tokenSha256: "0".repeat(64) },
      endpoints: [{ ...salle, ...endpoint }],
      ...site,
    },
  ],
});

beforeEach(async () => {
  folder = temporaryFolder("terms-changed");
  writeFileSync(join(folder, "collector.yml"), JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml" }));
  chmodSync(join(folder, "collector.yml"), 0o600);
  mkdirSync(join(folder, "data"));
  const ledger = await openSqliteLedger({ file: join(folder, "data", "ledger.db") });
  await tell(ledger, "salle", ["up", "2026-03-01T00:00", "2026-07-02T00:00"]);
  await ledger.close();
  await seen(inventory());
});

/** What a collector does with a new inventory. */
async function seen(written: object) {
  const file = join(folder, "inventory.yml");
  writeFileSync(file, JSON.stringify(written));
  const now = at("2026-07-10T12:00");
  const declarations = openSqliteDeclarations({ file: join(folder, "data", "ledger.db"), now: () => now * 1000 });
  try {
    return await keepTerms(declarations, loadDirectory(file), now, { who: "inventory", origin: "inventory.yml" });
  } finally {
    await declarations.close();
  }
}

const run = (...words: string[]) => vigie(...words, "--config", join(folder, "collector.yml"));
const quarter = ["--quarter", "2026-T2"] as const;
const inOneLine = (text: string): string => text.replace(/\s+/g, " ");

describe("an inventory that is edited", () => {
  it("writes nothing where it says the same", async () => {
    expect(await seen(inventory())).toEqual([]);
    expect((await run("audit", "--json")).stdout.match(/terms_/g)).toHaveLength(1);
  });

  it("leaves a trace of the hours it changed in the past, which every figure of that time carries", async () => {
    const past = await seen(inventory({ openingHours: "Tu 14:00-18:00" }));

    expect(past).toEqual([{ what: "hours", sites: ["mairie"], endpoints: [], from: 0, to: at("2026-07-10T12:00") }]);
    const sentence =
      "Inventaire modifié rétroactivement le 10/07/2026 12:00 : horaires d'ouverture, depuis toujours jusqu'au 10/07/2026 (mairie).";
    expect(inOneLine((await run("sla", "figures", ...quarter)).stdout)).toContain(sentence);
    expect(inOneLine((await run("sla", "explain", "salle", ...quarter)).stdout)).toContain(sentence);
    const trace = JSON.parse((await run("audit", "--json")).stdout) as { what: string; who: string; before: object; after: object }[];
    expect(trace[0]).toMatchObject({
      what: "terms_changed",
      who: "inventory",
      before: { sites: [[["mairie"], { hours: [{ hours }] }]] },
      after: { sites: [[["mairie"], { hours: [{ hours: "Tu 14:00-18:00" }] }]], past: [{ what: "hours" }] },
    });
    expect((await run("audit")).stdout).toMatch(/inventaire modifié +mairie +inventaire +inventory.yml/);
  });

  it("is told of the time it changed, no more: from the day it is dated back to", async () => {
    await seen(inventory({ openingHours: [{ hours }, { from: "2026-06-01", hours: "Tu 14:00-18:00" }] }));

    expect(inOneLine((await run("sla", "figures", ...quarter)).stdout)).toContain("du 01/06/2026 au 10/07/2026");
    expect((await run("sla", "figures", "--quarter", "2026-T1")).stdout).not.toContain("rétroactivement");
  });

  it("may change what is to come as it likes", async () => {
    expect(await seen(inventory({ openingHours: [{ hours }, { from: "2026-09-01", hours: "24/7" }] }))).toEqual([]);
    expect((await run("sla", "figures", ...quarter)).stdout).not.toContain("rétroactivement");
  });

  it.each([
    ["a contract", { contract: [{ target: "98 %" }] }, {}, "contracts"],
    ["a closure", { closures: [{ from: "2026-04-07", to: "2026-04-09", reason: "Travaux" }] }, {}, "closures"],
    ["a date of commissioning", {}, { commissionedOn: "2026-05-01" }, "in_service"],
  ])("is told likewise of %s", async (_, site, endpoint, what) => {
    expect(await seen(inventory(site, endpoint))).toMatchObject([{ what, sites: ["mairie"] }]);
  });

  it("is told of rooms that it takes out of the past, and of new ones that it says were always there", async () => {
    const bureau = { id: "bureau", name: "Bureau" };

    expect(await seen(inventory({ endpoints: [bureau] }))).toMatchObject([{ what: "in_service", endpoints: ["salle", "bureau"] }]);
    expect(await seen(inventory({ endpoints: [bureau, { ...salle, commissionedOn: "2026-09-01" }] }))).toEqual([]);
  });

  it("is told of what it would change of the past when it is checked, before a collector reads it", async () => {
    const file = join(folder, "next.yml");
    writeFileSync(file, JSON.stringify(inventory({ openingHours: "Tu 14:00-18:00" })));
    const changed = await run("inventory", "check", file);
    writeFileSync(file, JSON.stringify(inventory()));

    expect(changed.stdout).toMatch(/Attention : il change le passé[^]*horaires d'ouverture, depuis toujours jusqu'au \S+ \(mairie\)/);
    expect((await run("inventory", "check", file)).stdout).toContain("Il ne change rien au passé.");
    expect((await run("audit", "--json")).stdout.match(/terms_changed/g)).toBeNull();
  });

  it("that no collector has seen yet is told of all the same, and written before a quarter is signed for", async () => {
    writeFileSync(join(folder, "inventory.yml"), JSON.stringify(inventory({ openingHours: "Tu 14:00-18:00" })));

    expect(inOneLine((await run("sla", "figures", ...quarter)).stdout)).toContain("ce que le collecteur n'a pas encore retenu");
    await run("sla", "close", ...quarter);

    expect((await run("audit")).stdout).toMatch(/trimestre clos[^]*inventaire modifié[^]*inventaire retenu/);
  });
});

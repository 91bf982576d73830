import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createConcluding } from "../../collector/attendance/usage-loop.ts";
import { loadCollector } from "../../collector/config/load-collector.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { at, tell } from "../collector/accounts/small-network.ts";
import { called, far } from "../collector/attendance/used-network.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

let folder: string;

const siteOf = (id: string, name: string, insee: string, endpoints: readonly string[], more: object = {}) => ({
  id,
  name,
  insee,
  commune: name,
  territory: "brest",
  hostKind: "collectivite",
  openingHours: "Mo-Fr 08:00-18:00; PH off",
  regionalAidEuros: 6000,
  isFictional: true,
  hasTechnician: false,
  agent: { id: `ag-${id}`, tokenSha256: id.length.toString(16).repeat(64).slice(0, 64) },
  endpoints: endpoints.map((one) => ({ id: one, name: `Salle ${one}` })),
  ...more,
});
const inventory = {
  contract: [{ target: "99 %" }],
  territories: [
    { id: "brest", name: "Brest Métropole", kind: "METROPOLE", siren: "242900314" },
    { id: "iroise", name: "Pays d'Iroise Communauté", kind: "EPCI", siren: "242900074" },
  ],
  sites: [
    siteOf("mairie", "Brest", "29019", ["conseil", "reunion"]),
    siteOf("pepiniere-iroise", "Plouzané", "29212", ["pepiniere"], { hostKind: "pepiniere" }),
    siteOf("mediatheque", "Saint-Renan", "29260", ["mediatheque-salle"], { territory: "iroise" }),
  ],
};

/** A collector has worked here in the second quarter of 2026. */
beforeEach(async () => {
  folder = temporaryFolder("usage");
  writeFileSync(join(folder, "inventory.yml"), JSON.stringify(inventory));
  writeFileSync(join(folder, "collector.yml"), JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml" }));
  chmodSync(join(folder, "collector.yml"), 0o600);
  mkdirSync(join(folder, "data"));
  const ledger = await openSqliteLedger({ file: join(folder, "data", "ledger.db") });
  for (const id of ["conseil", "reunion", "pepiniere", "mediatheque-salle"])
    await tell(ledger, id, ["up", "2026-04-01T00:00", "2026-07-02T00:00"]);
  await tell(ledger, "mediatheque-salle", ["down", "2026-04-01T00:00", "2026-06-20T00:00"]);
  const weekly = ["04-02", "04-09", "04-16", "04-23", "05-07", "05-12", "05-19", "05-26", "06-02", "06-09", "06-16", "06-23"];
  const inQuimper = { farEndPlace: "commune:29232" };
  const quality = { quality: "measured" as const, streams: [{ medium: "video" as const, direction: "in" as const, lossRatio: 0.001 }] };
  await ledger.importCalls(
    "conseil",
    weekly.map((day) => called(`2026-${day}T10:00`, 50, { ...far("aa"), ...inQuimper, ...quality })),
    0,
  );
  await ledger.importCalls("reunion", [called("2026-05-12T20:00", 90, far("bb")), called("2026-05-12T19:58", 0, far("bb"))], 0);
  await ledger.importCalls("pepiniere", [called("2026-06-02T14:00", 25, far("aa"))], 0);
  await ledger.close();
});

const run = (...words: string[]) => vigie("usage", ...words, "--config", join(folder, "collector.yml"));
const quarter = ["--quarter", "2026-T2"] as const;

interface Row {
  readonly level: string;
  readonly id: string;
  readonly uses: number;
  readonly underUse: { readonly verdict: string } | null;
}

async function rows(...words: string[]): Promise<Row[]> {
  const { stdout, stderr } = await run(...words, "--json");
  expect(stderr).toBe("");
  return (JSON.parse(stdout) as { usage: Row[] }).usage;
}

describe("vigie usage", () => {
  it("tells of the network, territories, hosts, sites and rooms how often they were used, and where too little to conclude", async () => {
    const found = await rows(...quarter);

    expect(found.map(({ level, id, uses }) => [level, id, uses])).toEqual([
      ["network", "network", 14],
      ["territory", "brest", 14],
      ["territory", "iroise", 0],
      ["hostKind", "collectivite", 13],
      ["hostKind", "pepiniere", 1],
      ["site", "mairie", 13],
      ["site", "pepiniere-iroise", 1],
      ["site", "mediatheque", 0],
      ["endpoint", "conseil", 12],
      ["endpoint", "reunion", 1],
      ["endpoint", "pepiniere", 1],
      ["endpoint", "mediatheque-salle", 0],
    ]);
    const verdicts = Object.fromEntries(found.filter(({ level }) => level === "site").map(({ id, underUse }) => [id, underUse?.verdict]));
    expect(verdicts).toEqual({ mairie: "inconclusive", "pepiniere-iroise": "established", mediatheque: "seldom_available" });
  });

  it("says it in French, with the interval of small counts, verdicts and what to do", async () => {
    const { stdout, exitCode } = await run(...quarter);

    expect(exitCode).toBe(0);
    expect(stdout).toContain("Usage du trimestre 2026-T2, du 01/04/2026 au 30/06/2026.");
    expect(stdout).toMatch(/site +Plouzané +1 +0,3 \[0,0 ; 1,9\].* établie +300,00\s€ +faire connaître/);
    expect(stdout).toMatch(/site +Saint-Renan +0 .* aucun +site peu disponible +sans usage +réparer/);
    expect(stdout.replaceAll("\n", " ")).toContain("« une moyenne de 2 ou 3 usages par mois au sein de ces EPCI »");
    expect(stdout).not.toContain("pepiniere ");
  });

  it("tells of one room all that is known", async () => {
    const { stdout } = await run(...quarter, "--endpoint", "conseil");

    for (const told of [
      /Usages +12$/m,
      /part du premier +12 sur 12 usages$/m,
      /Qualité des appels +12 bons, 0 dégradé/,
      /Bretagne, à une heure de route ou plus +12 usages/,
    ]) {
      expect(stdout).toMatch(told);
    }
  });

  it("narrows to an EPCI by its SIREN, a site, and a month", async () => {
    expect((await rows("--epci", "242900314", "--month", "2026-05")).map(({ id, uses }) => [id, uses])).toEqual([
      ["brest", 5],
      ["collectivite", 5],
      ["pepiniere", 0],
      ["mairie", 5],
      ["pepiniere-iroise", 0],
      ["conseil", 4],
      ["reunion", 1],
      ["pepiniere", 0],
    ]);
    expect((await rows("--site", "mairie", ...quarter)).map(({ id }) => id)).toEqual(["mairie", "conseil", "reunion"]);
  });

  it("gives a spreadsheet one line each, of as many cells as the first", async () => {
    const { stdout } = await run(...quarter, "--csv");

    const lines = stdout.trimEnd().split("\r\n");
    expect(lines).toHaveLength(13);
    const cells = new Set(lines.map((line) => line.split(",").length));
    expect([...cells]).toHaveLength(1);
  });

  it("says the same from what is kept by month, and then refuses half a month", async () => {
    const before = await rows(...quarter);
    const { settings, directory } = loadCollector(join(folder, "collector.yml"));
    const ledger = await openSqliteLedger({ file: join(settings.dataDir, "ledger.db") });
    const basis = () => Promise.resolve({ directory, maintenance: [] });
    const now = () => at("2027-01-02T00:00") * 1000;
    await createConcluding({ ledger, basis, keptMonths: 6, readers: [], now, onPurged: () => undefined })();
    expect(await ledger.callsAfter(0, 10)).toEqual([]);
    await ledger.close();

    const known = ({ level, id, uses, underUse }: Row) => [level, id, uses, underUse];
    expect((await rows(...quarter)).map(known)).toEqual(before.map(known));
    const refused = await run("--from", "2026-05-10", "--to", "2026-06-01");
    expect(refused.exitCode).toBe(64);
    expect(refused.stderr).toContain("Le détail des appels de 2026-05 est effacé");
  });

  it.each([
    [["--epci", "242900313"], "Aucun territoire de l'inventaire n'a le SIREN 242900313"],
    [["--epci", "brest"], "« brest » n'est pas un numéro SIREN"],
    [["--site", "mairi"], "L'inventaire ne connaît pas mairi (vouliez-vous écrire « mairie » ?)"],
    [["--site", "mairie", "--endpoint", "conseil"], "Un seul périmètre à la fois"],
    [["--month", "2026-13"], "« 2026-13 » n'est pas un mois"],
    [["--month", "2026-05", "--quarter", "2026-T2"], "Une seule période à la fois"],
    [["--month", "2126-05"], "Cette période n'a pas commencé"],
  ])("explains what is wrong with %j", async (words, problem) => {
    const { exitCode, stderr, stdout } = await run(...words);

    expect([exitCode, stdout]).toEqual([64, ""]);
    expect(stderr).toContain(problem);
    expect(stderr).toContain("vigie usage --help");
  });

  it("explains itself", async () => {
    const { stdout, exitCode } = await vigie("usage", "--help");

    expect(exitCode).toBe(0);
    expect(stdout).toContain("--epci SIREN");
  });
});

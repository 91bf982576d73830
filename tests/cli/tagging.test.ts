import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

const example = new URL("../../docs/examples/inventory.yml", import.meta.url);
let folder: string;
/** A week ago, on a whole minute. */
const startedAt = Math.floor((Date.now() - 7 * 86_400_000) / 60_000) * 60_000;
const endpoint = "ouessant-salle-conseil";

/** A collector has worked here, and there was one call. */
beforeEach(async () => {
  folder = temporaryFolder("tagging");
  copyFileSync(example, join(folder, "inventory.yml"));
  const file = join(folder, "collector.yml");
  writeFileSync(file, JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml" }));
  chmodSync(file, 0o600);
  mkdirSync(join(folder, "data"));
  const ledger = await openSqliteLedger({ file: join(folder, "data", "ledger.db") });
  const call = {
    key: "1",
    startedAt,
    durationS: 1_800,
    isConnected: true,
    direction: "out",
    protocol: "sip",
    quality: "not_told",
  } as const;
  await ledger.importCalls(endpoint, [call], Date.now());
  await ledger.close();
});

const run = (...words: string[]) => vigie(...words, "--config", join(folder, "collector.yml"));
const at = new Date(startedAt).toISOString().replace(".000Z", "Z");
const tag = (...more: string[]) => run("purposes", "tag", "--endpoint", endpoint, "--at", at, ...more);

describe("vigie purposes", () => {
  it("says what a use was for, shows it, counts it, and hides small counts from the public", async () => {
    expect(await tag("--purpose", "training", "--users", "local_authority")).toMatchObject({ exitCode: 0, stderr: "" });

    const { stdout } = await run("purposes", "list", "--site", "ouessant-mairie");
    expect(stdout).toMatch(/30 min +formation +collectivité/);
    const quarter = `${at.slice(0, 4)}-T${Math.ceil(Number(at.slice(5, 7)) / 3)}`;
    expect((await run("purposes", "count", "--quarter", quarter)).stdout).toMatch(/motif : formation +1\n/);
    expect((await run("purposes", "count", "--quarter", quarter, "--public")).stdout).toMatch(/motif : formation +< 3\n/);
  });

  it("takes back what was said, and refuses words of one's own", async () => {
    await tag("--purpose", "training");
    expect((await tag("--nothing")).exitCode).toBe(0);
    expect((await run("purposes", "list", "--site", "ouessant-mairie")).stdout).not.toContain("formation");
    expect(await tag("--purpose", "Mme Le Gall")).toMatchObject({ exitCode: 64 });
    expect(await tag()).toMatchObject({ exitCode: 64 });
    expect((await run("audit")).stdout).toContain("motif d'usage saisi");
  });
});

describe("vigie campaigns", () => {
  const add = () => run("campaigns", "add", "--territory", "ouessant", "--kind", "press", "--from", "2026-03-02", "--to", "2026-03-13");

  it("declares, lists, compares and withdraws them", async () => {
    expect((await add()).stdout).toMatch(/^Campagne C1 déclarée : ouessant, du .* au .*\.\n$/);
    expect((await run("campaigns", "list")).stdout).toMatch(/C1 +ouessant +presse/);
    expect((await run("campaigns", "effect")).stdout).toMatch(/comparaison impossible[^]*Une association, jamais une cause\./);
    expect((await run("campaigns", "withdraw", "c1")).stdout).toBe("Campagne C1 retirée.\n");
    expect((await run("campaigns", "list")).stdout).toContain("retirée");
    expect((await run("campaigns", "effect")).stdout).toBe("Aucune campagne à comparer.\n");
  });
});

describe("vigie tokens, for a site", () => {
  it("wants the site with the role, and shows it", async () => {
    expect((await run("tokens", "add", "accueil", "--role", "site")).exitCode).toBe(64);
    expect((await run("tokens", "add", "accueil", "--role", "site", "--site", "ouessant-mairie")).stdout).toContain(
      "(site ouessant-mairie)",
    );
    expect((await run("tokens", "list")).stdout).toMatch(/accueil +site ouessant-mairie/);
  });
});

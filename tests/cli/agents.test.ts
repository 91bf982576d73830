import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { loadDirectory } from "../../collector/directory/load-directory.ts";
import { fleetFile, openFleet } from "../../collector/fleet/fleet.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { health } from "../collector/sinks/small-world.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

const example = new URL("../../docs/examples/inventory.yml", import.meta.url);
const operator = { who: "operator", origin: "here" };
let folder: string;

beforeEach(() => {
  folder = temporaryFolder("agents");
  copyFileSync(example, join(folder, "inventory.yml"));
  configure({ publicUrl: "https://visio.example:8443", tls: "own" });
});

function configure(more: object): void {
  const file = join(folder, "collector.yml");
  writeFileSync(file, JSON.stringify({ dataDir: "data", inventoryFile: "inventory.yml", ...more }));
  chmodSync(file, 0o600);
}

const agents = (...words: string[]) => vigie("agents", ...words, "--config", join(folder, "collector.yml"));

/** The agent's file as the collector would have it, with what it would have done. */
function withFleet(work: (fleet: ReturnType<typeof openFleet>) => void, now: () => number = Date.now): void {
  mkdirSync(join(folder, "data"), { recursive: true });
  const fleet = openFleet({ file: fleetFile(join(folder, "data")), now });
  work(fleet);
  fleet.close();
}

/** A line of the list, without what pads it. */
async function lineOf(agent: string): Promise<string> {
  const { stdout } = await agents("list");
  return (stdout.split("\n").find((line) => line.startsWith(agent)) ?? "").replace(/ {2,}/g, " | ");
}

describe("vigie agents add", () => {
  it("says for whom the code is, until when, and what to type on the site", async () => {
    const { stdout, exitCode } = await agents("add", "ouessant-mairie");

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Code de l'agent ouessant-mairie \(Mairie d'Ouessant \(site fictif\)\)\n\n {4}[1-9A-Z-]{14}\n/);
    expect(stdout).toMatch(/jusqu'au \p{L}+ \d+ \p{L}+ \d{4} à \d\d:\d\d\./u);
    expect(stdout).toMatch(
      /\n {4}sudo vigie agent enroll --collector https:\/\/visio\.example:8443 --code [1-9A-Z-]{14} --ca-sha256 [0-9a-f]{64}\n/,
    );
  });

  it("gives no fingerprint where a known authority vouches, and says what is missing where nobody told the address", async () => {
    configure({ listen: { host: "0.0.0.0" }, allowPlainHttp: true });
    const { stdout } = await agents("add", "ouessant-mairie");

    expect(stdout).not.toContain("--ca-sha256");
    expect(stdout).toContain("--collector https://ADRESSE-DU-COLLECTEUR");
    expect(stdout).toContain("y écrire publicUrl");
  });

  it("says which machines the site must allow, where the plan has names, public addresses or passwords in clear", async () => {
    const inventory = join(folder, "inventory.yml");
    const before = (await agents("add", "ouessant-mairie")).stdout;
    writeFileSync(inventory, readFileSync(inventory, "utf8").replace("host: 192.0.2.10,", "host: codec.mairie.example,"));
    const { stdout } = await agents("add", "ouessant-mairie");

    expect(before).toContain("    ranges: [192.0.2.10, ");
    expect(stdout).toContain("    ranges: [codec.mairie.example, ");
  });

  it("says that the code given before is worth nothing now", async () => {
    await agents("add", "ouessant-mairie");

    expect((await agents("add", "ouessant-mairie")).stdout).toContain("Il remplace le code donné auparavant");
  });

  it.each([
    [["add"], "Il manque l'identifiant d'un site ou d'un agent"],
    [["ad", "ouessant-mairie"], "Action inconnue : ad (vouliez-vous écrire « add » ?)"],
    [[], "Il manque une action"],
    [["list", "ouessant-mairie"], "Mot inattendu : ouessant-mairie"],
    [
      ["add", "ouessan-mairie"],
      "Ni site ni agent de ce nom dans l'inventaire : ouessan-mairie (vouliez-vous écrire « ouessant-mairie » ?)",
    ],
  ])("refuses « %s » and says why", async (words, problem) => {
    const { exitCode, stderr } = await agents(...words);

    expect([exitCode, stderr]).toEqual([64, expect.stringContaining(problem)]);
  });
});

describe("vigie agents list", () => {
  it("says by what each agent may speak", async () => {
    const heard = [await lineOf("ouessant-mairie")];
    const token = { sha256: "0".repeat(64), kind: "token", agent: "ouessant-mairie", expiresAt: null } as const;
    const certificate = { ...token, sha256: "1".repeat(64), kind: "certificate", expiresAt: Date.now() + 1_000_000 } as const;
    withFleet((fleet) => fleet.renew("none", token, operator));
    heard.push(await lineOf("ouessant-mairie"));
    withFleet((fleet) => fleet.renew("none", { ...certificate, expiresAt: Date.UTC(2099, 0, 1) }, operator));
    heard.push(await lineOf("ouessant-mairie"));
    withFleet((fleet) => fleet.askRotation("ouessant-mairie", operator));
    heard.push(await lineOf("ouessant-mairie"));
    await agents("revoke", "ouessant-mairie");
    heard.push((await lineOf("ouessant-mairie")).replace(/\d\d\/\d\d\/\d{4}/, "…"));

    expect(heard.map((line) => line.split(" | ")[2])).toEqual([
      "jeton de l'inventaire",
      "jeton",
      "certificat (01/01/2099)",
      "certificat (01/01/2099), changement demandé",
      "rien : révoqué le …",
    ]);
  });

  it("says how each agent is, as the collector's ledger has it last", async () => {
    mkdirSync(join(folder, "data"));
    const ledger = await openSqliteLedger({ file: join(folder, "data", "ledger.db") });
    await ledger.append({
      agent: "ouessant-mairie",
      outbox: "00112233aabbccdd",
      receivedAt: Date.now() - 180_000,
      sentAt: Date.now() - 180_000 + 3_600_000,
      boot: "cafe0123",
      first: 1,
      count: 0,
      observations: [],
      events: [],
      corrections: [],
      health: {
        ...health,
        version: "1.2.3",
        outboxCount: 41,
        lostCount: 7,
        plan: { version: "0123456789abcdef", state: "refused", reason: "famille inconnue" },
      },
    });
    const line = await lineOf("ouessant-mairie");
    const json: unknown = JSON.parse((await agents("list", "--json")).stdout);
    await ledger.close();

    expect(line.split(" | ").slice(3)).toEqual(["il y a 3 min", "1.2.3", "+60 min", "41", "7", "refusé : famille inconnue"]);
    expect(json).toMatchObject([
      { agent: "ouessant-mairie", version: "1.2.3", waiting: 41, lost: 7, plan: { state: "refused" } },
      {},
      {},
      {},
    ]);
  });
});

describe("vigie agents rotate", () => {
  it("gives a code where the agent cannot change its key by itself, and says why it cannot", async () => {
    const { stdout } = await agents("rotate", "ouessant-mairie");

    expect(stdout).toContain("son jeton vient de l'inventaire, il ne peut pas le changer lui-même");
    expect(stdout).toContain("sudo vigie agent enroll");
  });

  it("gives none to an agent that was revoked: that was meant", async () => {
    await agents("revoke", "ouessant-mairie");
    const { exitCode, stderr } = await agents("rotate", "ouessant-mairie");

    expect([exitCode, stderr]).toEqual([64, expect.stringContaining("est révoqué")]);
  });
});

/** The inventory as the example has it, with something else in it. */
function rewriteInventory(change: (text: string) => string): void {
  const file = join(folder, "inventory.yml");
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

const certificateOf = (agent: string) => ({ sha256: "1".repeat(64), kind: "certificate", agent, expiresAt: Date.UTC(2099, 0, 1) }) as const;

describe("vigie agents revoke", () => {
  const revoked = (agent: string) => {
    let last: string | undefined;
    withFleet((fleet) => {
      last = fleet.historyOf(agent).at(-1)?.what;
    });
    return last === "revoked";
  };

  it.each([
    ["has an error", () => rewriteInventory((text) => text.replace("kind: METROPOLE", "kind: METROPLE"))],
    ["is whole, and a password of InfluxDB is missing", () => configure({ influx: influxWithoutPassword })],
  ])("takes everything from an agent while the inventory %s, its token too, and says what is to be corrected", async (_what, spoil) => {
    spoil();
    withFleet((fleet) => fleet.renew("none", certificateOf("ouessant-mairie"), operator));
    const { exitCode, stdout, stderr } = await agents("revoke", "ouessant-mairie");

    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("2 certificats ou jetons")]);
    expect(stderr).toMatch(/^La configuration est à corriger \(\d+ erreurs?\) : vigie collector --check/);
    expect((await agents("list")).stdout).toContain("révoqué le");
    expect((await agents("history", "ouessant-mairie")).stdout).toContain("révoqué");
    expect((await agents("add", "ouessant-mairie")).exitCode).toBe(78);
  });

  it("says that a token of an inventory that nobody can read still counts", async () => {
    rewriteInventory(() => "sites: [");
    withFleet((fleet) => fleet.renew("none", certificateOf("ouessant-mairie"), operator));
    const { exitCode, stderr } = await agents("revoke", "ouessant-mairie");

    expect([exitCode, revoked("ouessant-mairie")]).toEqual([1, true]);
    expect(stderr).toContain("L'inventaire est illisible : s'il donne un jeton");
  });

  it("knows an agent that has left the inventory, which the list still shows while its certificate would count", async () => {
    withFleet((fleet) => fleet.renew("none", certificateOf("lorient-mairie"), operator));
    const before = await lineOf("lorient-mairie");
    const added = await agents("add", "lorient-mairie");
    const { exitCode } = await agents("revoke", "lorient-mairie");

    expect(before).toContain("(hors inventaire) | certificat (01/01/2099)");
    expect(added.stderr).toContain("n'est plus dans l'inventaire");
    expect([exitCode, revoked("lorient-mairie"), await lineOf("lorient-mairie")]).toEqual([0, true, ""]);
  });
});

const influxWithoutPassword = { url: "http://127.0.0.1:8086", database: "vigie", user: "vigie", passwordFile: "missing" };

describe("vigie agents history --json", () => {
  it("shows a terminal nothing that would move its cursor", async () => {
    withFleet((fleet) => fleet.makeCode("ouessant-mairie", { who: "operator", origin: "\u009b31mred" }));
    const { stdout } = await agents("history", "ouessant-mairie", "--json");

    expect(stdout).not.toMatch(/[\u0080-\u009f]/);
    expect(JSON.parse(stdout)).toMatchObject([{ what: "code_made", origin: "\u009b31mred" }]);
  });
});

describe("what a command leaves behind", () => {
  it("is the agent in question, found by its site's name too, and nothing that was said in secret", async () => {
    const directory = loadDirectory(join(folder, "inventory.yml"));
    const { stdout } = await agents("add", "brest-pepiniere");
    const code = /[1-9A-Z]{4}-[1-9A-Z]{4}-[1-9A-Z]{4}/.exec(stdout)?.[0] ?? "";
    const files = ["fleet.db", "fleet.db-wal"].map((name) => join(folder, "data", name)).filter((file) => exists(file));
    const bytes = files.map((file) => readFileSync(file, "latin1")).join("");

    expect(directory.agent("brest-pepiniere")).toBeDefined();
    expect(bytes).toContain("code_made");
    expect(bytes).not.toContain(code);
    expect(bytes).not.toContain(code.replaceAll("-", ""));
  });
});

function exists(file: string): boolean {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
}

describe("an agent whose disk was copied", () => {
  it("is named under the list, with how often the old credential came, from where, and what to do", async () => {
    const later = () => Date.now() + 120_000;
    const shown = { kind: "certificate", sha256: "1".repeat(64), source: "192.0.2.7" } as const;
    const knownAgents = { agent: () => undefined, agentWithToken: () => undefined };
    withFleet((fleet) => {
      fleet.renew("none", certificateOf("ouessant-mairie"), operator);
      fleet.renew("none", { ...certificateOf("ouessant-mairie"), sha256: "2".repeat(64) }, operator);
    });
    withFleet((fleet) => fleet.admit(shown, knownAgents), later);
    const { stdout } = await agents("list");

    expect(stdout).toMatch(/\nouessant-mairie : un certificat ou jeton déjà remplacé a été présenté 1 fois .* depuis 192\.0\.2\.7\n/);
    expect(stdout).toContain("vigie agents revoke AGENT, puis vigie agents add");
    expect((await agents("history", "ouessant-mairie")).stdout).toMatch(
      /accès remplacé présenté +certificat +porteur d'une copie +192\.0\.2\.7/,
    );
    expect((await agents("list", "--json")).stdout).toContain('"origin": "192.0.2.7"');
  });
});

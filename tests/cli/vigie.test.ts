import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { families } from "../../agent/drivers/index.ts";
import { inAgentFolder } from "../agent/config/agent-folder.ts";
import { collectorFolder } from "../collector/config/collector-folder.ts";
import { vigie } from "./heard.ts";

const main = fileURLToPath(new URL("../../cli/main.js", import.meta.url));
const example = new URL("../../docs/examples/agent.yml", import.meta.url);
const inventory = fileURLToPath(new URL("../../docs/examples/inventory.yml", import.meta.url));
const commands = ["agent", "collector", "inventory", "probe", "calls", "demo"];

// A check must open nothing: in this process whoever touches the network dies of it.
const noNetwork = `data:text/javascript,
import dgram from "node:dgram"; import dns from "node:dns"; import net from "node:net"; import { syncBuiltinESMExports } from "node:module";
const refuse = () => { process.stderr.write("NETWORK"); process.exit(99); };
net.Socket.prototype.connect = refuse; net.Server.prototype.listen = refuse; dgram.createSocket = refuse; dns.lookup = refuse;
syncBuiltinESMExports();`;

/** The command as a person starts it, in a zone that is not UTC, on a machine without network. */
const started = (...argv: string[]) =>
  spawnSync(process.execPath, ["--import", noNetwork, main, ...argv], { encoding: "utf8", env: { ...process.env, TZ: "Europe/Paris" } });

describe("vigie", { timeout: 30_000 }, () => {
  it("says what it does, in French, when asked", async () => {
    const { exitCode, stdout, stderr } = await vigie("--help");

    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}`, "m"));
    expect(stdout).toContain("Exemples :");
  });

  it("says it too when called with nothing, as a mistake", async () => {
    expect(await vigie()).toMatchObject({ exitCode: 64, stdout: "" });
  });

  it("can be started by its name: the file is a program", () => {
    expect(statSync(main).mode & 0o111).toBe(0o111);
    expect(readFileSync(main, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  it("does not mind a reader that is gone before it speaks", () => {
    const { stderr } = spawnSync("sh", ["-c", '"$0" "$1" --help | true', process.execPath, main], { encoding: "utf8" });

    expect(stderr).toBe("");
  });

  it("says its version", async () => {
    const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
    const { stdout } = await vigie("--version");

    expect(stdout).toMatch(/^vigie \d+\.\d+\.\d+ \(Node \d+\.\d+\.\d+\)\n$/);
    expect(manifest).toContain(`"version": "${stdout.split(" ")[1]}"`);
  });

  it.each([
    ["agnet", "Commande inconnue : agnet (vouliez-vous écrire « agent » ?)\nLes commandes : vigie --help\n"],
    ["inventry", "Commande inconnue : inventry (vouliez-vous écrire « inventory » ?)\nLes commandes : vigie --help\n"],
    ["xyz", "Commande inconnue : xyz\nLes commandes : vigie --help\n"],
    ["__proto__", "Commande inconnue : __proto__\nLes commandes : vigie --help\n"],
  ])("does not know %s, and helps", async (word, stderr) => {
    expect(await vigie(word)).toEqual({ exitCode: 64, stdout: "", stderr });
  });

  it.each(["agent", "collector", "inventory"])("explains « %s » with examples and exit codes", async (command) => {
    const asked = await vigie(command, "--help");

    expect(asked).toMatchObject({ exitCode: 0, stderr: "" });
    expect(asked.stdout).toContain("Exemples :");
    expect(asked.stdout).toContain(`vigie ${command}`);
    expect(asked.stdout).toMatch(/^ {2}78 /m);
    expect(await vigie("help", command)).toEqual(asked);
    expect(await vigie(command, "-h")).toEqual(asked);
  });

  it.each([
    ["agent", [], "Il manque le fichier de configuration : --config FICHIER"],
    ["agent", ["--config"], "L'option --config attend une valeur"],
    ["agent", ["--config", "--check"], "L'option --config attend une valeur"],
    ["agent", ["--confg", "x"], "Option inconnue : --confg (vouliez-vous écrire « --config » ?)"],
    ["agent", ["--check=oui"], "L'option --check n'attend pas de valeur"],
    ["collector", ["--config", "a", "--config", "b"], "L'option --config est donnée deux fois"],
    ["collector", ["collector.yml"], "Mot inattendu : collector.yml"],
    ["inventory", ["check"], "Il manque le fichier : vigie inventory check FICHIER"],
    ["inventory", ["chek", "x"], "Action inconnue : chek ; la seule action est « check »"],
  ])("refuses a call of %s written like %j", async (command, argv, problem) => {
    expect(await vigie(command, ...argv)).toEqual({
      exitCode: 64,
      stdout: "",
      stderr: `${problem}\nMode d'emploi : vigie ${command} --help\n`,
    });
  });
});

describe("vigie inventory check", { timeout: 30_000 }, () => {
  it("sums up an inventory that is right", async () => {
    expect(await vigie("inventory", "check", inventory)).toEqual({
      exitCode: 0,
      stdout: `${inventory} : inventaire correct
  5 territoires, 3 sites, 5 équipements, 4 agents
  interrogés selon un plan : 2 équipements
  agents centraux : centre-rennes (1 site)
  disponibilité promise à ce jour : 99,50\u00a0% (2 sites), 98,00\u00a0% (1 site)
  hors service à ce jour : lannion-visio-ancien
  dont 3 sites fictifs
`,
      stderr: "",
    });
  });

  it("prints every problem of one that is not, and exits 78", async () => {
    const { exitCode, stdout, stderr } = await vigie(
      "inventory",
      "check",
      fileURLToPath(new URL("../collector/directory/broken/disagreeing.yml", import.meta.url)),
    );

    expect([exitCode, stdout]).toEqual([78, ""]);
    expect(stderr.split("\n").filter((line) => /disagreeing\.yml:\d+:\d+ /.test(line))).toHaveLength(16);
    expect(stderr).toContain("16 problèmes à corriger.\n");
  });
});

describe("vigie agent --check, started in Paris", { timeout: 30_000 }, () => {
  it("runs in UTC, sums up settings that are right and opens nothing", () => {
    const { folder, file } = inAgentFolder(example);
    const { status, stdout, stderr } = started("agent", "--check", "--config", file);

    expect(stderr).toBe("");
    expect(stdout.replaceAll(`${folder}/`, "")).toBe(
      [
        "agent.yml : configuration correcte",
        "  agent ouessant-mairie, collecteur https://collecteur.example:8443",
        "  3 équipements (1 en SNMP v2c, 1 en SNMP v3, 1 en HTTP, 2 avec témoin)",
        "  2 familles : auto (reconnue à la première réponse), poly-videoos",
        "  certificats reconnus : 1 par une autorité, 0 à l'empreinte, 0 sans contrôle",
        "  fuseau Europe/Paris ; annuaire : 13 règles",
        "  messages des équipements laissés de côté : MacrosRuntimeStatus, HTTPFeedbackFailed",
        "  une interrogation toutes les 60 s, un envoi toutes les 60 s",
        "",
      ].join("\n"),
    );
    expect(status).toBe(0);
  });

  it("prints every problem and exits 78, without a word of the secrets", () => {
    const { folder, file } = inAgentFolder(example);
    writeFileSync(file, readFileSync(file, "utf8").replace("poly-videoos", "poly"));
    chmodSync(join(folder, "secrets", "communaute"), 0o644);
    const { status, stdout, stderr } = started("agent", "--check", "--config", file);

    expect([status, stdout]).toEqual([78, ""]);
    expect(stderr.replaceAll(`${folder}/`, "").split("\n")).toEqual([
      `agent.yml:51:13 endpoints[0].family : famille inconnue ; attendu, au choix : ${["auto", ...families].join(", ")}`,
      "agent.yml:76:22 endpoints[1].snmp.communityFile : droits trop larges sur communaute (0644), attendu 0600",
      "2 problèmes à corriger.",
      "",
    ]);
  });
});

describe("vigie collector --check, started in Paris", { timeout: 30_000 }, () => {
  it("runs in UTC, sums up settings and inventory that are right and opens nothing", () => {
    const folder = collectorFolder();
    const { status, stdout, stderr } = started("collector", "--check", "--config", join(folder, "collector.yml"));

    expect(stderr).toBe("");
    expect(stdout.replaceAll(`${folder}/`, "")).toBe(
      [
        "collector.yml : configuration correcte",
        "  écoute sur https://0.0.0.0:8443",
        "  sans InfluxDB",
        "  relevés gardés 35 jours dans donnees",
        "  5 territoires, 3 sites, 5 équipements, 4 agents",
        "  interrogés selon un plan : 2 équipements",
        "  agents centraux : centre-rennes (1 site)",
        "  disponibilité promise à ce jour : 99,50\u00a0% (2 sites), 98,00\u00a0% (1 site)",
        "  hors service à ce jour : lannion-visio-ancien",
        "  dont 3 sites fictifs",
        "",
      ].join("\n"),
    );
    expect(status).toBe(0);
  });

  it("prints every problem of both files and exits 78", () => {
    const folder = collectorFolder((text) => text.replace("8443", "84430"));
    writeFileSync(join(folder, "inventory.yml"), "territories: {}\n");
    const { status, stdout, stderr } = started("collector", "--check", "--config", join(folder, "collector.yml"));

    expect([status, stdout]).toEqual([78, ""]);
    expect(stderr.replaceAll(`${folder}/`, "").split("\n")).toEqual([
      "collector.yml:6:9 listen.port : attendu : de 0 à 65535",
      "inventory.yml:1:1 sites : clé obligatoire absente",
      "inventory.yml:1:1 territories : attendu : une liste ; trouvé : un groupe de clés",
      "3 problèmes à corriger.",
      "",
    ]);
  });
});

import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { join } from "node:path";
import type { SecureContextOptions } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadAgentSettings } from "../../agent/config/load-agent-settings.ts";
import { families } from "../../agent/drivers/index.ts";
import { runInventoryCommand } from "../../cli/inventory-check.ts";
import { runScan } from "../../cli/scan.ts";
import type { Directory } from "../../collector/directory/directory.ts";
import { loadDirectory } from "../../collector/directory/load-directory.ts";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";
import { encodeOid, encodeText } from "../../simulator/snmp/ber.ts";
import { startSnmpDevice } from "../agent/snmp-device.ts";
import { temporaryFolder } from "../servers/folders.ts";

const parent = temporaryFolder("scan");
const closing: (() => unknown)[] = [];
let fleet: Fleet;
let snmpPort = 0;
let httpsPort = 0;
let httpPort = 0;

/**
 * A street of machines on loopback: .1 a Cisco codec, .2 a Poly codec, .3 a VCS, .4 a printer's page, .5 a Linux server, .6 something that
 * Yealink made, .9 an HDX that only knows TLS 1.0, .10 one whose TLS nobody would accept; nobody else.
 */
const at = (last: number): string => `127.9.8.${last}`;

function startDevice(address: string, sysObjectId: string, sysDescr: string) {
  const nodes = [
    { oid: "1.3.6.1.2.1.1.1.0", read: () => encodeText(sysDescr) },
    { oid: "1.3.6.1.2.1.1.2.0", read: () => encodeOid(sysObjectId) },
  ];
  return startSnmpDevice(nodes, address, snmpPort);
}

const oldOnes = [
  [at(9), { minVersion: "TLSv1", maxVersion: "TLSv1", ciphers: "ALL:@SECLEVEL=0" }],
  [at(10), { maxVersion: "TLSv1.2", ciphers: "NULL-SHA256:@SECLEVEL=0" }],
] as const;

async function startOldCodec(host: string, options: SecureContextOptions): Promise<void> {
  const old = createHttpsServer({ ...selfSignedCertificate("hdx", Date.now()), ...options }, (_, response) => {
    response.end("<html><head><title>HDX 9006 Web Interface</title></head></html>");
  });
  old.listen(httpsPort, host);
  await once(old, "listening");
  closing.push(
    () => old.close(),
    () => old.closeAllConnections(),
  );
}

beforeAll(async () => {
  fleet = await startFleet([
    { id: "cisco", family: "cisco-ce", address: at(1), community: "public", httpUser: "vigie", httpPassword: "mot-de-passe" },
  ]);
  httpsPort = Number(new URL(fleet.codecs[0]?.httpUrl ?? "").port);
  snmpPort = fleet.codecs[0]?.snmpPort ?? 0;
  const poly = await startFleet([{ id: "poly", family: "poly-videoos", address: at(2), snmpPort, community: "public" }]);
  const vcs = await startDevice(at(3), "1.3.6.1.4.1.5596.130.6.4.1", "VCS");
  const linux = await startDevice(at(5), "1.3.6.1.4.1.8072.3.2.10", "Linux serveur 5.4");
  const yealink = await startDevice(at(6), "1.3.6.1.4.1.37459.1.5", "Linux");
  const printer = createServer((_, response) => void response.end("<html><head><title>HP LaserJet M1536dnf MFP</title></head></html>"));
  printer.listen(0, at(4));
  await once(printer, "listening");
  const address = printer.address();
  httpPort = address !== null && typeof address === "object" ? address.port : 0;
  for (const [host, options] of oldOnes) await startOldCodec(host, options);
  closing.push(
    () => fleet.close(),
    () => poly.close(),
    () => vcs.close(),
    () => linux.close(),
    () => yealink.close(),
    () => printer.closeAllConnections(),
    () => printer.close(),
  );
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** A folder with a scan.yml that declares the street, and where to write. */
function room(ranges = "[127.9.8.0/28]"): { folder: string; config: string; out: string } {
  const folder = mkdtempSync(join(parent, "room-"));
  const config = join(folder, "scan.yml");
  mkdirSync(join(folder, "secrets"));
  writeFileSync(join(folder, "secrets", "communaute"), "public\n", { mode: 0o600 });
  const snmp = `snmp:\n  version: "2c"\n  port: ${snmpPort}\n  communityFile: secrets/communaute\n`;
  writeFileSync(config, `ranges: ${ranges}\n${snmp}httpsPort: ${httpsPort}\nhttpPort: ${httpPort}\nhostsPerSecond: 50\ntimeoutMs: 3000\n`);
  return { folder, config, out: join(folder, "ebauches") };
}

async function scan(argv: readonly string[], stop?: AbortSignal): Promise<{ code: number; out: string; err: string }> {
  const said = { out: "", err: "" };
  const io = { stdout: (text: string) => void (said.out += text), stderr: (text: string) => void (said.err += text) };
  const code = await runScan(argv, io, stop);
  return { code, ...said };
}

describe("vigie scan", () => {
  it("with --dry-run shows the codecs, names what is none, and writes nothing", async () => {
    const { folder, config } = room();
    const { code, out, err } = await scan(["127.9.8.0/29", "--config", config, "--dry-run"]);

    expect(code).toBe(0);
    expect(err).toContain("Plage 127.9.8.0/29 : 6 adresses");
    expect(out).toContain("6 adresses parcourues.");
    expect(out).toMatch(/^2 codecs$/m);
    expect(out).toMatch(/^ {2}127\.9\.8\.1 +cisco-ce +SNMP, web +Cisco Codec/m);
    expect(out).toMatch(/^ {2}127\.9\.8\.2 +poly-videoos +SNMP/m);
    expect(out).toMatch(/^ {2}127\.9\.8\.3 +Cisco VCS$/m);
    expect(out).toMatch(/^ {2}127\.9\.8\.4 +imprimante HP$/m);
    expect(out).toMatch(/^2 appareils à vérifier/m);
    expect(out).toMatch(/^ {2}127\.9\.8\.5 +SNMP +Linux serveur 5\.4$/m);
    expect(out).toMatch(/^ {2}127\.9\.8\.6 +Yealink +SNMP +Linux$/m);
    expect(out).toContain("--- agent.yml\n# Ébauche");
    expect(readdirSync(folder).toSorted()).toEqual(["scan.yml", "secrets"]);
  });

  it("says of a codec with an old TLS that it has one, and how to allow it; what cannot be allowed is told too", async () => {
    const { config, out: folder } = room();
    const { out } = await scan(["127.9.8.8/29", "--config", config, "--out", folder]);
    const written = readFileSync(join(folder, "inventory.yml"), "utf8");

    expect(out).toMatch(/^ {2}127\.9\.8\.9 +poly-hdx +web \(TLS 1\.0 seulement\) +HDX 9006 Web Interface$/m);
    expect(out).toMatch(/^ {2}127\.9\.8\.10 +web illisible \(TLS trop ancien\)$/m);
    expect(out).toContain("http.tlsMinimum");
    expect(out).toContain("même TLS 1.0 n'aboutit pas");
    expect(written).toContain(`url: https://${at(9)}:${httpsPort}`);
    expect(written).toMatch(/tlsMinimum: "1\.0" # exception/);
    expect(pollingsOf(completed(folder).inventory)[0]?.http).toMatchObject({ tlsMinimum: "1.0" });
  });

  it("explains itself with examples, a configuration and exit codes", async () => {
    const { code, out, err } = await scan(["--help"]);

    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const title of ["Usage :", "Options :", "Exemple de configuration (scan.yml) :", "Exemples :", "Codes de sortie :"]) {
      expect(out).toContain(title);
    }
  });

  it("tells programs the same in JSON", async () => {
    const { config } = room();
    const { out } = await scan(["127.9.8.0/29", "--config", config, "--dry-run", "--json"]);

    expect(JSON.parse(out)).toMatchObject({
      range: "127.9.8.0/29",
      addresses: 6,
      asked: 6,
      isStopped: false,
      files: [],
      found: [
        { address: at(1), is: "codec", family: "cisco-ce", answersSnmp: true, webUrl: `https://${at(1)}:${httpsPort}` },
        { address: at(2), is: "codec", family: "poly-videoos" },
        { address: at(3), is: "not_a_codec", name: "Cisco VCS" },
        { address: at(4), is: "not_a_codec", name: "HP printer", webUrl: `http://${at(4)}:${httpPort}` },
        { address: at(5), is: "unsure" },
        { address: at(6), is: "unsure", maker: "Yealink" },
      ],
    });
  });

  it("writes stubs that the loaders refuse as they are, and take once completed", async () => {
    const { config, out: folder } = room();
    const { code, out } = await scan(["127.9.8.0/29", "--config", config, "--out", folder]);
    expect(code).toBe(0);
    expect(out).toContain("Ébauches écrites");
    expect(() => loadAgentSettings(join(folder, "agent.yml"), { families })).toThrow(/À-COMPLÉTER|identifiant/);
    expect(() => loadDirectory(join(folder, "inventory.yml"))).toThrow(/À-COMPLÉTER|identifiant/);

    const { agent, inventory } = completed(folder);

    expect(inventory.endpoints.map(({ id }) => id)).toEqual(["codec-127-9-8-1", "codec-127-9-8-2"]);
    expect(pollingsOf(inventory)).toMatchObject([
      {
        host: at(1),
        family: "cisco-ce",
        snmp: { version: "2c", port: snmpPort, community: "communaute" },
        http: { url: `https://${at(1)}:${httpsPort}`, user: "vigie", password: "api" },
      },
      { host: at(2), family: "poly-videoos", snmp: { community: "communaute" } },
    ]);
    expect(pollingsOf(inventory)[1]?.http).toBeUndefined();
    expect(agent).toMatchObject({ agent: "mairie", endpoints: [], plan: {} });
  });

  it("writes an inventory that vigie inventory check accepts once completed, and no secret", async () => {
    const { config, out: folder } = room();
    await scan(["127.9.8.0/29", "--config", config, "--out", folder]);
    completed(folder);
    const said = { out: "", err: "" };
    const io = { stdout: (text: string) => void (said.out += text), stderr: (text: string) => void (said.err += text) };

    expect(await runInventoryCommand(["check", join(folder, "inventory.yml")], io)).toBe(0);
    expect(said.err).toBe("");
    expect(readFileSync(join(folder, "inventory.yml"), "utf8")).not.toContain("public");
    expect(readFileSync(join(folder, "inventory.yml"), "utf8")).toMatch(/^# .*dossier « secrets » de l'agent : communaute, api\.$/m);
  });

  it("never overwrites a file, and says so before anybody is asked", async () => {
    const { config, out: folder } = room();
    mkdirSync(folder);
    writeFileSync(join(folder, "inventory.yml"), "le travail de quelqu'un\n");

    const { code, err } = await scan(["127.9.8.0/29", "--config", config, "--out", folder]);

    expect(code).toBe(64);
    expect(err).toContain("existe déjà");
    expect(err).not.toContain("adresses");
    expect(readFileSync(join(folder, "inventory.yml"), "utf8")).toBe("le travail de quelqu'un\n");
    expect(existsSync(join(folder, "agent.yml"))).toBe(false);
  });

  it("stopped by Ctrl-C tells what it found so far, and ends with 130", async () => {
    const { config } = room();
    const { code, out } = await scan(["127.9.8.0/29", "--config", config, "--dry-run"], AbortSignal.abort());

    expect(code).toBe(130);
    expect(out).toContain("Arrêté après 0 sur 6 adresses.");
  });
});

describe("vigie scan refuses", () => {
  it.each([
    ["a range that is not declared", "127.9.9.0/28", "sort de celles qui sont déclarées (127.9.8.0/28)"],
    ["a range that is only partly declared", "127.9.8.0/24", "sort de celles qui sont déclarées"],
    ["what is no range", "mairie", "n'est pas une plage d'adresses"],
  ])("%s", async (_, range, told) => {
    const { config } = room();
    const { code, out, err } = await scan([range, "--config", config, "--dry-run"]);

    expect({ code, out }).toEqual({ code: 64, out: "" });
    expect(err).toContain(told);
    expect(err).not.toContain("par seconde");
  });

  it("a range larger than a /16, even declared", async () => {
    const { config } = room("[10.0.0.0/8]");
    const { code, err } = await scan(["10.0.0.0/15", "--config", config, "--dry-run"]);

    expect(code).toBe(64);
    expect(err).toContain("compte plus de 65536 adresses");
  });

  it("to look anywhere without a file that declares where, and explains why", async () => {
    const { code, err } = await scan(["127.9.8.0/29", "--dry-run"]);

    expect(code).toBe(64);
    expect(err).toContain("les plages où chercher y sont déclarées");
  });

  it("to guess between showing and writing", async () => {
    const { config, out } = room();
    const neither = await scan(["127.9.8.0/29", "--config", config]);
    expect(neither.code).toBe(64);
    expect(neither.err).toContain("Choisir --dry-run");
    expect(await scan(["127.9.8.0/29", "--config", config, "--dry-run", "--out", out])).toMatchObject({ code: 64 });
  });

  it("a configuration with faults, each with its line", async () => {
    const { config } = room("[127.9.8.0/28, partout]");
    const { code, err } = await scan(["127.9.8.0/29", "--config", config, "--dry-run"]);

    expect(code).toBe(78);
    expect(err).toContain("scan.yml:1:");
    expect(err).toContain("ranges[1] : ce n'est pas une plage d'adresses");
  });
});

const pollingsOf = ({ endpoints }: Directory) => endpoints.map(({ polling }) => polling);

/** What a technician does with the stubs; an enrolment would leave a certificate where a token is written here. */
function completed(folder: string) {
  mkdirSync(join(folder, "secrets"));
  writeFileSync(join(folder, "jeton-collecteur"), "0123456789abcdef\n", { mode: 0o600 });
  fill(join(folder, "agent.yml"), { agent: "mairie", url: "https://collecteur.example\n  tokenFile: jeton-collecteur" });
  fill(join(folder, "inventory.yml"), {
    id: "mairie",
    name: "Mairie",
    territory: "mairie",
    kind: "HORS_EPCI",
    siren: '"212901557"',
    insee: '"29155"',
    commune: "Ouessant",
    hostKind: "collectivite",
    // Nobody's room is on this machine.
    openingHours: "24/7\n    isFictional: true",
    user: "vigie",
  });
  return { agent: loadAgentSettings(join(folder, "agent.yml"), { families }), inventory: loadDirectory(join(folder, "inventory.yml")) };
}

function fill(file: string, values: Readonly<Record<string, string>>): void {
  const text = readFileSync(file, "utf8").replace(/^([\s-]*)(\w+): À-COMPLÉTER$/gm, (line, indent: string, key: string) =>
    values[key] === undefined ? line : `${indent}${key}: ${values[key]}`,
  );
  writeFileSync(file, text);
}

import { execFile, execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePackages, type Packages } from "../../packaging/make-packages.ts";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { describeWithServers } from "../servers/requirements.ts";

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const build = (name: string): Promise<Packages> =>
  makePackages({
    root,
    out: temporaryFolder(name),
    version: "1.2.3",
    maintainer: "Nobody <nobody@localhost>",
    epochS: 1_790_000_000,
    isQuick: true,
    onStep: () => {},
  });
const sumOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

describeWithServers(["dpkg-deb", "strip", "systemd-analyze"], "the package of the agent", () => {
  let made: Packages;
  let installed: string;
  let fleet: Fleet;
  beforeAll(async () => {
    made = await build("package");
    installed = temporaryFolder("installed");
    execFileSync("dpkg-deb", ["-x", made.debianPackage, installed]);
    fleet = await startFleet([
      { id: "salle", family: "cisco-ce", community: "public", httpUser: "admin", httpPassword: "demonstration" },
      { id: "autre", family: "poly-hdx", community: "public", httpUser: "admin", httpPassword: "demonstration" },
    ]);
  });
  afterAll(() => fleet.close());

  /** Node.js and program of the package, and nothing of the sources. */
  function vigie(...words: string[]) {
    const payload = join(installed, "usr/lib/vigie-agent/payload");
    return new Promise<{ readonly code: number; readonly said: string }>((resolve) => {
      execFile(join(payload, "bin/node"), [join(payload, "lib/vigie.mjs"), ...words], { env: {} }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}` }),
      );
    });
  }

  it("is the same to the byte when it is built again from the same sources", async () => {
    const again = await build("package-again");

    expect(sumOf(again.debianPackage)).toBe(sumOf(made.debianPackage));
    expect(sumOf(again.archive ?? "")).toBe(sumOf(made.archive ?? ""));
  });

  it("says which machine it is for, and brings the Node.js it needs", async () => {
    const field = (name: string) => execFileSync("dpkg-deb", ["-f", made.debianPackage, name], { encoding: "utf8" }).trim();

    expect(basename(made.debianPackage)).toBe("vigie-agent_1.2.3_amd64.deb");
    expect(field("Architecture")).toBe("amd64");
    expect(field("Depends")).not.toMatch(/nodejs/);
    expect(Number(field("Installed-Size"))).toBeLessThan(130_000);
    expect(await vigie("--version")).toEqual({ code: 0, said: `vigie 1.2.3 (Node ${process.versions.node})\n` });
  });

  it("belongs to root, holds no file that others may write, and keeps the folder of secrets closed", () => {
    const lines = execFileSync("dpkg-deb", ["-c", made.debianPackage], { encoding: "utf8" }).trim().split("\n");

    expect(lines.filter((line) => !/^[-dl]\S{9} root\/root /.test(line))).toEqual([]);
    expect(lines.filter((line) => /^[-d].{7}w/.test(line))).toEqual([]);
    expect(lines.find((line) => line.endsWith("./etc/vigie-agent/secrets/"))).toMatch(/^drwx------ /);
  });

  it("carries the licence of everything in it", () => {
    const copyright = readFileSync(join(installed, "usr/share/doc/vigie-agent/copyright"), "utf8");

    expect(copyright).toContain("EUROPEAN UNION PUBLIC LICENCE");
    for (const name of ["undici", "net-snmp", "typebox", "pino", "yaml", "saxes"])
      expect(copyright).toMatch(new RegExp(`^${name} \\d`, "m"));
    expect(copyright).toContain("Node.js is licensed for use as follows");
  });

  it("carries what a site needs and no collector", async () => {
    const { said } = await vigie("--help");
    const { code } = await vigie("collector", "--help");

    expect(said).toMatch(/^ {2}agent .*\n {2}probe .*\n {2}scan /m);
    expect(code).toBe(64);
    expect(made.installedBytes).toBeLessThan(120e6);
  });

  it("hears a codec by SNMP and by its web interface, as the sources do", async () => {
    const password = join(temporaryFolder("password"), "web");
    writeFileSync(password, "demonstration\n", { mode: 0o600 });
    for (const id of ["salle", "autre"]) {
      const codec = fleet.codec(id);
      const http = ["--http-url", codec.httpUrl ?? "", "--http-user", "admin", "--http-password-file", password];
      const { code, said } = await vigie(
        "probe",
        codec.address,
        "--snmp-port",
        String(codec.snmpPort),
        "--snmp-community",
        "public",
        ...http,
        "--json",
      );

      expect(said).toMatch(/"channel": "snmp",\s+"outcome": "answered"/);
      expect(said).toMatch(/"channel": "http",\s+"outcome": "answered"/);
      expect(code).toBe(0);
    }
  });

  it("checks the settings it gives as an example, and keeps the data where the service may write", async () => {
    const example = join(installed, "usr/share/doc/vigie-agent/examples/agent.yml");

    expect(readFileSync(example, "utf8")).toMatch(/^dataDir: \/var\/lib\/vigie-agent /m);
    expect((await vigie("agent", "--check", "--config", example)).code).toBe(78);
  });

  it("closes the service off from the machine", () => {
    const unit = join(installed, "lib/systemd/system/vigie-agent.service");
    const { stdout } = spawnSync("systemd-analyze", ["security", "--offline=true", "--no-pager", unit], { encoding: "utf8" });

    const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1]);
    expect(exposure).toBeLessThanOrEqual(1.6);
  });

  it("names the release by its content, so that two builds of one version are two releases", () => {
    const payload = join(installed, "usr/lib/vigie-agent/payload");

    execFileSync("sha256sum", ["--quiet", "-c", "SHA256SUMS"], { cwd: payload });
    expect(readFileSync(join(payload, "RELEASE"), "utf8")).toBe(`1.2.3-${sumOf(join(payload, "SHA256SUMS")).slice(0, 8)}\n`);
    expect(statSync(join(payload, "start")).mode & 0o111).toBe(0o111);
  });
});

describe("npm run package", () => {
  const run = (...words: string[]) => spawnSync(process.execPath, [join(root, "packaging/main.ts"), ...words], { encoding: "utf8" });

  it("explains itself, and builds nothing that it was not asked well", () => {
    expect(run("--help").stdout).toMatch(/--try/);
    expect(run("--versoin", "1").stderr).toMatch(/option inconnue/);
    expect(run("--version", "../x").stderr).toMatch(/version impossible/);
    expect(run("--maintainer", "nobody").status).toBe(1);
  });
});

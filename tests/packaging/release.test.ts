import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, expect, it } from "vitest";
import { refusedRelease } from "../../agent/health/refused-release.ts";
import { temporaryFolder } from "../servers/folders.ts";

const files = fileURLToPath(new URL("../../packaging/files", import.meta.url));

/** The script with the folders of a machine of its own; commands that only root has are stood for. */
let machine: string;
const at = (...names: string[]): string => join(machine, ...names);

beforeEach(() => {
  machine = temporaryFolder("release");
  for (const folder of ["lib/payload/bin", "etc/secrets", "run", "bin", "state"]) mkdirSync(at(folder), { recursive: true });
  const script = readFileSync(join(files, "release"), "utf8")
    .replaceAll("/usr/lib/vigie-agent", at("lib"))
    .replaceAll("/var/lib/vigie-agent-releases", at("state"))
    .replaceAll("/run/vigie-agent-own", at("own"))
    .replaceAll("/etc/vigie-agent", at("etc"))
    .replaceAll("/proc/sys/net/ipv4/ping_group_range", at("echo"));
  program("lib/release", script);
  writeFileSync(at("lib/fr.sh"), readFileSync(join(files, "fr.sh")));
  writeFileSync(at("echo"), "0 1");
  program("bin/id", "#!/bin/sh\necho 0\n");
  program("bin/nsenter", '#!/bin/sh\nshift 2\nexec "$@"\n');
  writeFileSync(at("etc/agent.yml"), "agent: mairie\n");
  unpack("1");
  release("offer");
});

function program(name: string, text: string): void {
  writeFileSync(at(name), text);
  chmodSync(at(name), 0o755);
}

/** What dpkg does: other files in the place of the former. */
function unpack(version: string): void {
  rmSync(at("lib/payload"), { recursive: true });
  mkdirSync(at("lib/payload/bin"), { recursive: true });
  const sums = ["start", "bin/node"].map((name) => {
    program(`lib/payload/${name}`, `${name} of ${version}`);
    return `${createHash("sha256").update(`${name} of ${version}`).digest("hex")}  ${name}\n`;
  });
  writeFileSync(at("lib/payload/SHA256SUMS"), sums.join(""));
  writeFileSync(at("lib/payload/RELEASE"), `${version}\n`);
}

function release(step: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(at("lib/release"), [step], {
    encoding: "utf8",
    env: { PATH: `${at("bin")}:/usr/sbin:/usr/bin:/sbin:/bin`, RUNTIME_DIRECTORY: at("run"), ...env },
  });
  return { code: status, words: `${stdout}${stderr}` };
}

/** A start that comes to its end well, badly, or by somebody's wish. */
function start(): string {
  expect(release("pick")).toMatchObject({ code: 0 });
  return basename(readlinkSync(at("run/release")));
}
const stop = (result: string) => release("judge", { SERVICE_RESULT: result });
const current = (): string => basename(readlinkSync(at("state/current")));
const damage = (name: string): void => writeFileSync(at("lib/releases", name, "bin/node"), "");

function upgraded(): void {
  unpack("2");
  release("offer");
  expect(start()).toBe("2");
  expect(release("confirm").words).toContain("la version 2 fonctionne");
}

it("an orderly stop says nothing of a release on trial, however often; each bad end does", () => {
  unpack("2");
  release("offer");
  const begun = Array.from({ length: 5 }, () => {
    const version = start();
    stop("success");
    return version;
  });
  expect(begun).toEqual(["2", "2", "2", "2", "2"]);
  start();
  stop("exit-code");

  expect(start()).toBe("1");
  expect(readFileSync(at("state/refused"), "utf8")).toMatch(/^2 exit-code /);
});

it("the release that is put back tells which one was refused, and why, until a later one has shown itself good", () => {
  const told = () => refusedRelease({ RUNTIME_DIRECTORY: at("run") });
  unpack("2.0.0-0a1b2c3d");
  release("offer");
  start();
  const onTrial = told();
  stop("watchdog");
  start();
  const putBack = told();
  unpack("3");
  release("offer");
  start();
  release("confirm");

  expect([onTrial, putBack, told()]).toEqual([null, { release: "2.0.0-0a1b2c3d", reason: "watchdog" }, null]);
});

it("three starts that the machine's end cut short refuse a release", () => {
  unpack("2");
  release("offer");

  expect([start(), start(), start(), start()]).toEqual(["2", "2", "2", "1"]);
});

it("an agent that claims to be on trial confirms nothing", () => {
  start();
  writeFileSync(at("run/trial"), "");
  release("confirm");
  unpack("2");
  release("offer");
  writeFileSync(at("run/trial"), "");
  release("confirm");

  expect(current()).toBe("1");
});

it("installing the same again mends a release that is damaged", () => {
  start();
  damage("1");
  unpack("1");
  release("offer");

  expect(readFileSync(at("lib/releases/1/bin/node"), "utf8")).toBe("bin/node of 1");
});

it("a trusted release without its program gives way to the one before it", () => {
  upgraded();
  damage("2");

  expect(start()).toBe("1");
  expect(current()).toBe("1");
});

it("a trusted release whose bytes have changed is found out once it ends badly, and mended from the package", () => {
  upgraded();
  rmSync(at("lib/releases/2/bin/node"));
  program("lib/releases/2/bin/node", "bin/node of ?");
  expect(start()).toBe("2");
  stop("core-dump");

  expect(start()).toBe("2");
  expect(readFileSync(at("lib/releases/2/bin/node"), "utf8")).toBe("bin/node of 2");
});

it("a disk that takes no note of a trial leaves the trusted release running", () => {
  unpack("2");
  release("offer");
  rmSync(at("state/.trial.new"), { force: true });
  mkdirSync(at("state/.trial.new"));

  expect(start()).toBe("1");
});

it("hands over what can be copied, past the lock of an editor that leads nowhere", () => {
  symlinkSync("technicien@machine.1234", at("etc/.#agent.yml"));
  writeFileSync(at("etc/secrets/web"), "mot-de-passe", { mode: 0o644 });
  start();

  expect(readFileSync(at("own/etc/agent.yml"), "utf8")).toBe("agent: mairie\n");
  expect(readFileSync(at("own/etc/secrets/web"), "utf8")).toBe("mot-de-passe");
  writeFileSync(at("etc/secrets/web"), "autre");
  release("reload");
  expect(readFileSync(at("own/etc/secrets/web"), "utf8")).toBe("autre");
  stop("success");
  expect(existsSync(at("own"))).toBe(false);
});

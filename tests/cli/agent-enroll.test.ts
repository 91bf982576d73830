import { execFile } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadAgentSettings } from "../../agent/config/load-agent-settings.ts";
import { type FleetRoom, operator, startFleetRoom } from "../collector/fleet/fleet-room.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { describeWithRights, toMount } from "../servers/rights.ts";
import { type Heard, vigie } from "./heard.ts";

let room: FleetRoom;
let folder: string;

beforeEach(async () => {
  room = await startFleetRoom();
  folder = temporaryFolder("enroll");
});

afterEach(() => room.close());

const codeFor = (agent: string): string => room.fleet.makeCode(agent, operator).code;
const authority = (): string => join(room.dataDir, "ca", "ca.pem");
const settingsFile = (): string => join(folder, "agent.yml");
const keyFile = (): string => join(folder, "cle-correspondants");
const enroll = (code: string, ...more: string[]): Promise<Heard> =>
  vigie("agent", "enroll", "--collector", room.url, "--code", code, "--ca-file", authority(), "--config", settingsFile(), ...more);

function given(word: string): string {
  const file = join(temporaryFolder("given"), "key");
  writeFileSync(file, `${word}\n`);
  chmodSync(file, 0o600);
  return file;
}

describe("the key by which a site hides who was called", () => {
  it("is made on the site when its agent is admitted, for its own eyes, and is in the agent's settings", async () => {
    const { exitCode, stdout } = await enroll(codeFor("agent-a"));
    const key = readFileSync(keyFile(), "utf8").trimEnd();

    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Clé des interlocuteurs : ${keyFile()} (faite ici).`);
    expect(key).toMatch(/^[\w-]{43}$/);
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(loadAgentSettings(settingsFile(), { families: [] }).farEndKey?.reveal()).toBe(key);
    expect(room.log() + stdout).not.toContain(key);
  });

  it("stays the same when the agent is admitted again, so that who was called before is known again", async () => {
    await enroll(codeFor("agent-a"));
    const before = readFileSync(keyFile(), "utf8");
    await enroll(codeFor("agent-a"));

    expect(readFileSync(keyFile(), "utf8")).toBe(before);
  });

  it("may be given, where several agents shall know the same far end as the same", async () => {
    const { stdout } = await enroll(codeFor("agent-a"), "--far-end-key-file", given("a word of the whole network"));

    expect(stdout).toContain("(reprise du fichier donné)");
    expect(loadAgentSettings(settingsFile(), { families: [] }).farEndKey?.reveal()).toBe("a word of the whole network");
  });

  it.each([
    ["that is too short", "short", "clé de moins de 16 caractères"],
    ["that is another than the one which is there", "another word, long enough", "contient déjà une autre clé"],
  ])("%s is refused before the code is used, and nothing is left behind", async (what, word, problem) => {
    const isThere = what.includes("there");
    if (isThere) {
      writeFileSync(keyFile(), "the word of last year\n");
      chmodSync(keyFile(), 0o600);
    }
    const code = codeFor("agent-a");
    const { exitCode, stderr } = await enroll(code, "--far-end-key-file", given(word));

    expect([exitCode, stderr]).toEqual([64, expect.stringContaining(problem)]);
    expect(room.fleet.judgeCode(code).kind).toBe("good");
    expect([existsSync(settingsFile()), existsSync(`${settingsFile()}.new`), existsSync(keyFile())]).toEqual([false, false, isThere]);
  });

  it("is missed aloud where agent.yml was written by hand without one", async () => {
    writeFileSync(settingsFile(), JSON.stringify({ agent: "agent-a", collector: { url: room.url }, dataDir: "donnees" }));
    const { stdout } = await enroll(codeFor("agent-a"));

    expect(stdout).toContain("ne nomme pas de clé des interlocuteurs (farEndKeyFile)");
    expect(existsSync(keyFile())).toBe(false);
  });

  it("is not left behind by an enrolment that came to nothing", async () => {
    const { exitCode } = await enroll("111111111111");

    expect(exitCode).toBe(1);
    expect(readdirSync(folder)).toEqual(["donnees"]);
  });
});

const program = fileURLToPath(new URL("enroll-on-full-disk.ts", import.meta.url));

await describeWithRights(toMount, "an enrolment on a full disk", () => {
  it("leaves nothing half-written and the code good, however much room is left, or has all that it needs", async () => {
    const blocks = [0, 2, 3, 18, 19, 40];
    // One after the other: a code that is made ends the one before it.
    const outcomes: Outcome[] = [];
    for (const left of blocks) {
      const code = codeFor("agent-a");
      outcomes.push({ ...(await onSmallDisk(left, code)), isCodeGood: room.fleet.judgeCode(code).kind === "good" });
    }

    const failed = outcomes.filter(({ exitCode }) => exitCode !== 0);
    expect(failed.map(({ blocks: left }) => left)).toEqual(expect.arrayContaining([0, 2, 3, 18]));
    for (const { stderr, files, isCodeGood } of failed) {
      expect([isCodeGood, files.filter((name) => name !== "donnees")]).toEqual([true, []]);
      expect(stderr).toMatch(/ENOSPC/);
    }
    expect(outcomes.at(-1)).toMatchObject({ exitCode: 0, files: expect.arrayContaining(["agent.yml", "certificate.pem"]) as string[] });
  });
});

interface Outcome extends Heard {
  readonly blocks: number;
  readonly files: readonly string[];
  readonly isCodeGood: boolean;
}

/** With a disk of a megabyte that only the program itself sees. */
async function onSmallDisk(blocks: number, code: string): Promise<Omit<Outcome, "isCodeGood">> {
  const disk = temporaryFolder("small-disk");
  const script = `disk=$1 node=$2 program=$3; shift 3; mount -t tmpfs -o size=1m vigie-test "$disk" && exec "$node" "$program" "$disk" "$@"`;
  const args = ["--mount", "--map-root-user", "sh", "-c", script, "sh", disk, process.execPath, program];
  const words = [room.url, authority(), String(blocks), code];
  const { stdout } = await promisify(execFile)("unshare", [...args, ...words], { encoding: "utf8" });
  return JSON.parse(stdout) as Omit<Outcome, "isCodeGood">;
}

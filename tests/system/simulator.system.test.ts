import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { simulatedFamilies } from "../../simulator/codec-view.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { snmpGet } from "../servers/snmp-client.ts";
import { waitUntil } from "../servers/wait-until.ts";

const simulator = fileURLToPath(new URL("../../simulator/main.ts", import.meta.url));
const sysName = "1.3.6.1.2.1.1.5.0";

function run(...argv: string[]) {
  const child = spawn(process.execPath, [simulator, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const ended = once(child, "close");
  return {
    said: () => text,
    exitCode: async (): Promise<number | null> => {
      await ended;
      return child.exitCode;
    },
    stop: () => child.kill("SIGTERM"),
  };
}

describe("the simulator run alone", () => {
  it("runs 2,000 codecs that answer where its list says, and stops cleanly", async () => {
    const list = join(temporaryFolder("simulator"), "fleet.json");
    const fleet = run("--codecs", "2000", "--snmp-port", "0", "--http-port", "0", "--list", list);
    await waitUntil("it is ready", () => fleet.said().includes("2000 codecs simulés répondent"), 60_000);
    const codecs = JSON.parse(readFileSync(list, "utf8")) as { id: string; family: string; snmpPort: number; httpUrl: string | null }[];

    expect(new Set(codecs.map(({ family }) => family)).size).toBe(simulatedFamilies.length);
    for (const { id, snmpPort } of codecs.filter((_, index) => index % 401 === 400)) {
      expect(await snmpGet(snmpPort, { community: "public" }, sysName)).toBe(id);
    }
    fleet.stop();
    expect(await fleet.exitCode()).toBe(0);
  });

  it.each([
    ["a number of codecs that makes no sense", ["--codecs", "0"], "--codecs attend un nombre de 1 à 5000"],
    ["a family nobody knows", ["--codecs", "1", "--family", "h320"], "famille inconnue : h320"],
    ["an option it does not have", ["--codec", "3"], "option inconnue"],
    ["a port that is none", ["--codecs", "1", "--snmp-port", "99999"], "port invalide : 99999"],
  ])("refuses %s", async (_, argv, words) => {
    const fleet = run(...argv);

    expect(await fleet.exitCode()).toBe(1);
    expect(fleet.said()).toContain(words);
  });
});

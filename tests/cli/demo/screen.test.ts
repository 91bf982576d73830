import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { boundedLog } from "../../../cli/demo/bounded-log.ts";
import { isPortFree, leaveFolder, takeFolder } from "../../../cli/demo/one-at-a-time.ts";
import { openScreen } from "../../../cli/demo/screen.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { freeTcpPort } from "../../servers/ports.ts";
import { waitUntil } from "../../servers/wait-until.ts";

function heard(columns: number | null) {
  const said: string[] = [];
  const screen = openScreen({ stdout: (text) => void said.push(text), stderr: (text) => void said.push(text) }, columns);
  return { screen, said };
}

describe("the screen of the demonstration", () => {
  it("keeps its moving line below what is said meanwhile", () => {
    const { screen, said } = heard(80);
    screen.progress("10 %", 0.1);
    screen.say("une panne\n");
    screen.progress("20 %", 0.2);

    expect(said.join("")).toBe("10 %\r\u001b[2Kune panne\n10 %\r\u001b[2K20 %");
  });

  it("writes one line for each tenth of the way where nothing can be rewritten", () => {
    const { screen, said } = heard(null);
    for (let percent = 1; percent <= 100; percent += 1) screen.progress(`${percent} %`, percent / 100);

    expect(said).toEqual(["1 %\n", "10 %\n", "20 %\n", "30 %\n", "40 %\n", "50 %\n", "60 %\n", "70 %\n", "80 %\n", "90 %\n", "100 %\n"]);
  });
});

describe("the log of a program", () => {
  it("begins anew at each start, never grows without end, and remembers the last words", async () => {
    const file = join(temporaryFolder("log"), "agent.log");
    writeFileSync(file, "d'hier\n");
    const source = new PassThrough();
    const log = boundedLog(file, [source], 1_000);
    for (let line = 0; line < 200; line += 1) source.write(`ligne ${line}\n`);
    source.end("la dernière\n");
    await waitUntil("the last line was read", () => log.lastLines().at(-1) === "la dernière");
    log.close();

    expect(readFileSync(file, "utf8")).toMatch(/la dernière\n$/);
    expect(readFileSync(file, "utf8")).not.toContain("d'hier");
    expect(statSync(file).size + statSync(`${file}.1`).size).toBeLessThan(3_000);
  });
});

describe("two demonstrations at once", () => {
  it("are kept apart: a port that is taken is seen", async () => {
    const port = await freeTcpPort();
    expect(await isPortFree(port)).toBe(true);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));

    expect(await isPortFree(port)).toBe(false);
    server.close();
  });

  it("do not share a folder, and a folder left behind by a crash is taken over", () => {
    const file = join(temporaryFolder("lock"), "demo.pid");
    expect(takeFolder(file)).toBeNull();
    // A process that is alive and is no demonstration, and one that cannot exist.
    for (const pid of [process.ppid, 2 ** 30]) {
      writeFileSync(file, `${pid}\n`);
      expect(takeFolder(file)).toBeNull();
    }
    leaveFolder(file);
    expect(() => statSync(file)).toThrow(/ENOENT/);
  });
});

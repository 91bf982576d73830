import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../servers/folders.ts";

const openLog = fileURLToPath(new URL("../../settings/open-log.ts", import.meta.url));
const script = (body: string): string =>
  `const { openLog } = await import(${JSON.stringify(openLog)}); const log = openLog("info"); ${body}`;

describe("a program whose log cannot be written", { timeout: 30_000 }, () => {
  it("goes on, and ends when it is told to, on a disk that is full", () => {
    const full = openSync("/dev/full", "w");
    const body = `for (let line = 0; line < 1_000; line += 1) log.error("no room"); log.fatal("none at all"); process.stderr.write("still here");`;

    const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script(body)], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);

    expect({ status, stderr }).toEqual({ status: 0, stderr: "still here" });
  });

  it("says how many lines are missing once there is room again, and every line that is there is whole", () => {
    const file = join(temporaryFolder("log"), "log");
    const body = `for (let line = 0; line < 100; line += 1) log.info({ line, text: "x".repeat(500) }, "before");
      (await import("node:fs")).truncateSync(process.argv[1], 100); log.info("after");`;

    // A file that may not grow beyond so many kilobytes refuses as a disk does that is full.
    const words = ["-c", `ulimit -f 8; exec "$@" >> "$0"`, file, process.execPath, "--input-type=module", "--eval", script(body), file];
    const { status, stderr } = spawnSync("bash", words, { encoding: "utf8" });

    const [, ...lines] = readFileSync(file, "utf8").trimEnd().split("\n");
    const said = lines.map((line) => JSON.parse(line) as { msg: string; leftOut?: number });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(said.map(({ msg }) => msg)).toEqual(["after", "log lines could not be written"]);
    expect(said[1]?.leftOut).toBeGreaterThan(80);
  });
});

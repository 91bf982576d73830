import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder } from "../servers/folders.ts";
import { describeWithRights, toMount } from "../servers/rights.ts";

const program = fileURLToPath(new URL("full-disk.ts", import.meta.url));

/** With a disk of four megabytes that only the program itself sees. */
function onSmallDisk(folder: string): string {
  const command = `mount -t tmpfs -o size=4m vigie-test "$1" && exec "$2" "$3" "$1"`;
  const args = ["--mount", "--map-root-user", "sh", "-c", command, "sh", folder, process.execPath, program];
  return execFileSync("unshare", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

await describeWithRights(toMount, "an agent whose disk is full", () => {
  it("goes on in memory, says so, and writes everything down once there is room again", () => {
    const told = onSmallDisk(temporaryFolder("small-disk"));

    expect(JSON.parse(told)).toEqual({
      appended: 600,
      found: 600,
      different: 600,
      lostCount: 0,
      keptIn: ["disk", "memory", "disk"],
      damaged: false,
      log: ["error outbox cannot write to disk, observations are kept in memory", "info outbox writes to disk again"],
    });
  });
});

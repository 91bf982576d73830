import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { canInstall } from "./install-missing.ts";
import { missingPrograms, type ProgramName, programs } from "./programs.ts";

/**
 * Tests against real servers say which ones they need:
 *
 *     describeWithServers(["influxdb"], "the InfluxDB sink", () => {
 *       let influxdb: Influxdb;
 *       beforeAll(async () => { influxdb = await startInfluxdb(); });
 *       afterAll(() => influxdb.stop());
 *       it("…", async () => { … });
 *     });
 *
 * Where a server is missing the tests are listed as not run, with the reason; with CI=true they fail.
 */
export function describeWithServers(needed: readonly ProgramName[], title: string, body: () => void): void {
  const reasons = missingPrograms(needed).map(whyMissing);
  if (reasons.length === 0) {
    describe(title, body);
  } else if (process.env["CI"] === "true") {
    describe(title, () => {
      it("has the servers it needs", () => {
        expect.fail(reasons.join("; "));
      });
    });
  } else {
    describe.skip(notRunTitle(title, reasons), body);
  }
}

/**
 * Tests that read recordings kept beside the repository, in `../shared/recordings`, and not in it.
 * `files` are paths below that folder; `body` receives the path of the folder and runs only where none is
 * absent; elsewhere the suite is listed as not run, with the reason.
 */
export function describeWithRecordings(files: readonly string[], title: string, body: (folder: string) => void): void {
  const folder = fileURLToPath(new URL("../../../shared/recordings", import.meta.url));
  const absent = files.filter((file) => !existsSync(`${folder}/${file}`));
  if (absent.length === 0) {
    describe(title, () => body(folder));
    return;
  }
  const reasons = absent.map((file) => `../shared/recordings/${file} is absent`);
  listAsNotRun(title, reasons);
}

/** Even of a suite that is skipped the body is run, and some cannot be without what they need. */
export function listAsNotRun(title: string, reasons: readonly string[]): void {
  describe.skip(notRunTitle(title, reasons), () => {
    it("has what it needs", () => {
      expect.fail(reasons.join("; "));
    });
  });
}

/** One sentence: what is missing and why it could not be had. */
export function whyMissing(name: ProgramName): string {
  const { label, commands, debianPackage } = programs[name];
  const why = canInstall() ? "apt-get could not install it" : "not installed by itself because this is not Debian as root";
  return `no ${commands.join(" or ")} on this machine for ${label} (Debian package ${debianPackage}; ${why})`;
}

/** The reporter reads the reason back from the title: see closing-line.ts. */
function notRunTitle(title: string, reasons: readonly string[]): string {
  return `${title} [not run: ${reasons.join("; ")}]`;
}

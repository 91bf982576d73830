import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const requireUtc = fileURLToPath(new URL("../../settings/require-utc.ts", import.meta.url));

/** What a process started in that zone says: "ok" or the refusal. */
function verdictIn(zone: string, before = ""): string {
  const script = `${before}; const { requireUtc } = await import(process.argv[1]); try { requireUtc(); console.log("ok"); } catch (error) { console.log(error.message); }`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script, requireUtc], {
    env: { ...process.env, TZ: zone },
    encoding: "utf8",
  });
  return stdout.trim();
}

describe("a process", { timeout: 30_000 }, () => {
  it.each(["UTC", "Etc/UTC", "Zulu"])("started in %s may go on", (zone) => {
    expect(verdictIn(zone)).toBe("ok");
  });

  it.each([
    ["Europe/Paris", "at another offset all year"],
    ["Europe/London", "at offset 0 in winter only"],
    ["Africa/Abidjan", "at offset 0 by a law that can change"],
    ["Nowhere/X", "that does not exist, which Node takes for offset 0"],
  ])("started in %s, a zone %s, refuses to go on", (zone) => {
    expect(verdictIn(zone)).toContain(`« ${zone} »`);
  });

  it("that sets TZ before anything else may go on wherever it was started, even after a first look at the clock", () => {
    expect(verdictIn("Europe/Paris", `new Date().getHours(); process.env.TZ = "UTC"`)).toBe("ok");
  });
});

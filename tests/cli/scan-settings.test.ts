import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadScanSettings } from "../../cli/scan-settings.ts";
import { temporaryFolder } from "../servers/folders.ts";

describe("the example of a scan.yml", () => {
  it("is right, once its community is there", () => {
    const folder = temporaryFolder("scan-settings");
    mkdirSync(join(folder, "secrets"));
    writeFileSync(join(folder, "secrets", "communaute"), "public\n", { mode: 0o600 });
    const file = join(folder, "exemple.yml");
    copyFileSync(new URL("../../docs/examples/scan.yml", import.meta.url), file);

    const { ranges, hostsPerSecond, manners } = loadScanSettings(file);

    expect(ranges.map(({ text }) => text)).toEqual(["192.0.2.0/24", "198.51.100.0/25", "2001:db8:0:0:0:0:0:0/120"]);
    expect({ hostsPerSecond, timeoutMs: manners.timeoutMs }).toEqual({ hostsPerSecond: 5, timeoutMs: 2_000 });
  });
});

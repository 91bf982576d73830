import { describe, expect, it } from "vitest";
import type { DocumentNode, Row } from "../../../../agent/drivers/driver.ts";
import { polyTables } from "../../../../agent/drivers/poly-mib.ts";
import { polyCameras, polyMicrophones } from "../../../../agent/drivers/poly-rest-parts.ts";

const context = { nowMs: Date.UTC(2026, 10, 23), zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() };
const address = "4.10.11.12.13";

function instancesOf(tree: string, rows: readonly Row[]): unknown {
  const table = polyTables.find(({ entry }) => entry.endsWith(tree));
  return [table?.toReading(rows) ?? []].flat().map((reading) => reading.instance);
}

const row = (index: string, name?: string): Row => ({ index, cells: { state: 2, megabits: 1000, ...(name !== undefined && { name }) } });

describe("what people call the parts of a Poly codec", () => {
  it.each([
    ["microphones", ".3.5.2.1"],
    ["cameras", ".3.6.2.1"],
  ])("does not leave the agent with the states of its %s", (_, tree) => {
    expect(instancesOf(tree, [row("1", "Secretcam Jean"), row("2", "Main"), row("3", "Bureau de Mme Martin"), row("4")])).toEqual([
      "1",
      "Main",
      "3",
      "4",
    ]);
  });

  it("does not leave the agent with its network ports", () => {
    expect(instancesOf(".3.10.2.1", [row("1", "eth0"), row("2", "LAN de Jean"), row("3", "wlan0")])).toEqual([
      "eth0",
      "2",
      "wlan0",
      "eth0",
      "2",
      "wlan0",
    ]);
  });

  it.each([
    ["gatekeeper", ".2.7.3.1"],
    ["sip-proxy", ".2.8.2.1"],
  ])("nor does the address of a %s, which its row may be numbered by", (name, tree) => {
    expect(instancesOf(tree, [row(address), row("7")])).toEqual([`${name}-1`, `${name}-2`]);
  });

  it("does not leave the agent by the web interface", () => {
    const cameras: DocumentNode[] = [
      { sourceType: "SRC_PEOPLE", cameraIndex: 2, name: "Secretcam Jean", connected: true },
      { sourceType: "SRC_PEOPLE", cameraIndex: "Jean", name: "Main", connected: true },
      { sourceType: "SRC_PEOPLE", name: "Jean", connected: true },
    ];
    const microphones: DocumentNode[] = [
      { state: "MIC_STATE_GREEN", number: 0 },
      { state: "MIC_STATE_GREEN", number: "Jean" },
    ];

    const told = [polyCameras.fields[0]?.toReading(cameras, context), polyMicrophones.fields[0]?.toReading(microphones, context)];
    expect(told.flat().map((reading) => reading?.instance)).toEqual(["2", "Main", "3", "0", "2"]);
  });
});

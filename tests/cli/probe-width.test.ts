import { describe, expect, it } from "vitest";
import { runProbe } from "../../cli/probe.ts";
import { codecThatSays, probe, quietCisco, web } from "./probe-runs.ts";

const unit =
  "<Status><SystemUnit><ProductId>Cisco Room Bar</ProductId><Uptime>9000</Uptime><State><NumberOfActiveCalls>0</NumberOfActiveCalls></State>" +
  "<Hardware><Module><SerialNumber>FOC1</SerialNumber></Module></Hardware></SystemUnit></Status>";
const words = { http: { ...quietCisco, "/getxml?location=/Status/SystemUnit": unit, "/status.xml": unit } };
const longAddress = "/getxml?location=/Status/SystemUnit#Status/SystemUnit/Hardware/Module/SerialNumber";

async function inWindow(columns: number, ...more: string[]): Promise<string> {
  const said: string[] = [];
  await runProbe([...web(await codecThatSays(words)), ...more], {
    stdout: (text) => void said.push(text),
    stderr: () => undefined,
    columns,
  });
  return said.join("");
}

describe("vigie probe in a window", () => {
  it.each([
    [80, []],
    [100, []],
    [80, ["--sources"]],
    [160, ["--sources"]],
  ] as const)("of %i columns has no line that is longer, and no address that is cut (%s)", async (columns, more) => {
    const out = await inWindow(columns, ...more);

    expect(out.split("\n").filter((line) => line.length > columns)).toEqual([]);
    expect(out.replaceAll(/\n */g, "")).toContain(longAddress);
  });

  it("that is none, a file or a filter, keeps a value and its address on one line", async () => {
    const { out } = await probe(...web(await codecThatSays(words)));

    expect(out).toMatch(/^Numéro de série +FOC1 +\/getxml\S+\/SerialNumber$/m);
    expect(out).toContain("Avec --sources");
  });
});

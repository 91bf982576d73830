import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runSlaCommand } from "../../cli/sla.ts";
import { temporaryFolder } from "../servers/folders.ts";

const folder = temporaryFolder("sla");
const quarter = { period: { quarter: "2026-T2" }, states: { down: [["2026-04-20T10:00", "2026-04-20T10:43:12"]] } };

async function run(text: string, ...options: string[]): Promise<{ code: number; out: string; err: string }> {
  const file = join(folder, "scenario.yml");
  writeFileSync(file, text);
  let out = "";
  let err = "";
  const code = await runSlaCommand(["evaluate", file, ...options], { stdout: (part) => (out += part), stderr: (part) => (err += part) });
  return { code, out, err: err.replaceAll(file, "scenario.yml") };
}

describe("vigie sla evaluate", () => {
  it("prints one result for a scenario and a list for a list, in the same order", async () => {
    const one = await run(JSON.stringify(quarter), "--json");
    const list = await run(
      JSON.stringify([quarter, { id: "A", title: "deux", scenario: quarter, expected: {} }, { parts: [{ up: 1, total: 2 }] }]),
      "--json",
    );

    expect(one.code).toBe(0);
    expect(JSON.parse(one.out)).toMatchObject({
      seconds: { down: 2_592 },
      service: "99.9670",
      incidents: [{ from: "2026-04-20T08:00:00Z" }],
    });
    expect(JSON.parse(list.out)).toMatchObject([{ service: "99.9670" }, { service: "99.9670" }, { pooled: "50.0000" }]);
  });

  it("tells a person the same in French", async () => {
    const { out } = await run(JSON.stringify({ id: "A", title: "avril", scenario: { ...quarter, targetBasisPoints: 9_990 } }));

    expect(out).toContain("A : avril");
    expect(out).toContain("99,96\u00a0%, objectif tenu");
    expect(out).toContain("Indisponible");
  });

  it("names the line of what it cannot read, all at once", async () => {
    const { code, err } = await run('- period: { quarter: 2026-T9 }\n- period: { quarter: 2026-T1 }\n  serviceHours: "Lu 09:00-18:00"\n');

    expect(code).toBe(78);
    expect(err).toContain("scenario.yml:1:22 [0].period.quarter");
    expect(err).toContain("scenario.yml:3:17 [1].serviceHours");
    expect((await run("period: { quarter: 2026-T1 }\nstate: {}\n")).err).toContain("scenario.yml:2:1 state");
  });

  it("says what is missing on its command line", async () => {
    let err = "";
    const io = { stdout: () => undefined, stderr: (text: string) => (err += text) };

    expect(await runSlaCommand([], io)).toBe(64);
    expect(await runSlaCommand(["evaluate"], io)).toBe(64);
    expect(await runSlaCommand(["figure"], io)).toBe(64);
    expect(err).toContain("vigie sla evaluate FICHIER");
    expect(err).toContain("Action inconnue : figure (vouliez-vous écrire « figures » ?)");
  });
});

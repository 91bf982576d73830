import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { digestOf, issuedText } from "../../collector/reports/evidence.ts";
import { smallReport } from "../collector/reports/small-report.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { vigie } from "./heard.ts";

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder("report-extract");
  const { model, ...report } = await smallReport();
  const [brest, iroise] = model.territories.map((one, place) => ({ ...one, siren: ["242900314", "242900074"][place] ?? null }));
  const territories = [brest, iroise].flatMap((one) => one ?? []);
  const told = { ...report, model: { ...model, territories } };
  writeFileSync(join(folder, "rapport.json"), issuedText({ ...told, evidence: { ...told.evidence, sha256: digestOf(told.model) } }));
});

const extract = (...words: string[]) => vigie("report", "extract", folder, ...words);

describe("vigie report extract", () => {
  it("writes the page and the print of each EPCI, from the report alone", async () => {
    expect(await extract("--out", join(folder, "extraits"))).toMatchObject({ exitCode: 0, stderr: "" });

    expect(readdirSync(join(folder, "extraits")).toSorted()).toEqual([
      "extrait-242900074.html",
      "extrait-242900074.pdf",
      "extrait-242900314.html",
      "extrait-242900314.pdf",
    ]);
    const page = readFileSync(join(folder, "extraits", "extrait-242900074.html"), "utf8");
    expect(page).toContain("Pépinière");
    expect(page).not.toContain("Mairie");
  });

  it("writes that of one EPCI, with the digest of the report that it is from", async () => {
    expect((await extract("--epci", "242900314")).stdout).toContain("1 extrait écrit");

    expect(existsSync(join(folder, "extrait-242900074.html"))).toBe(false);
    const [, sha256 = ""] = /"sha256":"([0-9a-f]{64})"/.exec(readFileSync(join(folder, "rapport.json"), "utf8")) ?? [];
    expect(readFileSync(join(folder, "extrait-242900314.html"), "utf8")).toContain(sha256);
  });

  it("refuses an EPCI that the report does not know, and a report that somebody changed", async () => {
    expect(await extract("--epci", "200000000")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("ne parle d'aucun EPCI") as string,
    });

    const file = join(folder, "rapport.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll('"incidents":1', '"incidents":0'));
    expect((await extract()).stderr).toContain("Aucun extrait n'a été écrit");
  });

  it("is asked for by its name", async () => {
    const words = ["report", "--quarter", "2026-T2", "--out", folder, "--epci", "242900314"];

    expect(await vigie(...words)).toMatchObject({ exitCode: 64, stderr: expect.stringContaining("--epci va avec « extract »") as string });
  });
});

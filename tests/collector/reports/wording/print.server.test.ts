import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { openSqliteLedger } from "../../../../collector/ledger/sqlite-ledger.ts";
import { pdfOf } from "../../../../collector/reports/forms/pdf.ts";
import type { IssuedReport } from "../../../../collector/reports/issued.ts";
import { documentOf } from "../../../../collector/reports/wording/document-of.ts";
import { extractOf } from "../../../../collector/reports/wording/extract.ts";
import { temporaryFolder } from "../../../servers/folders.ts";
import { programPath } from "../../../servers/programs.ts";
import { describeWithServers } from "../../../servers/requirements.ts";
import { smallReport } from "../small-report.ts";
import { fillRegion, regionOf, regionReport } from "./region.ts";

interface Word {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

function reportOf(sites: number): Promise<IssuedReport> {
  return inLedger(async (ledger) => {
    const directory = regionOf(sites);
    await fillRegion(ledger, directory);
    return regionReport(ledger, directory);
  });
}

async function inLedger<Result>(work: (ledger: Awaited<ReturnType<typeof openSqliteLedger>>) => Promise<Result>): Promise<Result> {
  const ledger = await openSqliteLedger({ file: join(temporaryFolder("print"), "ledger.db") });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

function printed(pdf: Uint8Array, ...options: string[]): string {
  const file = join(temporaryFolder("print"), "rapport.pdf");
  writeFileSync(file, pdf);
  return execFileSync(programPath("pdftotext"), [...options, file, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
}

/** Every word with where it stands on its page, in points. */
function wordsOf(pdf: Uint8Array): Word[] {
  return printed(pdf, "-bbox")
    .split("<page ")
    .slice(1)
    .flatMap((page, place) =>
      [...page.matchAll(/<word xMin="([\d.-]+)" yMin="[\d.-]+" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g)].map(
        ([, left, right, bottom, text = ""]): Word => ({
          page: place + 1,
          text,
          left: Number(left),
          right: Number(right),
          bottom: Number(bottom),
        }),
      ),
    );
}

const pagesOf = (words: readonly Word[]): number => Math.max(...words.map(({ page }) => page));
/** A4 is 595 by 842 points; the margins are 18 mm. */
const outside = (words: readonly Word[]): string[] =>
  words.filter(({ left, right, bottom }) => left < 50 || right > 545 || bottom > 842 - 28).map(({ page, text }) => `${page}: ${text}`);

/** Words of one line that stand upon each other: a column too narrow for what it says. */
function overlapping(words: readonly Word[]): string[] {
  const lines = Map.groupBy(words, ({ page, bottom }) => `${page} ${bottom.toFixed(1)}`);
  return [...lines.values()].flatMap((line) => {
    const inOrder = line.toSorted((one, other) => one.left - other.left);
    return inOrder.flatMap((word, place) => {
      const next = inOrder[place + 1];
      return next !== undefined && next.left < word.right - 0.5 ? [`${word.page}: ${word.text} ${next.text}`] : [];
    });
  });
}

describeWithServers(["pdftotext"], "the print of a region of sixty sites", () => {
  let report: IssuedReport;
  let pdf: Uint8Array;
  let words: readonly Word[];
  beforeAll(async () => {
    report = await reportOf(60);
    pdf = await pdfOf(documentOf(report));
    words = wordsOf(pdf);
  });

  it("has about twenty pages, and none without a word", () => {
    expect(pagesOf(words)).toBeGreaterThan(15);
    expect(pagesOf(words)).toBeLessThanOrEqual(25);
    const perPage = Map.groupBy(words, ({ page }) => page);
    expect([...perPage.values()].every(({ length }) => length > 20)).toBe(true);
  });

  it("keeps every word within the margins, and none on top of another", () => {
    expect(outside(words)).toEqual([]);
    expect(overlapping(words)).toEqual([]);
  });

  it("says the figures of the model, and the digest", () => {
    const text = printed(pdf, "-layout").replace(/[\u00a0\u202f]/g, " ");
    const { network } = report.model;

    expect(text).toContain(report.evidence.sha256);
    expect(text).toContain(`${network.endpoints.met} sur ${network.endpoints.all}`);
    expect(text).toMatch(new RegExp(`Usages +${network.use.uses}\\b`));
    const unsaid = report.model.territories.filter(({ name }) => !text.includes(name.replace("'", "’").slice(0, 12)));
    expect(unsaid.map(({ name }) => name)).toEqual([]);
  });

  it("stands on one page with what is essential", () => {
    const pageOf = (text: string): number | undefined => words.find((word) => word.page > 2 && word.text === text)?.page;

    expect(pageOf("L’essentiel")).toBe(3);
    expect(pageOf("Décisions")).toBe(3);
    expect(words.filter(({ text }) => text === "Chiffres").map(({ page }) => page)).toContain(4);
  });

  it("has an extract of at most two pages for each EPCI", async () => {
    const most = report.model.territories.toSorted((one, other) => other.service.incidents - one.service.incidents)[0];
    const extract = extractOf(report, most?.siren ?? "");
    if (extract === null) throw new Error("no extract");
    const own = wordsOf(await pdfOf(extract));

    expect(pagesOf(own)).toBeLessThanOrEqual(2);
    expect(outside(own)).toEqual([]);
  });

  it("has an extract of two pages for an EPCI with sixty sites, which names how many are left out", async () => {
    const [{ id, siren } = { id: "", siren: null }] = report.model.territories;
    const sites = report.model.sites.map((site) => ({ ...site, territory: id }));
    const extract = extractOf({ ...report, model: { ...report.model, sites } }, siren ?? "");
    if (extract === null) throw new Error("no extract");
    const own = await pdfOf(extract);

    expect(pagesOf(wordsOf(own))).toBe(2);
    expect(printed(own)).toContain("Les 46 autres sont dans le rapport trimestriel.");
  });

  it("marks every page of a draft", async () => {
    const draft = documentOf({ ...report, model: { ...report.model, isDraft: true, previous: null, yearBefore: null } });
    const marked = wordsOf(await pdfOf(draft));

    expect(new Set(marked.filter(({ text }) => text === "provisoires,").map(({ page }) => page)).size).toBe(pagesOf(marked));
  });

  it("prints the smallest region, with a revision before all else", async () => {
    const small = await smallReport();
    const revision = { number: 2, issuedAt: 1_790_000_000, reason: "relevés retrouvés", previousSha256: "b".repeat(64), changes: [] };
    const text = printed(await pdfOf(documentOf({ ...small, revision })));

    expect(text).toContain("révision 2");
    expect(text).toContain("relevés retrouvés");
  });
});

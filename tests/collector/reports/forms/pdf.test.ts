import { describe, expect, it } from "vitest";
import { pdfOf } from "../../../../collector/reports/forms/pdf.ts";
import { exampleDocument } from "./example-document.ts";

const latin = (pdf: Uint8Array): string => Buffer.from(pdf).toString("latin1");
const pagesOf = (pdf: Uint8Array): number => latin(pdf).match(/\/Type\s*\/Page\b/g)?.length ?? 0;

describe("the printed report", () => {
  it("is tagged for those who do not see it, in French, with its fonts", async () => {
    const pdf = latin(await pdfOf(exampleDocument(1)));

    expect(pdf.startsWith("%PDF-1.7")).toBe(true);
    expect(pdf).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(pdf).toMatch(/\/Lang\s*\(fr-FR\)/);
    expect(pdf).toContain("/StructTreeRoot");
    expect(pdf).toContain("/Outlines");
    const fonts = new Set([...pdf.matchAll(/\/FontName\s*\/([\w+-]+)/g)].map(([, name]) => name?.split("+")[1]));
    expect([...fonts].every((name) => name?.startsWith("SourceSans3"))).toBe(true);
    expect(fonts.size).toBeGreaterThan(0);
    expect(pdf.match(/\/FontFile[23]?\b/g)).toHaveLength(fonts.size);
  });

  it("is the same bytes for the same document", async () => {
    const [one, other] = await Promise.all([pdfOf(exampleDocument(3)), pdfOf(exampleDocument(3))]);

    expect(Buffer.compare(one, other)).toBe(0);
  });

  it("has as many pages as its tables need, from no site to a thousand", async () => {
    const [none, thousand] = await Promise.all([pdfOf(exampleDocument(0)), pdfOf(exampleDocument(1_000))]);

    expect(pagesOf(none)).toBeLessThan(6);
    expect(pagesOf(thousand)).toBeGreaterThan(20);
  });
});

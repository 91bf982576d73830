import { typographic } from "../../web/typography.ts";
import type { ReportDocument } from "../forms/document.ts";

/** All texts of a document in French typography. Pictures are drawn already: their words come typeset. */
export function typeset(document: ReportDocument): ReportDocument {
  return { ...typesetOf(document), datedMs: document.datedMs };
}

function typesetOf<Part>(part: Part): Part {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same shape, text by text
  return texts(part) as Part;
}

const asTheyAre: ReadonlySet<string> = new Set(["svg", "kind"]);

function texts(part: unknown): unknown {
  if (typeof part === "string") return typographic(part);
  if (Array.isArray(part)) return part.map(texts);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, asTheyAre.has(name) ? value : texts(value)]));
}

/** For words within a picture. */
export const typesetPicture = typographic;

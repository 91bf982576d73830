import type { DocumentFormat, DocumentNode } from "../drivers/driver.ts";
import { isWithinBounds } from "./json-bounds.ts";
import type { ReadTree } from "./xml-tree.ts";

/** The tree, or what it is not. */
export type ParsedDocument = { readonly tree: DocumentNode } | { readonly problem: "not_xml" | "not_json" | "too_large" };

const maxCharacters = 4 * 1024 * 1024;

type NewReader = () => ReadTree;

let newReader: Promise<NewReader> | null = null;
/** Kept from document to document: it has no memory of the last one unless that could not be read. */
let reader: ReadTree | null = null;

/** Never rejects: a document that is broken, hostile or larger than 4 MB is told as a problem. */
export async function parseDocument(format: DocumentFormat, text: string): Promise<ParsedDocument> {
  if (text.length > maxCharacters) return { problem: "too_large" };
  // A byte order mark is white space too.
  const trimmed = text.trimStart();
  return format === "xml" ? parseXml(trimmed) : parseJson(trimmed);
}

/** The parser is loaded at the first XML document: many sites have no codec that speaks XML. */
async function parseXml(text: string): Promise<ParsedDocument> {
  newReader ??= import("./xml-tree.ts").then(({ treeReader }) => treeReader);
  const open = await newReader;
  const asWritten = readWith(open, text);
  if ("tree" in asWritten) return asWritten;
  const repaired = repair(text);
  return repaired === text ? asWritten : readWith(open, repaired);
}

function readWith(open: NewReader, text: string): ParsedDocument {
  try {
    reader ??= open();
    return { tree: reader(text) };
  } catch {
    reader = null;
    return { problem: "not_xml" };
  }
}

/**
 * What codecs are known to write although XML forbids it: names of displays read over HDMI, with control characters or references to
 * them, and names given by people, with a bare ampersand. One that could begin an entity is left as it is, and so is every one of a document
 * that quotes text as CDATA, where it would be right.
 */
function repair(text: string): string {
  const printable = text
    // oxlint-disable-next-line no-control-regex -- these are the characters to remove
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, "")
    .replace(/&#(?:x([\da-f]+)|(\d+));/gi, withoutControl)
    .trimStart();
  return printable.includes("<![CDATA[") ? printable : printable.replace(/&(?![#A-Za-z_:][\w:.#-]*;)/g, "&amp;");
}

/** A reference to a character that XML does not allow is as much noise as the character itself. */
function withoutControl(reference: string, hex: string | undefined, decimal: string | undefined): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  const isControl = code < 0x20 && code !== 9 && code !== 10 && code !== 13;
  return isControl || code === 0xfffe || code === 0xffff ? "" : reference;
}

function parseJson(text: string): ParsedDocument {
  if (!isWithinBounds(text)) return { problem: "not_json" };
  try {
    return { tree: JSON.parse(text) };
  } catch {
    return { problem: "not_json" };
  }
}

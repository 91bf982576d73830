import { XMLParser, XMLValidator } from "fast-xml-parser";

/** A document of a codec once parsed. XML: a leaf is text; attributes are `@name`; the text of a leaf with attributes is `#text`. */
export type DocumentNode = unknown;

export type DocumentFormat = "xml" | "json";

/** What does not look like the document we asked for. */
export type ParsedDocument = { readonly tree: DocumentNode } | { readonly problem: "not_xml" | "not_json" };

// Values stay text: "007" is a serial number, not 7.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  ignoreDeclaration: true,
  parseTagValue: false,
  parseAttributeValue: false,
});

export function parseDocument(format: DocumentFormat, text: string): ParsedDocument {
  return format === "xml" ? parseXml(text) : parseJson(text);
}

function parseXml(text: string): ParsedDocument {
  const clean = printable(text).trimStart();
  // No codec needs a document type; entities are how a small document becomes a large one.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(clean) || !clean.startsWith("<")) return { problem: "not_xml" };
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- its successor is another package; the parser alone accepts broken documents
    return XMLValidator.validate(clean) === true ? { tree: parser.parse(clean) } : { problem: "not_xml" };
  } catch {
    return { problem: "not_xml" };
  }
}

function parseJson(text: string): ParsedDocument {
  try {
    return { tree: JSON.parse(text) };
  } catch {
    return { problem: "not_json" };
  }
}

/** Names of displays read over HDMI reach status.xml with bytes that XML forbids: C0 controls other than tab and line ends. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters to remove
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, "");
}

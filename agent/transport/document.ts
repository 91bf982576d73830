import type { DocumentFormat, DocumentNode } from "../drivers/driver.ts";

/** The tree, or what it is not. */
export type ParsedDocument = { readonly tree: DocumentNode } | { readonly problem: "not_xml" | "not_json" };

type ReadXml = (text: string) => ParsedDocument;

let xmlReader: Promise<ReadXml> | null = null;

export async function parseDocument(format: DocumentFormat, text: string): Promise<ParsedDocument> {
  return format === "xml" ? parseXml(text) : parseJson(text);
}

async function parseXml(text: string): Promise<ParsedDocument> {
  const clean = printable(text).trimStart();
  // No codec needs a document type; entities are how a small document becomes a large one.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(clean) || !clean.startsWith("<")) return { problem: "not_xml" };
  xmlReader ??= loadXmlReader();
  return (await xmlReader)(clean);
}

/** Loaded at the first XML document: the parser weighs 9 MB, and many sites have no codec that speaks XML. */
async function loadXmlReader(): Promise<ReadXml> {
  // oxlint-disable-next-line typescript/no-deprecated -- its successor is another package; the parser alone accepts broken documents
  const { XMLParser, XMLValidator } = await import("fast-xml-parser");
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    ignoreDeclaration: true,
    // Values stay text: "007" is a serial number, not 7.
    parseTagValue: false,
    parseAttributeValue: false,
  });
  return (text) => {
    try {
      return XMLValidator.validate(text) === true ? { tree: parser.parse(text) } : { problem: "not_xml" };
    } catch {
      return { problem: "not_xml" };
    }
  };
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

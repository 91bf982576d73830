import { maskValue } from "./mask-value.ts";
import type { Masks } from "./masks.ts";
import type { UnderstoodAnswer } from "./probe-understanding.ts";
import { pathBelow } from "./watched.ts";

/** The answer as it came, what is personal masked. Null: it cannot be read, so nobody knows what is in it. */
export function maskAnswer({ heard, format, readPaths }: UnderstoodAnswer, masks: Masks): string | null {
  const mask: MaskLeaf = (path, value, place = 0) => maskValue({ path, value, place, isRead: readPaths.has(path) }, masks);
  return format === "xml" ? maskXml(heard.text, mask) : maskJson(heard.text, mask);
}

type MaskLeaf = (path: string, value: string, place?: number) => string;

const piece =
  /<!--[\s\S]*?-->|<!\[CDATA\[(?<quoted>[\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/[^>]*>|<(?<name>[^\s/>!?]+)(?<attributes>(?:"[^"]*"|'[^']*'|[^>"'])*?)(?<end>\/?)>|[^<]+|</g;

interface Open {
  readonly path: string;
  readonly place: number;
  /** How many elements of each name were below it so far. */
  readonly counts: Map<string, number>;
}

/** Piece by piece, and not through a tree: what is wrong with a document is what the next reader wants to see. */
export function maskXml(text: string, mask: MaskLeaf): string {
  const open: Open[] = [{ path: "", place: 0, counts: new Map() }];
  return Array.from(text.matchAll(piece), (match) => maskPiece(match, open, mask)).join("");
}

function maskPiece(match: RegExpMatchArray, open: Open[], mask: MaskLeaf): string {
  const [whole] = match;
  const { quoted, name, attributes = "", end = "" } = match.groups ?? {};
  const { path, place, counts } = open.at(-1) ?? { path: "", place: 0, counts: new Map<string, number>() };
  if (name !== undefined) {
    const own = { path: pathBelow(path, name), place: counts.get(name) ?? 0, counts: new Map<string, number>() };
    counts.set(name, own.place + 1);
    if (end === "") open.push(own);
    return `<${name}${maskAttributes(attributes, own.path, mask)}${end}>`;
  }
  if (whole.startsWith("<!--")) return "<!-- -->";
  if (quoted !== undefined) return `<![CDATA[${mask(path, quoted, place)}]]>`;
  if (!whole.startsWith("<")) return maskedText(whole, mask(path, decoded(whole), place));
  if (whole.startsWith("</") && open.length > 1) open.pop();
  return whole;
}

function maskAttributes(attributes: string, path: string, mask: MaskLeaf): string {
  return attributes.replace(
    /([^\s=]+)(\s*=\s*)(["'])([\s\S]*?)\3/g,
    (_, name: string, equals: string, quote: string, value: string) =>
      `${name}${equals}${quote}${maskedText(value, mask(`${path}/@${name}`, decoded(value)))}${quote}`,
  );
}

/** As it was written, entities and all, where nothing is masked. */
function maskedText(written: string, masked: string): string {
  return masked === decoded(written) ? written : masked.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos));/gi, (_, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Math.min(Number(decimal), 0x10ffff));
    if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
    return entities[(name ?? "").toLowerCase()] ?? "";
  });
}

export function maskJson(text: string, mask: MaskLeaf): string | null {
  try {
    return `${JSON.stringify(maskedNode(JSON.parse(text.trimStart()), "", mask), null, 2)}\n`;
  } catch {
    return null;
  }
}

function maskedNode(node: unknown, path: string, mask: MaskLeaf): unknown {
  if (typeof node === "string") return mask(path, node);
  if (typeof node === "number") return maskedNumber(node, path, mask);
  if (Array.isArray(node)) return node.map((item: unknown) => maskedNode(item, path, mask));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, maskedNode(value, pathBelow(path, name), mask)]));
}

/** A number stays one: "0000001" would not. */
function maskedNumber(node: number, path: string, mask: MaskLeaf): number {
  const masked = mask(path, String(node));
  return masked === String(node) ? node : Number(masked.replace(/\D/g, "")) || 0;
}

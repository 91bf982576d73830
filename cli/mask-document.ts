import { maskedName, maskValue } from "./mask-value.ts";
import type { Masks } from "./masks.ts";
import type { UnderstoodAnswer } from "./probe-understanding.ts";
import { pathBelow } from "./watched.ts";

/** The answer as it came, masked. Null: it cannot be read, so nobody knows what is in it. */
export function maskAnswer({ heard, format }: UnderstoodAnswer, masks: Masks): string | null {
  const mask: MaskDocument = {
    value: (path, value, place = 0, siblings = 1) => maskValue({ path, value, place, siblings }, masks),
    name: (name) => maskedName(name, masks),
    stray: (text) => masks.text(text),
  };
  return format === "xml" ? maskXml(heard.text, mask) : maskJson(heard.text, mask);
}

export interface MaskDocument {
  readonly value: (path: string, value: string, place?: number, siblings?: number) => string;
  readonly name: (name: string) => string;
  /** What stands where nothing should. */
  readonly stray: (text: string) => string;
}

const piece =
  /<!--[\s\S]*?-->|<!\[CDATA\[(?<quoted>[\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/(?<closed>[^>]*)>|<(?<name>[^\s/>!?<=]+)(?<attributes>(?:"[^"]*"|'[^']*'|[^>"'])*?)(?<end>\/?)>|[^<]+|</g;
const declaration =
  /^<\?xml version=(["'])1\.[01]\1(?: encoding=(["'])(?:utf-8|utf-16|iso-8859-1|us-ascii|windows-1252)\2)?(?: standalone=(["'])(?:yes|no)\3)?\s*\?>$/i;

interface Open {
  readonly path: string;
  readonly place: number;
  readonly siblings: number;
  /** How many elements of each name were below it so far. */
  readonly counts: Map<string, number>;
  /** How many there are in all. */
  readonly totals: ReadonlyMap<string, number>;
}

/** Piece by piece, and not through a tree: what is wrong with a document is what the next reader wants to see. */
export function maskXml(text: string, mask: MaskDocument): string {
  const matches = [...text.matchAll(piece)];
  const totals = totalsOf(matches);
  const open: Open[] = [{ path: "", place: 0, siblings: 1, counts: new Map(), totals: totals[0] ?? new Map<string, number>() }];
  return matches.map((match, at) => maskPiece(match, totals[at + 1], open, mask)).join("");
}

type Totals = Map<string, number>;

/** Of the whole document first, then of each piece: how many elements of each name stand directly below it. */
function totalsOf(matches: readonly RegExpExecArray[]): Totals[] {
  const all: Totals[] = [new Map()];
  const open = [...all];
  for (const { groups = {} } of matches) {
    const own: Totals = new Map();
    all.push(own);
    const { name, closed, end } = groups;
    if (name !== undefined) {
      const above = open.at(-1);
      above?.set(name, (above.get(name) ?? 0) + 1);
      if (end === "") open.push(own);
    } else if (closed !== undefined && open.length > 1) open.pop();
  }
  return all;
}

function maskPiece(match: RegExpExecArray, totals: Totals = new Map(), open: Open[], mask: MaskDocument): string {
  const [whole] = match;
  const { quoted, name, closed, attributes = "", end = "" } = match.groups ?? {};
  const here = open.at(-1);
  if (name !== undefined) {
    const own = ownPlace(name, here);
    if (end === "") open.push({ ...own, counts: new Map(), totals });
    return `<${mask.name(name)}${maskAttributes(attributes, own.path, mask)}${end}>`;
  }
  if (whole.startsWith("<!--")) return "<!-- -->";
  if (whole.startsWith("<?")) return declaration.test(whole) ? whole : "";
  if (closed === undefined) return maskContent(whole, quoted, here, mask);
  if (open.length > 1) open.pop();
  return `</${closed.replace(closed.trim(), () => mask.name(closed.trim()))}>`;
}

/** Where an element that opens here stands; it is counted. */
function ownPlace(name: string, above: Open | undefined): Pick<Open, "path" | "place" | "siblings"> {
  const place = above?.counts.get(name) ?? 0;
  above?.counts.set(name, place + 1);
  return { path: pathBelow(above?.path ?? "", name), place, siblings: above?.totals.get(name) ?? 1 };
}

function maskContent(whole: string, quoted: string | undefined, here: Open | undefined, mask: MaskDocument): string {
  const { path = "", place = 0, siblings = 1 } = here ?? {};
  if (quoted !== undefined) return `<![CDATA[${mask.value(path, quoted, place, siblings)}]]>`;
  return whole === "<" ? whole : maskedText(whole, mask.value(path, decoded(whole), place, siblings));
}

const attribute = /([^\s=]+)(\s*=\s*)(["'])([\s\S]*?)\3/g;

function maskAttributes(attributes: string, path: string, mask: MaskDocument): string {
  let masked = "";
  let from = 0;
  for (const match of attributes.matchAll(attribute)) {
    const [whole, name = "", equals = "", quote = "", value = ""] = match;
    masked += mask.stray(attributes.slice(from, match.index));
    masked += `${mask.name(name)}${equals}${quote}${maskedText(value, mask.value(`${path}/@${name}`, decoded(value)))}${quote}`;
    from = match.index + whole.length;
  }
  return masked + mask.stray(attributes.slice(from));
}

/** As it was written, entities and all, where nothing is masked. */
function maskedText(written: string, masked: string): string {
  return masked === decoded(written) ? written : masked.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos));/gi, (_, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Math.min(Number(decimal), 0x10ffff));
    if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
    return entities[(name ?? "").toLowerCase()] ?? "";
  });
}

export function maskJson(text: string, mask: MaskDocument): string | null {
  try {
    return `${JSON.stringify(maskedNode(JSON.parse(text.trimStart()), "", mask), null, 2)}\n`;
  } catch {
    return null;
  }
}

function maskedNode(node: unknown, path: string, mask: MaskDocument): unknown {
  if (typeof node === "string") return mask.value(path, node);
  if (typeof node === "number") return maskedNumber(node, path, mask);
  if (Array.isArray(node)) return node.map((item: unknown) => maskedNode(item, path, mask));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [mask.name(name), maskedNode(value, pathBelow(path, name), mask)]));
}

/** A number stays one. */
function maskedNumber(node: number, path: string, mask: MaskDocument): number {
  const masked = mask.value(path, String(node));
  return masked === String(node) ? node : Number(masked.replace(/\D/g, "")) || 0;
}

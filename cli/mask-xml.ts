import type { MaskDocument } from "./mask-value.ts";
import { attributesOf, piecesOf, type XmlPiece } from "./mask-xml-pieces.ts";
import { pathBelow } from "./watched.ts";

/** Deeper than any document that is read at all; what stands further below stands at no known place. */
const deepest = 64;
const longestName = 64;
const nowhere = "…";

const declaration =
  /^<\?xml version=(["'])1\.[01]\1(?: encoding=(["'])(?:utf-8|utf-16|iso-8859-1|us-ascii|windows-1252)\2)?(?: standalone=(["'])(?:yes|no)\3)?\s*\?>$/i;

/** Where an element stands: which of the elements of that name beside each other, from 0, and how many they are. */
interface Rank {
  readonly place: number;
  readonly group: { total: number };
}

interface Open extends Rank {
  readonly path: string;
}

const root: Open = { path: "", place: 0, group: { total: 1 } };
const unranked: Rank = { place: 0, group: { total: 1 } };

/** Piece by piece, and not through a tree: what is wrong with a document is what the next reader wants to see. */
export function maskXml(text: string, mask: MaskDocument): string {
  const ranks = ranksOf(text);
  const levels = newLevels<Open>(root);
  const masked: string[] = [];
  let elements = 0;
  for (const piece of piecesOf(text)) {
    const here = levels.here() ?? { ...root, path: nowhere };
    if (piece.is === "open") {
      const { name, isEmpty } = piece;
      const path = here.path === nowhere ? nowhere : pathBelow(here.path, name.length > longestName ? nowhere : name);
      if (!isEmpty) levels.enter({ path, ...(ranks[elements] ?? unranked) });
      elements += 1;
      masked.push(maskedTag(piece, path, mask));
    } else masked.push(maskedPiece(piece, here, mask));
    if (piece.is === "close") levels.leave();
  }
  return masked.join("");
}

/** Of each element, in the order of the document. */
function ranksOf(text: string): Rank[] {
  const ranks: Rank[] = [];
  const levels = newLevels(new Map<string, Rank["group"]>());
  for (const piece of piecesOf(text)) {
    if (piece.is === "close") levels.leave();
    if (piece.is !== "open") continue;
    ranks.push(rankIn(levels.here(), piece.name));
    if (!piece.isEmpty) levels.enter(new Map());
  }
  return ranks;
}

function rankIn(beside: Map<string, Rank["group"]> | null, name: string): Rank {
  if (beside === null) return unranked;
  const group = beside.get(name) ?? { total: 0 };
  beside.set(name, group);
  group.total += 1;
  return { place: group.total - 1, group };
}

interface Levels<T> {
  /** Null: too deep. */
  here(): T | null;
  enter(level: T): void;
  leave(): void;
}

/** The elements that are open. A tag that closes nothing leaves the outermost level as it is. */
function newLevels<T>(outermost: T): Levels<T> {
  const open = [outermost];
  let tooDeep = 0;
  return {
    here: () => (tooDeep > 0 ? null : (open.at(-1) ?? null)),
    enter: (level) => {
      if (open.length > deepest) tooDeep += 1;
      else open.push(level);
    },
    leave: () => {
      if (tooDeep > 0) tooDeep -= 1;
      else if (open.length > 1) open.pop();
    },
  };
}

function maskedTag({ name, attributes, isEmpty }: Extract<XmlPiece, { is: "open" }>, path: string, mask: MaskDocument): string {
  return `<${mask.name(name)}${maskedAttributes(attributes, path, mask)}${isEmpty ? "/" : ""}>`;
}

function maskedPiece(piece: Exclude<XmlPiece, { is: "open" }>, { path, place, group }: Open, mask: MaskDocument): string {
  const masked = (text: string): string => mask.value(path, text, place, group.total);
  switch (piece.is) {
    case "comment":
      return "<!-- -->";
    case "instruction":
      return declaration.test(piece.whole) ? piece.whole : "";
    case "close":
      return `</${piece.name.replace(piece.name.trim(), () => mask.name(piece.name.trim()))}>`;
    case "quoted":
      return `<![CDATA[${masked(piece.text)}]]>`;
    case "text":
      return piece.whole
        .split("<")
        .map((text) => asWritten(text, masked(decoded(text))))
        .join("<");
  }
}

function maskedAttributes(tag: string, path: string, mask: MaskDocument): string {
  const { attributes, after } = attributesOf(tag);
  const masked = attributes.map(({ before, name, equals, quote, value }) => {
    const shown = asWritten(value, mask.value(`${path}/@${name}`, decoded(value)));
    return `${mask.stray(before)}${mask.name(name)}${equals}${quote}${shown}${quote}`;
  });
  return masked.join("") + mask.stray(after);
}

/** As it was written, entities and all, where nothing is masked. */
function asWritten(original: string, masked: string): string {
  return masked === decoded(original) ? original : masked.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos));/gi, (_, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Math.min(Number(decimal), 0x10ffff));
    if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
    return entities[(name ?? "").toLowerCase()] ?? "";
  });
}

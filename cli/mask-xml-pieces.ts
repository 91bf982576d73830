/** A piece of an XML document, as it was written: one after the other, they are the whole document. */
export type XmlPiece =
  | { readonly is: "open"; readonly whole: string; readonly name: string; readonly attributes: string; readonly isEmpty: boolean }
  | { readonly is: "close"; readonly whole: string; readonly name: string }
  | { readonly is: "quoted"; readonly whole: string; readonly text: string }
  | { readonly is: "comment" | "instruction" | "text"; readonly whole: string };

/**
 * Reads whatever a codec wrote, well-formed or not, and looks at no character more than a few times: a tag ends before the next
 * "<", and an end that was once looked for in vain is not looked for again. What is no markup is text, stray "<" and all.
 */
export function* piecesOf(document: string): Generator<XmlPiece> {
  const absent = new Set<string>();
  let textFrom = 0;
  for (let at = document.indexOf("<"); at !== -1; at = document.indexOf("<", at)) {
    const markup = markupAt(document, at, absent);
    if (markup === null) {
      at += 1;
      continue;
    }
    if (textFrom < at) yield { is: "text", whole: document.slice(textFrom, at) };
    yield markup;
    at += markup.whole.length;
    textFrom = at;
  }
  if (textFrom < document.length) yield { is: "text", whole: document.slice(textFrom) };
}

/** Null: a stray "<". */
function markupAt(document: string, at: number, absent: Set<string>): XmlPiece | null {
  if (document.startsWith("<!--", at)) return enclosed(document, at, ["<!--", "-->"], absent, (whole) => ({ is: "comment", whole }));
  if (document.startsWith("<?", at)) return enclosed(document, at, ["<?", "?>"], absent, (whole) => ({ is: "instruction", whole }));
  if (document.startsWith("<![CDATA[", at)) {
    return enclosed(document, at, ["<![CDATA[", "]]>"], absent, (whole, text) => ({ is: "quoted", whole, text }));
  }
  return document.startsWith("</", at) ? closingTagAt(document, at) : openingTagAt(document, at);
}

function enclosed(
  document: string,
  at: number,
  [begin, end]: readonly [string, string],
  absent: Set<string>,
  piece: (whole: string, text: string) => XmlPiece,
): XmlPiece | null {
  const from = at + begin.length;
  const to = absent.has(end) ? -1 : document.indexOf(end, from);
  if (to === -1) {
    absent.add(end);
    return null;
  }
  return piece(document.slice(at, to + end.length), document.slice(from, to));
}

const closing = /<\/([^<>]*)>/y;

function closingTagAt(document: string, at: number): XmlPiece | null {
  closing.lastIndex = at;
  const [whole, name = ""] = closing.exec(document) ?? [];
  return whole === undefined ? null : { is: "close", whole, name };
}

const opening = /<([^\s/>!?<=]+)/y;
/** As far as no quote is left open. */
const within = /[^<>"']*(?:"[^"<]*"|'[^'<]*')?/y;

function openingTagAt(document: string, at: number): XmlPiece | null {
  opening.lastIndex = at;
  const [begin, name = ""] = opening.exec(document) ?? [];
  if (begin === undefined) return null;
  const from = at + begin.length;
  const end = endOfAttributes(document, from);
  if (document[end] !== ">") return null;
  const isEmpty = end > from && document[end - 1] === "/";
  return { is: "open", whole: document.slice(at, end + 1), name, attributes: document.slice(from, isEmpty ? end - 1 : end), isEmpty };
}

function endOfAttributes(document: string, from: number): number {
  let end = from;
  for (;;) {
    within.lastIndex = end;
    const length = within.exec(document)?.[0].length ?? 0;
    if (length === 0) return end;
    end += length;
  }
}

/** An attribute, and what stands between it and the one before. */
export interface XmlAttribute {
  readonly before: string;
  readonly name: string;
  /** With the white space around it. */
  readonly equals: string;
  readonly quote: string;
  readonly value: string;
}

const quotedValue = /"[^"]*"|'[^']*'/g;

/** The attributes of a tag, and what stands after the last. */
export function attributesOf(written: string): { readonly attributes: readonly XmlAttribute[]; readonly after: string } {
  const attributes: XmlAttribute[] = [];
  let from = 0;
  for (const { index, 0: quoted } of written.matchAll(quotedValue)) {
    const named = written.slice(from, index);
    const nameEnd = endOfName(named);
    const nameStart = nameEnd === null ? 0 : startOfName(named, nameEnd);
    if (nameEnd === null || nameStart === nameEnd) continue;
    attributes.push({
      before: named.slice(0, nameStart),
      name: named.slice(nameStart, nameEnd),
      equals: named.slice(nameEnd),
      quote: quoted.charAt(0),
      value: quoted.slice(1, -1),
    });
    from = index + quoted.length;
  }
  return { attributes, after: written.slice(from) };
}

/** Null: no "=" stands before the quote. */
function endOfName(named: string): number | null {
  const equals = named.trimEnd();
  return equals.endsWith("=") ? equals.slice(0, -1).trimEnd().length : null;
}

function startOfName(named: string, end: number): number {
  let start = end;
  while (start > 0 && /[^\s=]/.test(named.charAt(start - 1))) start -= 1;
  return start;
}

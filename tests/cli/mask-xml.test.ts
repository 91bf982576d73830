import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MaskDocument, maskedName, maskValue } from "../../cli/mask-value.ts";
import { maskXml } from "../../cli/mask-xml.ts";
import { attributesOf, piecesOf } from "../../cli/mask-xml-pieces.ts";
import { newMasks } from "../../cli/masks.ts";

const realMask = (): MaskDocument => {
  const masks = newMasks({ farEnds: [], serials: [] });
  return {
    value: (path, value, place = 0, siblings = 1) => maskValue({ path, value, place, siblings }, masks),
    name: (name) => maskedName(name, masks),
    stray: (text) => masks.text(text),
  };
};

/** As many characters as a codec may answer. */
const most = 4 * 1024 * 1024;
/** Where an end were looked for again and again, even a quarter of it would take minutes. */
const filled = (part: string, length = most / 4): string => part.repeat(Math.ceil(length / part.length)).slice(0, length);

const hostile: readonly (readonly [string, string])[] = [
  ["stray quotes", filled('<a b="', most)],
  ["stray quotes of both kinds", filled(`<a b='c" `)],
  ["one tag of quotes", `<a ${filled('"')}`],
  ["one attribute without a value", `<a ${filled("b")}>`],
  ["attributes without values", `<a ${filled("b ")}>`],
  ["tags that do not end", filled("<a ", most)],
  ["closing tags that do not end", filled("</a ")],
  ["elements that are not closed", filled("<Status>")],
  ["elements that are not closed, each with a text", filled("<Status>x")],
  ["tags that close nothing", filled("</a>")],
  ["comments that do not end", filled("<!--")],
  ["instructions that do not end", filled("<?a ")],
  ["quoted text that does not end", filled("<![CDATA[")],
  ["ends that have no beginning", filled("-->]]>?>")],
  ["nothing but the beginning of tags", filled("<")],
  ["ampersands", `<a>${filled("&#1")}</a>`],
  ["colons", `<a>${filled(":")}g</a>`],
  ["digits", `<a>${filled("1 (")}x</a>`],
  ["a name of half a million letters over many texts", `<${"n".repeat(most / 8)}>${filled("x<b/>", most / 8)}`],
];

/** Pieces of markup, whole and broken. */
const markup = fc
  .array(
    fc.oneof(
      fc.constantFrom("<", ">", "</", "/>", '"', "'", "=", " ", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "<a", "<b c='d'", "&amp;"),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("the pieces of a document", () => {
  it("are the whole document, whatever it is", () => {
    fc.assert(
      fc.property(markup, (document) => {
        expect([...piecesOf(document)].map(({ whole }) => whole).join("")).toBe(document);
      }),
    );
  });

  it("of a tag are its attributes and what stands between them", () => {
    fc.assert(
      fc.property(markup, (tag) => {
        const { attributes, after } = attributesOf(tag);
        const written = attributes.map(({ before, name, equals, quote, value }) => `${before}${name}${equals}${quote}${value}${quote}`);
        expect(written.join("") + after).toBe(tag);
      }),
    );
  });

  it("hold no markup in their texts but what is broken", () => {
    expect([...piecesOf("<a b='1'>x < y<c/></a><d e=\"f<g>")].map(({ is, whole }) => [is, whole])).toEqual([
      ["open", "<a b='1'>"],
      ["text", "x < y"],
      ["open", "<c/>"],
      ["close", "</a>"],
      ["text", '<d e="f'],
      ["open", "<g>"],
    ]);
  });
});

describe("a document that somebody made to be slow to read", () => {
  it.each(hostile)("is read once: %s", { timeout: 60_000 }, (_, document) => {
    let pieces = 0;
    let told = 0;
    for (const { whole } of piecesOf(document)) {
      pieces += 1;
      told += whole.length;
    }
    let masked = 0;
    const counting = (text: string): string => {
      masked += text.length;
      return text;
    };
    maskXml(document, { value: (_path, text) => counting(text), name: counting, stray: counting });

    expect({ told, isEachOnce: pieces <= document.length && masked <= document.length }).toEqual({
      told: document.length,
      isEachOnce: true,
    });
    expect(maskXml(document, realMask()).length).toBeGreaterThan(0);
  });

  it("says nothing of what stands deeper than any codec goes", () => {
    const document = `${"<Status>".repeat(70)}<Volume>50</Volume>${"</Status>".repeat(70)}<Volume>50</Volume>`;

    expect(maskXml(document, realMask())).toBe(document.replace("50", "11"));
  });
});

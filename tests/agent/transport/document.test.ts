import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DocumentNode } from "../../../agent/drivers/driver.ts";
import { nodesAt, textAt } from "../../../agent/drivers/node-access.ts";
import { parseDocument } from "../../../agent/transport/document.ts";

async function read(format: "xml" | "json", text: string): Promise<DocumentNode> {
  const parsed = await parseDocument(format, text);
  return "tree" in parsed ? parsed.tree : parsed.problem;
}

const xml = (text: string) => read("xml", text);
const json = (text: string) => read("json", text);
const nested = (levels: number): string => "<a>".repeat(levels) + "</a>".repeat(levels);

describe("an XML document of a codec", () => {
  it("keeps its numbers as they are written: 007 is a serial number", async () => {
    expect(textAt(await xml("<S><Serial>007</Serial></S>"), "S/Serial")).toBe("007");
    expect(textAt(await xml('<S><Camera item="01"/></S>'), "S/Camera/@item")).toBe("01");
  });

  it("has its five named characters back, its numbered ones, and its quoted text", async () => {
    expect(textAt(await xml("<S><Name>R&amp;D &lt;1&gt; &#233;t&#xE9;</Name></S>"), "S/Name")).toBe("R&D <1> été");
    expect(textAt(await xml("<S><Name>a<![CDATA[ & <b>]]></Name></S>"), "S/Name")).toBe("a & <b>");
  });

  it("counts one item where a list is expected as a list of one", async () => {
    expect(nodesAt(await xml("<S><C>1</C></S>"), "S/C[]")).toEqual(["1"]);
    expect(nodesAt(await xml("<S><C>1</C><C>2</C><C/></S>"), "S/C[]")).toEqual(["1", "2", ""]);
    expect(nodesAt(await xml("<S/>"), "S/C[]")).toEqual([]);
  });

  it("keeps text beside attributes and between elements, without indentation", async () => {
    expect(await xml('<S>\n  <A status="OK">\n  yes </A>\n  tail\n</S>')).toEqual({
      S: { A: { "@status": "OK", "#text": "yes" }, "#text": "tail" },
    });
  });

  it("is read whatever its names are prefixed with", async () => {
    expect(textAt(await xml('<x:S xmlns:x="urn:x"><x:N>1</x:N></x:S>'), "x:S/x:N")).toBe("1");
    expect(textAt(await xml("<y:S><y:N>1</y:N></y:S>"), "y:S/y:N")).toBe("1");
  });

  it.each([
    ["an empty line before its declaration", '\n<?xml version="1.0"?>\n<S><Name>P24</Name></S>'],
    ["a byte order mark", '\uFEFF<?xml version="1.0" encoding="utf-8"?><S><Name>P24</Name></S>'],
    ["control characters in the name of a display", "<S><Name>P\u0001\u000524\u0000</Name></S>"],
    ["a zero after its end", "<S><Name>P24</Name></S>\n\u0000"],
  ])("is read in spite of %s", async (_, text) => {
    expect(textAt(await xml(text), "S/Name")).toBe("P24");
  });

  it.each([
    ["R&D", "R&D"],
    ["Salle A & B", "Salle A & B"],
    ["a&b&amp;c", "a&b&c"],
    ["fin &", "fin &"],
  ])("is read where a person named a device %s", async (written, name) => {
    expect(textAt(await xml(`<S><Name>${written}</Name></S>`), "S/Name")).toBe(name);
  });

  it("is refused where an ampersand may be an entity, and read as quoted where it is quoted", async () => {
    expect(await xml("<S><Name>R&D;</Name></S>")).toBe("not_xml");
    expect(await xml("<S><Name>R&nbsp;D</Name></S>")).toBe("not_xml");
    expect(textAt(await xml("<S><Name>\u0001<![CDATA[R&D]]></Name></S>"), "S/Name")).toBe("R&D");
  });

  it.each([
    ["cut in the middle", "<S><Name>DELL"],
    ["empty", ""],
    ["a word", "busy"],
    ["two documents", "<S/><S/>"],
    ["tags that cross", "<S><A></S></A>"],
    ["an attribute given twice", '<S a="1" a="2"/>'],
    ["a document type", "<!DOCTYPE S><S/>"],
    ["a bomb of entities", '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>'],
    ["a file of the agent", '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><s>&x;</s>'],
    ["65 levels deep", nested(65)],
    ["a hundred levels deep", nested(100)],
    ["twenty thousand levels deep", nested(20_000)],
    ["twenty thousand levels deep and cut", "<a>".repeat(20_000)],
    ["made of a million elements", `<S>${"<a/>".repeat(500_000)}</S>`],
    ["one element of three hundred thousand attributes", `<S ${Array.from({ length: 300_000 }, (_, n) => `a${n}=""`).join(" ")}/>`],
  ])("is refused when it is %s", async (_, text) => {
    expect(await xml(text)).toBe("not_xml");
  });

  it("is read at 64 levels, the document after a refused one too", async () => {
    expect(await xml(nested(64))).toHaveProperty("a");
    expect(await xml("<S><A>")).toBe("not_xml");
    expect(textAt(await xml("<S><A>1</A></S>"), "S/A")).toBe("1");
  });

  it("is refused over four megabytes, whatever is in it", async () => {
    expect(await xml(`<S>${"a".repeat(4 * 1024 * 1024)}</S>`)).toBe("too_large");
    expect(await json(`"${"a".repeat(4 * 1024 * 1024)}"`)).toBe("too_large");
  });

  it("cannot reach into the agent by its names", async () => {
    const tree = await xml('<S><__proto__ polluted="1"/><constructor>2</constructor><a __proto__="3"/></S>');

    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(textAt(tree, "S/__proto__/@polluted")).toBe("1");
    expect(textAt(tree, "S/constructor")).toBe("2");
    expect(textAt(tree, "S/a/@__proto__")).toBe("3");
    expect(nodesAt(tree, "S/toString")).toEqual([]);
    expect(nodesAt(tree, "hasOwnProperty")).toEqual([]);
  });

  it("is refused wherever it is cut", async () => {
    const whole = '<?xml version="1.0"?>\n<S a="1"><!-- n --><C item="1">R&amp;D<![CDATA[x]]></C><D/></S>';
    const told = await Promise.all(Array.from(whole, (_, length) => xml(whole.slice(0, length))));

    expect(told.map((tree, length) => (tree === "not_xml" ? null : length)).filter((length) => length !== null)).toEqual([]);
    expect(await xml(whole)).toHaveProperty("S");
  });

  it("gives back every text that was properly written in it", async () => {
    const name = fc.constantFrom("a", "b", "__proto__", "é", "item");
    const text = fc.string({ unit: "grapheme" }).map((word) => word.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, "").trim());
    const written = (word: string) => word.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    await fc.assert(
      fc.asyncProperty(name, fc.array(text, { minLength: 1 }), async (element, words) => {
        const tree = await xml(`<S>${words.map((word) => `<${element}>${written(word)}</${element}>`).join("\n")}</S>`);
        expect(nodesAt(tree, `S/${element}[]`)).toEqual(words);
      }),
    );
  });
});

describe("a JSON document of a codec", () => {
  it("is read with a byte order mark, and with brackets and quotes in its texts", async () => {
    expect(await json('\uFEFF{"a": "]}[{\\"[", "b\\\\": ["\\\\"]}')).toEqual({ a: ']}[{"[', "b\\": ["\\"] });
  });

  it.each([
    ["65 levels deep", "[".repeat(65) + "]".repeat(65)],
    ["a million levels deep", "[".repeat(1_000_000)],
    ["made of a million values", `[${"0,".repeat(1_000_000)}0]`],
    ["cut", '{"a": [1, 2'],
    ["empty", ""],
    ["a page", "<html>"],
  ])("is refused when it is %s", async (_, text) => {
    expect(await json(text)).toBe("not_json");
  });

  it("is read at 64 levels", async () => {
    expect(await json("[".repeat(64) + "]".repeat(64))).toHaveLength(1);
  });

  it("is read like any other as long as it is not huge", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 8 }), async (value) => {
        expect(await json(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("any document", () => {
  it("is read or refused, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect(Object.keys(await parseDocument("xml", `<S>${text}</S>`))).toHaveLength(1);
        expect(Object.keys(await parseDocument("json", text))).toHaveLength(1);
      }),
    );
  });
});

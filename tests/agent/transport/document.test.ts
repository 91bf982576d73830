import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodesAt, textAt } from "../../../agent/drivers/node-access.ts";
import { parseDocument } from "../../../agent/transport/document.ts";

async function xml(text: string): Promise<unknown> {
  const parsed = await parseDocument("xml", text);
  return "tree" in parsed ? parsed.tree : parsed.problem;
}

describe("a document of a codec", () => {
  it("keeps its numbers as they are written: 007 is a serial number", async () => {
    expect(textAt(await xml("<S><Serial>007</Serial></S>"), "S/Serial")).toBe("007");
    expect(textAt(await xml('<S><Camera item="01"/></S>'), "S/Camera/@item")).toBe("01");
  });

  it("is read in spite of a line before its declaration and of bytes that XML forbids", async () => {
    const text = '\n<?xml version="1.0"?>\n<S><Name>DELL\u0001\u0005 P24</Name></S>';

    expect(textAt(await xml(text), "S/Name")).toBe("DELL P24");
  });

  it("has its five named characters back", async () => {
    expect(textAt(await xml("<S><Name>R&amp;D &lt;1&gt;</Name></S>"), "S/Name")).toBe("R&D <1>");
  });

  it("counts one item where a list is expected as a list of one", async () => {
    expect(nodesAt(await xml("<S><C>1</C></S>"), "S/C[]")).toEqual(["1"]);
    expect(nodesAt(await xml("<S><C>1</C><C>2</C></S>"), "S/C[]")).toEqual(["1", "2"]);
    expect(nodesAt(await xml("<S/>"), "S/C[]")).toEqual([]);
  });

  it.each([
    ["cut in the middle", "<S><Name>DELL"],
    ["empty", ""],
    ["a word", "busy"],
    ["tags that cross", "<S><A></S></A>"],
    ["a bomb of entities", '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><l>&b;</l>'],
    ["a file of the agent", '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><s>&x;</s>'],
  ])("is refused when it is %s", async (_, text) => {
    expect(await xml(text)).toBe("not_xml");
  });

  it("is refused when it is twenty thousand levels deep", async () => {
    expect(await xml("<a>".repeat(20_000) + "</a>".repeat(20_000))).toBe("not_xml");
  });

  it("cannot reach into the agent by its names", async () => {
    const tree = await xml("<S><__proto__><polluted>1</polluted></__proto__><constructor>2</constructor></S>");

    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(nodesAt(tree === "not_xml" ? {} : tree, "S/toString")).toEqual([]);
  });

  it("is read or refused, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect(Object.keys(await parseDocument("xml", `<S>${text}</S>`))).toHaveLength(1);
        expect(Object.keys(await parseDocument("json", text))).toHaveLength(1);
      }),
    );
  });
});

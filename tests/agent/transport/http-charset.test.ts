import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { decodeText } from "../../../agent/transport/http-charset.ts";
import { startWebCodec } from "./hostile-web.ts";
import { channelTo, closeAll, codec, status } from "./web-room.ts";

afterEach(closeAll);

const text = "<Status><Name>Salle « Île-de-Bréhat »</Name></Status>";
const latin = Buffer.from(text, "latin1");
const wide = Buffer.from(text, "utf16le");
const declaring = (charset: string): string => `<?xml version="1.0" encoding="${charset}"?>${text}`;

describe("a document with accents", () => {
  it.each([
    ["in UTF-8, not declared", Buffer.from(text), "text/xml"],
    ["in UTF-8, declared", Buffer.from(text), 'text/xml; charset="UTF-8"'],
    ["in UTF-8, declared as ISO-8859-1 by a web server that was not told", Buffer.from(text), "text/xml; charset=ISO-8859-1"],
    ["in UTF-8, with a byte order mark", Buffer.from(`\uFEFF${text}`), "text/xml"],
    ["in UTF-8, declared as UTF-16 by the header", Buffer.from(text), "text/xml; charset=utf-16"],
    ["in ISO-8859-1, declared", latin, "text/xml; charset=ISO-8859-1"],
    ["in ISO-8859-1, not declared", latin, "text/xml"],
    ["in ISO-8859-1, declared as UTF-8", latin, "text/xml; charset=utf-8"],
    ["in ISO-8859-1, declared as a charset nobody knows", latin, "text/xml; charset=x-codec"],
    ["in UTF-16 of Windows, with a byte order mark", Buffer.concat([Buffer.from([0xff, 0xfe]), wide]), "text/xml"],
    ["in UTF-16 of Windows, not declared", wide, "text/xml"],
    ["in UTF-16 of Windows, declared as UTF-8", wide, "text/xml; charset=utf-8"],
    ["in UTF-16 with the high byte first", Buffer.from(wide).swap16(), "text/xml; charset=utf-16"],
  ])("is read %s", async (_, bytes, type) => {
    const web = await codec(startWebCodec((_request, response) => response.setHeader("content-type", type).end(bytes)));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "answered", text });
  });

  it.each([
    ["in ISO-8859-1", Buffer.from(declaring("ISO-8859-1"), "latin1"), declaring("ISO-8859-1")],
    ["in UTF-8, declared as UTF-16", Buffer.from(declaring("UTF-16")), declaring("UTF-16")],
    [
      "in Shift-JIS",
      Buffer.from([...Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?><N>'), 0x89, 0xef, 0x8b, 0x63]),
      '<?xml version="1.0" encoding="Shift_JIS"?><N>会議',
    ],
  ])("that declares its charset itself is read %s", (_, bytes, expected) => {
    expect(decodeText(bytes, "text/xml")).toBe(expected);
  });

  it("keeps the quotation marks and the euro of Windows", () => {
    expect(decodeText(Buffer.from([0x93, 0x80, 0x94]), "text/plain; charset=iso-8859-1")).toBe("“€”");
  });
});

describe("any bytes", () => {
  it("give a text, whatever is declared", () => {
    const declared = fc.constantFrom("", "text/xml", "text/xml; charset=utf-8", "text/xml; charset=gb18030", "text/xml; charset=");
    fc.assert(fc.property(fc.uint8Array(), declared, (bytes, type) => typeof decodeText(bytes, type) === "string"));
  });

  it("that are UTF-8 are read as UTF-8, whatever Western charset is declared", () => {
    const declared = fc.constantFrom("", "text/xml", "text/xml; charset=iso-8859-1", "text/xml; charset=us-ascii", "text/xml; charset=x");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), declared, (inside, type) => {
        const document = `<N>${inside.replaceAll("\uFEFF", "")}</N>`;
        expect(decodeText(Buffer.from(document), type)).toBe(document);
      }),
    );
  });
});

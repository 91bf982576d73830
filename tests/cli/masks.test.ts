import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskJson, maskXml } from "../../cli/mask-document.ts";
import { maskedLine } from "../../cli/mask-nodes.ts";
import { maskValue } from "../../cli/mask-value.ts";
import { type Known, newMasks } from "../../cli/masks.ts";

const nothingKnown: Known = { farEnds: [], serials: [], versions: [] };
const value = (path: string, text: string, isRead = false, known = nothingKnown) =>
  maskValue({ path, value: text, isRead, place: 0 }, newMasks(known));

describe("a value of a codec that is shown to others", () => {
  it.each([
    ["Status/SystemUnit/Hardware/Module/SerialNumber", "FTT1829ABCD"],
    ["Status/UserInterface/ContactInfo/Name", "Salle Dupont"],
    ["Status/Network/IPv4/Address", "10.29.155.12"],
    ["Status/Network/Ethernet/MacAddress", "00:50:60:0A:0B:0C"],
    ["Status/Network/IPv6/Address", "2a01:cb08:8c3::12"],
    ["Status/SIP/Registration/URI", "salle@mairie.example"],
    ["Command/CallHistoryGetResult/Entry/RemoteNumber", "+33299123456"],
    ["Command/CallHistoryGetResult/Entry/DisplayName", "Anne"],
    ["connections/terms/callerID", "anne"],
    ["connections/terms/name", "anne"],
    ["systemName", "Ouessant"],
    ["Status/Whatever/Freely", "Ecrire a Mme Dupont"],
    ["Status/Whatever/Long", "0299123456"],
    ["Status/Whatever/Host", "codec.mairie-ouessant.example"],
  ])("is masked when it says who or where: %s", (path, text) => {
    const masked = value(path, text);

    expect(masked).not.toBe(text);
    expect(masked).not.toMatch(/Dupont|anne|mairie|Ouessant|29912|10\.29|2a01|FTT/i);
  });

  it.each([
    ["Status/Audio/Volume", "50"],
    ["Status/Audio/Microphones/Mute", "Off"],
    ["Status/SystemUnit/ProductPlatform", "Room Bar"],
    ["Status/SystemUnit/Software/Version", "ce11.19.1.6.76526b1b094"],
    ["softwareVersion", "6.2.2.8"],
    ["Status/Network/IPv4/SubnetMask", "255.255.255.0"],
    ["Entry/StartTimeUTC", "2026-03-02T10:00:00Z"],
    ["Entry/Video/Incoming/PacketLoss", "36/18424"],
    ["startTime", "1664247879000"],
    ["Status/Standby/State", "Standby"],
    ["Status/Network/Speed", "1000full"],
  ])("is left as it is when it is the machine's own: %s", (path, text) => {
    expect(value(path, text)).toBe(text);
  });

  it("is left as it is when the driver reads it, unless it is a far end, an address or a serial number", () => {
    expect(value("cameras/name", "Main", true)).toBe("Main");
    expect(value("cameras/name", "Main")).toBe("name-1");
    expect(value("a/note", "call from 660001", true, { ...nothingKnown, farEnds: ["660001"] })).toBe("call from 000001");
    expect(value("a/result", "serialnum 8211AB", true, { ...nothingKnown, serials: ["8211AB"] })).toBe("serialnum SERIAL0001");
    expect(value("a/result", 'version "Release - 6.2.2.8-1"', true, { ...nothingKnown, versions: ["Release - 6.2.2.8-1"] })).toContain(
      "6.2.2.8",
    );
  });

  it("hides who is called in the words of an HDX, colons and all", () => {
    const text = "callinfo begin\ncallinfo:43:Mairie : salle 2:192.168.1.7:384:connected:notmuted:outgoing:videocall\ncallinfo end";

    expect(value("apicommands/apicommand/result", text, true)).toBe(
      "callinfo begin\ncallinfo:43:far-end-1:384:connected:notmuted:outgoing:videocall\ncallinfo end",
    );
  });
});

describe("masks", () => {
  const kinds = fc.constantFrom("serial" as const, "farEnd" as const, "name" as const, "text" as const, "mail" as const);

  it("are the same for the same thing, different for different things, and never show it", () => {
    fc.assert(
      fc.property(kinds, fc.uniqueArray(fc.stringMatching(/^[a-z]{6,12}$/), { minLength: 2, maxLength: 20 }), (kind, words) => {
        const masks = newMasks(nothingKnown);
        const first = words.map((word) => masks.of(kind, word));
        expect(words.map((word) => masks.of(kind, word.toUpperCase()))).toEqual(first);
        expect(new Set(first).size).toBe(words.length);
        expect(masks.counts().get(kind)).toBe(words.length);
        for (const word of words) expect(first.join(" ")).not.toContain(word);
      }),
    );
  });

  it("give what a machine still takes for an address, a number, a far end", () => {
    const masks = newMasks({ ...nothingKnown, farEnds: ["sip:salle@mairie.example", "0299123456"] });

    expect(masks.within("from 10.1.2.3 and 10.1.2.3 by 10.1.2.4")).toBe("from 192.0.2.1 and 192.0.2.1 by 192.0.2.2");
    expect(masks.within("fe80::2e0:dbff:fe10:9785/64")).toMatch(/^2001:db8::\d+\/64$/);
    expect(masks.within("12:34:56 on 2026-03-02, 0.0.0.0, 127.0.0.1, 255.255.0.0")).toBe(
      "12:34:56 on 2026-03-02, 0.0.0.0, 127.0.0.1, 255.255.0.0",
    );
    expect(masks.within("sip:salle@mairie.example")).toBe("sip:far-end-1@example.invalid");
    expect(masks.within("0299123456")).toBe("0000000002");
    expect(masks.within("00-50-60-0a-0b-0c")).toMatch(/^02-00-00-00-00-\d\d$/);
  });

  it("mask no mask again", () => {
    const masks = newMasks({ ...nothingKnown, farEnds: ["salle@mairie.example"] });
    const once = masks.within("salle@mairie.example, autre@mairie.example, 10.1.2.3");

    expect(masks.within(once)).toBe(once);
  });
});

describe("a masked document", () => {
  const hide = (path: string, text: string): string => (path.endsWith("Name") ? text.replace(/\S.*\S/s, "name & <1>") : text);

  it("stays as it was written around what is masked: attributes, empty lines, quoted text, what is wrong with it", () => {
    const text = '\n<?xml version="1.0"?>\n<S a="R&amp;D"><Name item="1">\n  Mme Dupont </Name>\u0001<![CDATA[x]]><E/><Open>';

    expect(maskXml(text, hide)).toBe(text.replace("Mme Dupont", "name &#38; &#60;1&#62;"));
  });

  it("has no comments: anybody may have written anything there", () => {
    expect(maskXml("<S><!-- Mme Dupont --></S>", hide)).toBe("<S><!-- --></S>");
  });

  it("is told apart by place where its elements have one name", () => {
    const seen: [string, string, number | undefined][] = [];
    maskXml("<c><d>a</d><d>b</d><e>c</e></c><c><d>z</d></c>", (path, text, place) => {
      seen.push([path, text, place]);
      return text;
    });

    expect(seen).toEqual([
      ["c/d", "a", 0],
      ["c/d", "b", 1],
      ["c/e", "c", 0],
      ["c/d", "z", 0],
    ]);
  });

  it("keeps the structure of JSON, its numbers as numbers; what is no JSON is not saved", () => {
    const mask = (path: string, text: string): string => (path === "list/number" ? "0000000001" : text);

    expect(JSON.parse(maskJson('{"list":[{"number":299123456,"on":true,"n":1.5,"none":null}]}', mask) ?? "")).toEqual({
      list: [{ number: 1, on: true, n: 1.5, none: null }],
    });
    expect(maskJson("{", mask)).toBeNull();
  });

  it("is unchanged where nothing is masked, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const same = (_: string, words: string): string => words;
        const withoutComments = text.replaceAll("<!--", "");
        expect(maskXml(withoutComments, same)).toBe(withoutComments);
      }),
    );
  });
});

describe("a masked SNMP node", () => {
  const line = (oid: string, text: string, snmprec: string, isRead = true) =>
    maskedLine({ heard: { channel: "snmp", request: oid, text, snmprec }, isRead }, newMasks(nothingKnown));

  it("keeps its type, and the line ends of a banner whose serial number is masked", () => {
    const banner = "Cisco Codec\nSoftW: ce9.10.0.50f5888d087\nMCU: Cisco TelePresence SX80\nDate: 2019-12-17\nS/N: FTT182902SN";
    const masked = line("1.3.6.1.2.1.1.1.0", banner, `4x|${Buffer.from(banner).toString("hex")}`);

    expect(masked).toMatch(/^1\.3\.6\.1\.2\.1\.1\.1\.0\|4x\|[0-9a-f]+$/);
    expect(Buffer.from(masked.split("|")[2] ?? "", "hex").toString()).toBe(banner.replace("FTT182902SN", "SERIAL0001"));
  });

  it.each([
    ["1.3.6.1.2.1.1.5.0", "salle-ouessant", "4|salle-ouessant"],
    ["1.3.6.1.2.1.1.4.0", "Mme Dupont", "4|Mme Dupont"],
    ["1.3.6.1.2.1.4.20.1.1.10", "10.1.2.3", "64|10.1.2.3"],
    ["1.3.6.1.2.1.2.2.1.6.2", "\u0000PV\n\u000b\f", "4x|0050560a0b0c"],
  ])("says nothing of who and where: %s", (oid, text, snmprec) => {
    expect(line(oid, text, snmprec)).not.toContain(snmprec.slice(snmprec.indexOf("|") + 1));
  });

  it("is a number as it was", () => {
    expect(line("1.3.6.1.2.1.1.3.0", "360050", "67|360050")).toBe("1.3.6.1.2.1.1.3.0|67|360050");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskJson } from "../../cli/mask-document.ts";
import { maskedLine, maskedOid } from "../../cli/mask-nodes.ts";
import { type MaskDocument, maskedName, maskValue } from "../../cli/mask-value.ts";
import { maskXml } from "../../cli/mask-xml.ts";
import { type Known, newMasks } from "../../cli/masks.ts";

const nothingKnown: Known = { farEnds: [], serials: [] };
const value = (path: string, text: string, known = nothingKnown, place = 0, siblings = 1) =>
  maskValue({ path, value: text, place, siblings }, newMasks(known));

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
    ["systemName", "Ouessant"],
    ["Status/Status/Name", "0299123456"],
    ["Status/SystemUnit/BuildingName", "Villa Dupont"],
    ["Status/Attendee", "0299123456"],
    ["Status/Calendar/Sender", "29912345"],
    ["Status/AccountId", "29912"],
    ["Status/SystemUnit/Software/ReleasedBy", "Dupont"],
    ["Status/ProductOwner", "Anne"],
    ["Status/PlatformHost", "srv.mairie-ouessant.example"],
    ["Status/ProtocolServer", "fe80::215:5dff:fe01:2991"],
    ["Status/Extension", "55529912"],
    ["Status/Peer", "ouessant"],
    ["Status/SystemUnit/Mac", "00155d029912"],
    ["Status/SystemUnit/Mac", "0015.5d02.9912"],
    ["Status/Dupont/Volume", "29912"],
    ["Status/Cameras/Camera/Model", "Camera d'Anne"],
    ["Status/SystemUnit/ProductId", "Cisco Codec Dupont"],
    ["Status/Diagnostics/Message/Type", "Micro-Dupont"],
    ["Entry/DisconnectCauseType", "call to Anne ended"],
    ["Entry/OccurrenceType", "Anne"],
    ["Entry/EncryptionType", "Anne"],
    ["Entry/Video/Incoming/PacketLoss", "Anne"],
    ["Status/SystemUnit/Software/Version", "10.29.155.12"],
    ["Status/SystemUnit/LastShutdownReason", "rebooted by Dupont at 10.29.155.12"],
  ])("is masked when it says who or where: %s", (path, text) => {
    const masked = value(path, text);

    expect(masked).not.toBe(text);
    expect(masked).not.toMatch(/Dupont|anne|mairie|Ouessant|2991|10\.29|2a01|FTT/i);
  });

  it.each([
    ["Status/Audio/Volume", "50"],
    ["Status/Audio/Microphones/Mute", "Off"],
    ["Status/SystemUnit/ProductPlatform", "Room Bar"],
    ["Status/SystemUnit/ProductId", "Cisco TelePresence SX20"],
    ["Status/SystemUnit/Software/Version", "ce11.19.1.6.76526b1b094"],
    ["Status/SystemUnit/Uptime", "1860452"],
    ["softwareVersion", "6.2.2.8"],
    ["Entry/StartTimeUTC", "2026-03-02T10:00:00Z"],
    ["Entry/Video/Incoming/PacketLoss", "36/18424"],
    ["Entry/DisconnectCauseType", "UnknownRemoteSite"],
    ["startTime", "1664247879000"],
    ["name", "system.status.sipserver"],
    ["Status/Standby/State", "Standby"],
    ["Status/Network/Ethernet/Speed", "1000full"],
  ])("is left as it is where its place and its form are known: %s", (path, text) => {
    expect(value(path, text)).toBe(text);
  });

  it("is masked wherever it stands when it is a far end or a serial number", () => {
    expect(value("cameras/name", "Main")).toBe("Main");
    expect(value("cameras/name", "Main", { ...nothingKnown, farEnds: ["main"] })).toBe("Xxxx");
    expect(value("apicommands/apicommand/result", "serialnum 8211AB")).toBe("serialnum 0000XX");
    expect(value("apicommands/apicommand/result", 'version "Release - 6.2.2.8-1001"')).toBe('version "Release - 6.2.2.8-1001"');
  });

  it("hides who is called in the words of an HDX, colons and all", () => {
    const text = "callinfo begin\ncallinfo:43:Mairie : salle 2:192.168.1.7:384:connected:notmuted:outgoing:videocall\ncallinfo end";

    expect(value("apicommands/apicommand/result", text)).toBe(
      "callinfo begin\ncallinfo:43:Xxxxxx : xxxxx 0:192.0.2.1:384:connected:notmuted:outgoing:videocall\ncallinfo end",
    );
  });

  it("is told by its place in a call record of an HDX that has all its cells, and hidden in any other", () => {
    const cell = (place: number, text: string, siblings = 42): string => value("cdr/call/data", text, nothingKnown, place, siblings);

    expect([cell(1, "12/Aug/2022"), cell(11, "512Kbps"), cell(14, "80"), cell(6, "---")]).toEqual(["12/Aug/2022", "512Kbps", "80", "---"]);
    expect(cell(1, "12/Aug/2022", 41)).not.toMatch(/Aug|2022/);
    expect(cell(14, "804", 41)).not.toBe("804");
    expect(cell(12, "Polycom of Anne")).not.toContain("Anne");
    expect(cell(27, '"The call has ended. Anne 0299123456"')).toBe('"The call has ended. Xxxx 1000000001"');
  });
});

describe("masks", () => {
  const kinds = fc.constantFrom("serial" as const, "farEnd" as const, "name" as const, "text" as const, "mail" as const);

  it("are the same for the same thing, different for different things, as long, and never show it", () => {
    fc.assert(
      fc.property(kinds, fc.uniqueArray(fc.stringMatching(/^[a-j]{6,12}$/), { minLength: 2, maxLength: 20 }), (kind, words) => {
        const masks = newMasks(nothingKnown);
        const first = words.map((word) => masks.of(kind, word));
        expect(words.map((word) => masks.of(kind, word.toUpperCase()).toLowerCase())).toEqual(first);
        expect(new Set(first).size).toBe(words.length);
        expect(first.map((mask) => mask.length)).toEqual(words.map((word) => word.length));
        expect(masks.counts().get(kind)).toBe(words.length);
        for (const word of words) expect(first.join(" ")).not.toContain(word);
      }),
    );
  });

  it("keep the shape of numbers and give what a machine still takes for an address", () => {
    const masks = newMasks(nothingKnown);

    expect(masks.text("from 10.1.2.3 and 10.1.2.3 by 10.1.2.4")).toBe("xxxx 192.0.2.1 xxx 192.0.2.1 xx 192.0.2.2");
    expect(masks.text("fe80::2e0:dbff:fe10:9785")).toBe("2001:db8::1");
    expect(masks.text("0.0.0.0, 127.0.0.1, 255.255.0.0")).toBe("0.0.0.0, 127.0.0.1, 255.255.0.0");
    expect(masks.text("sip:salle@mairie.example")).toMatch(/^sip:x{5}@x{5}.\.x{6}.$/);
    expect(masks.text("02 99 12 34 56")).toBe("10 00 00 00 01");
    expect(masks.text("0299123456")).toBe("1000000001");
    expect(masks.text("00-50-60-0a-0b-0c")).toBe("02-00-00-00-00-01");
  });
});

describe("a masked document", () => {
  const hide: MaskDocument = {
    value: (path, text) => (path.endsWith("Name") ? text.replace(/\S.*\S/s, "name & <1>") : text),
    name: (name) => name,
    stray: (text) => text,
  };
  const same: MaskDocument = { ...hide, value: (_, text) => text };

  it("stays as it was written around what is masked: attributes, empty lines, quoted text, what is wrong with it", () => {
    const text = '\n<?xml version="1.0"?>\n<S a="R&amp;D"><Name item="1">\n  Mme Dupont </Name>\u0001<![CDATA[x]]><E/><Open>';

    expect(maskXml(text, hide)).toBe(text.replace("Mme Dupont", "name &#38; &#60;1&#62;"));
  });

  it("has no comments and no instructions: anybody may have written anything there", () => {
    expect(maskXml('<?xml version="1.0"?><?owner Mme Dupont?><S><!-- Mme Dupont --></S>', hide)).toBe(
      '<?xml version="1.0"?><S><!-- --></S>',
    );
  });

  it("shows names of elements, attributes and keys only where it knows every word of them", () => {
    const masks = newMasks(nothingKnown);
    const mask: MaskDocument = { ...same, name: (name) => maskedName(name, masks), stray: (text) => masks.text(text) };

    expect(maskXml("<Status><Contact_Dupont anne='1' of=Dupont>ok</Contact_Dupont></Status>", mask)).toBe(
      "<Status><Xxxxxxx_Xxxxxx xxxx='1' xx=Xxxxxx>ok</Xxxxxxx_Xxxxxx></Status>",
    );
    expect(JSON.parse(maskJson('{"anne@mairie.fr":"yes","0299123456":{"state":1}}', mask) ?? "")).toEqual({
      "xxxx@xxxxxy.xy": "yes",
      "1000000001": { state: 1 },
    });
  });

  it("is told apart by place where its elements have one name", () => {
    const seen: unknown[] = [];
    maskXml("<c><d>a</d><d>b</d><e>c</e></c><c><d>z</d></c>", {
      ...same,
      value: (path, text, place, siblings) => {
        seen.push([path, text, place, siblings]);
        return text;
      },
    });

    expect(seen).toEqual([
      ["c/d", "a", 0, 2],
      ["c/d", "b", 1, 2],
      ["c/e", "c", 0, 1],
      ["c/d", "z", 0, 1],
    ]);
  });

  it("keeps the structure of JSON, its numbers as numbers; what is no JSON is not saved", () => {
    const mask: MaskDocument = { ...same, value: (path, text) => (path === "list/number" ? "0000000001" : text) };

    expect(JSON.parse(maskJson('{"list":[{"number":299123456,"on":true,"n":1.5,"none":null}]}', mask) ?? "")).toEqual({
      list: [{ number: 1, on: true, n: 1.5, none: null }],
    });
    expect(maskJson("{", mask)).toBeNull();
  });

  it("is unchanged where nothing is masked, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const without = text.replaceAll("<!--", "").replaceAll("<?", "");
        expect(maskXml(without, same)).toBe(without);
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
    expect(Buffer.from(masked.split("|")[2] ?? "", "hex").toString()).toBe(banner.replace("FTT182902SN", "XXX000000XX"));
  });

  it.each([
    ["1.3.6.1.2.1.1.5.0", "salle-ouessant", "4|salle-ouessant"],
    ["1.3.6.1.2.1.1.4.0", "Mme Dupont", "4|Mme Dupont"],
    ["1.3.6.1.4.1.13885.101.1.3.6.2.1.2.1", "Camera of Anne", "4|Camera of Anne"],
    ["1.3.6.1.4.1.13885.101.1.3.5.2.1.2.1", "Micro-Dupont", "4|Micro-Dupont"],
    ["1.3.6.1.2.1.4.20.1.1.10", "10.1.2.3", "64|10.1.2.3"],
    ["1.3.6.1.2.1.2.2.1.6.2", "\u0000PV\n\u000b\f", "4x|0050560a0b0c"],
  ])("says nothing of who and where: %s", (oid, text, snmprec) => {
    expect(line(oid, text, snmprec)).not.toContain(snmprec.slice(snmprec.indexOf("|") + 1));
  });

  it("has no address and no name in its own number: rows are numbered anew, the same in all columns", () => {
    const masks = newMasks(nothingKnown);
    const [proxies, gatekeepers] = ["1.3.6.1.4.1.13885.101.1.2.8.2.1", "1.3.6.1.4.1.13885.101.1.2.7.3.1"];

    expect(maskedOid(`${proxies}.2.1`, masks)).toBe(`${proxies}.2.1`);
    expect(maskedOid(`${proxies}.2.4.65.110.110.101`, masks)).toBe(`${proxies}.2.1001`);
    expect(maskedOid(`${proxies}.3.4.65.110.110.101`, masks)).toBe(`${proxies}.3.1001`);
    expect(maskedOid(`${gatekeepers}.2.4.10.66.1.9`, masks)).toBe(`${gatekeepers}.2.1001`);
    expect(maskedOid("1.3.6.1.4.1.99999.1.10.66.1.9", masks)).toBe("1.3.6.1.4.1.99999.1.…");
  });

  it("is a number as it was", () => {
    expect(line("1.3.6.1.2.1.1.3.0", "360050", "67|360050")).toBe("1.3.6.1.2.1.1.3.0|67|360050");
  });
});

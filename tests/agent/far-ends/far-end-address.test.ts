import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFarEndAddress } from "../../../agent/far-ends/far-end-address.ts";

const textOf = (written: string): string => readFarEndAddress(written).text;

describe("the address of a far end", () => {
  it.each([
    [
      "a SIP room",
      "salle@exemple.fr",
      ["SIP:Salle@Exemple.fr", "sips:salle@exemple.fr:5061;transport=tls", "Salle du conseil <sip:salle@exemple.fr>"],
    ],
    [
      "a SIP room with parameters before its domain",
      "salle@exemple.fr",
      ["sip:salle;x=y@exemple.fr?subject=z", "sip:salle:secret@exemple.fr."],
    ],
    ["an H.323 alias", "salle 1", ["h323:Salle 1", "H323:salle 1;type=alias", " salle 1 "]],
    ["a machine", "192.0.2.10", ["h323:192.0.2.10:1720", "192.0.2.10;transport=tcp", "sip:192.0.2.10"]],
    ["a machine by IPv6", "2001:db8::1", ["[2001:DB8::1]:1720", "h323:[2001:db8::1]", "2001:db8::1"]],
    ["a conference of a bridge's address", "1234@192.0.2.10", ["192.0.2.10##1234", "h323:1234@192.0.2.10", "sip:1234@192.0.2.10:5060"]],
    ["a conference of a bridge's name", "1234@pont.exemple.fr", ["pont.exemple.fr##1234", "sip:1234@pont.exemple.fr"]],
    ["a conference of a bridge's alias", "pont##1234", ["Pont##1234", "h323:pont##1234"]],
    [
      "a French number",
      "+33298001234",
      ["0298001234", "02 98 00 12 34", "02.98.00.12.34", "0033298001234", "+33 (0)2 98 00 12 34", "tel:+33-2-98-00-12-34"],
    ],
    ["a foreign number", "+32280012345", ["0032280012345", "tel:+32280012345;phone-context=x"]],
    ["a cloud user", "salle@exemple.webex.com", ["spark:salle@exemple.webex.com"]],
    ["a domain with accents", "salle@xn--fort-ipa.exemple", ["salle@Forêt.exemple", "SIP:salle@xn--fort-ipa.exemple"]],
  ])("has one form for all spellings: %s", (_what, plain, spellings) => {
    expect(spellings.map(textOf)).toEqual(spellings.map(() => plain));
  });

  it("is read no further than any address goes: what is longer was written to be a burden", () => {
    expect(textOf(`salle@${"exemple.".repeat(100_000)}fr`)).toHaveLength(512);
    expect(textOf(`Salle <sip:salle@exemple.fr>${" ".repeat(100_000)}`)).toBe("salle@exemple.fr");
  });

  it("keeps apart what may be two: a national number is of the plan of whoever runs its host, and 00 298 may be Denmark", () => {
    expect(textOf("0298001234@exemple.de")).toBe("0298001234@exemple.de");
    expect(textOf("00298123456")).toBe("00298123456");
    expect(textOf("pont##1234")).not.toBe(textOf("pont##1235"));
  });

  it("is nothing where nothing was written", () => {
    expect(["", " ", "sip:", "<>", "<sip:>", ";transport=tls"].map(textOf)).toEqual(["", "", "", "", "", ""]);
  });

  it("is already in its form once it was read", () => {
    const address = fc.tuple(
      fc.constantFrom("", "sip:", "h323:", "tel:", "spark:"),
      fc.stringMatching(/^[a-z0-9.+ -]{1,12}$/),
      fc.constantFrom("", "@exemple.fr", "@192.0.2.1", "##12", "@[2001:db8::2]"),
      fc.constantFrom("", ":5060", ";transport=tls"),
    );
    fc.assert(
      fc.property(address, (parts) => {
        const text = textOf(parts.join(""));
        expect(textOf(text)).toBe(text);
      }),
    );
  });
});

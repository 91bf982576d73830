import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFarEndAddress } from "../../../agent/far-ends/far-end-address.ts";
import { farEndsOf } from "../../../agent/far-ends/far-ends.ts";
import { emptyPhoneBook, type PhoneBookEntry, phoneBookOf, ruleKeyOf } from "../../../agent/far-ends/phone-book.ts";
import { farEndKinds, farEndPlacePattern } from "../../../contract/call.ts";
import { secret } from "../recorded-codec.ts";

const placeIn = (entries: readonly PhoneBookEntry[], address: string): string =>
  phoneBookOf(entries).find(readFarEndAddress(address)).place;

const book: readonly PhoneBookEntry[] = [
  { alias: "sip:salle@mairie.exemple", place: "commune:29155", kind: "room" },
  { alias: "pont", place: "region:53", kind: "bridge" },
  { alias: "4999", place: "unknown", kind: "test" },
  { number: "02", place: "france" },
  { number: "0298", place: "epci:242900314" },
  { number: "+331", place: "region:11" },
  { number: "44", place: "commune:22113", kind: "room" },
  { domain: "exemple", place: "france" },
  { domain: "visio.exemple", place: "region:53" },
  { network: "10.0.0.0/8", place: "france" },
  { network: "10.29.0.0/16", place: "epci:242900314" },
  { network: "10.29.1.7", place: "commune:29155", kind: "concierge" },
  { network: "2001:db8::/32", place: "region:53" },
];

describe("a phone book", () => {
  it("looks for no number in more digits than anybody dials", () => {
    expect(placeIn(book, `44${"0".repeat(30)}`)).toBe("commune:22113");
    expect(placeIn(book, `44${"0".repeat(31)}`)).toBe("unknown");
  });

  it.each([
    ["SIP:Salle@mairie.exemple;transport=tls", "commune:29155"],
    ["autre@mairie.exemple", "france"],
    ["pont", "region:53"],
    ["pont##1234", "region:53"],
    ["0298001234", "epci:242900314"],
    ["0033298001234", "epci:242900314"],
    ["+33 2 98 00 12 34", "epci:242900314"],
    ["33298001234", "epci:242900314"],
    ["0299001234", "france"],
    ["0144001234@visio.exemple", "region:11"],
    ["4412", "commune:22113"],
    ["4412@visio.exemple", "region:53"],
    ["salle@a.b.visio.exemple", "region:53"],
    ["salle@pasvisio.exemple", "france"],
    ["salle@monexemple", "unknown"],
    ["10.29.1.7", "commune:29155"],
    ["10.29.1.7##80", "commune:29155"],
    ["1234@10.29.1.8", "epci:242900314"],
    ["h323:10.35.0.1:1720", "france"],
    ["::ffff:10.29.4.4", "epci:242900314"],
    ["[2001:db8:1::7]:1720", "region:53"],
    ["192.0.2.1", "unknown"],
  ])("tells of %s what its most precise rule says: %s", (address, place) => {
    expect(placeIn(book, address)).toBe(place);
  });

  it("knows without a rule what a number proves, and nothing that it does not", () => {
    const places = ["+33298001234", "0298001234", "+262262001234", "+3227001234", "0044201234567", "+33298001234@exemple.de"];
    const nothing = [
      "0298001234@exemple.de",
      "00298123456",
      "+88212345678",
      "+80012345678",
      "1234",
      "33298001234",
      "mairie.fr",
      "salle@mairie.fr",
      "112",
    ];

    expect(places.map((address) => placeIn([], address))).toEqual(["france", "france", "france", "abroad", "abroad", "france"]);
    expect(nothing.map((address) => placeIn([], address))).toEqual(nothing.map(() => "unknown"));
  });

  it("does not depend on the order of its lines", () => {
    const addresses = [
      "salle@mairie.exemple",
      "0298001234",
      "4412",
      "x@y.visio.exemple",
      "10.29.1.7",
      "2001:db8::3",
      "pont##5",
      "+33140000000",
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([...book], { minLength: book.length }), (shuffled) => {
        expect(addresses.map((address) => placeIn(shuffled, address))).toEqual(addresses.map((address) => placeIn(book, address)));
      }),
    );
  });

  it("lets the longest beginning of a number speak", () => {
    const prefixes = fc.uniqueArray(fc.stringMatching(/^\+33[1-9]\d{0,7}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(prefixes, fc.stringMatching(/^\+33[1-9]\d{8}$/), (numbers, dialled) => {
        const entries = numbers.map((number) => ({ number, place: `commune:29${String(number.length).padStart(3, "0")}` }));
        const longest = Math.max(...numbers.filter((number) => dialled.startsWith(number)).map((number) => number.length), 0);
        expect(placeIn(entries, dialled)).toBe(longest === 0 ? "france" : `commune:29${String(longest).padStart(3, "0")}`);
      }),
    );
  });

  it("lets the smallest network speak", () => {
    const lengths = fc.uniqueArray(fc.integer({ min: 0, max: 32 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.ipV4(), lengths, (ip, sizes) => {
        const entries = sizes.map((size) => ({ network: `${ip}/${size}`, place: `commune:29${String(size).padStart(3, "0")}` }));
        expect(placeIn(entries, ip)).toBe(`commune:29${String(Math.max(...sizes)).padStart(3, "0")}`);
      }),
    );
  });

  it("sees that two lines speak of the same far ends however they are written", () => {
    expect(ruleKeyOf({ number: "02 98" })).toBe(ruleKeyOf({ number: "+33298" }));
    expect(ruleKeyOf({ number: "0033298" })).toBe(ruleKeyOf({ number: "+33298" }));
    expect(ruleKeyOf({ network: "192.0.2.77/24" })).toBe(ruleKeyOf({ network: "192.0.2.0/24" }));
    expect(ruleKeyOf({ network: "2001:DB8:0::/32" })).toBe(ruleKeyOf({ network: "2001:db8::/32" }));
    expect(ruleKeyOf({ network: "::ffff:192.0.2.0/120" })).toBe(ruleKeyOf({ network: "192.0.2.0/24" }));
    expect(ruleKeyOf({ domain: "Visio.Exemple." })).toBe(ruleKeyOf({ domain: "visio.exemple" }));
    expect(ruleKeyOf({ alias: "sip:Salle@Exemple.fr" })).toBe(ruleKeyOf({ alias: "salle@exemple.fr" }));
    expect(ruleKeyOf({ alias: "salle@exemple.fr" })).not.toBe(ruleKeyOf({ alias: "salle" }));
  });
});

describe("what is told of a far end", () => {
  const told = farEndsOf(secret("clef du site"), phoneBookOf(book));

  it("is where it is and what it is, beside its hash", () => {
    expect(told.tell("salle@mairie.exemple", 2026)).toEqual({
      farEnd: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      farEndPlace: "commune:29155",
      farEndKind: "room",
    });
  });

  it("says of a test number, and of the concierge, that the call is no use of the room", () => {
    expect(told.tell("4999", 2026)).toMatchObject({ farEndKind: "test", isTest: true });
    expect(told.tell("10.29.1.7", 2026)).toMatchObject({ farEndKind: "concierge", isTest: true });
    expect(told.tell("pont##12", 2026)).not.toHaveProperty("isTest");
  });

  it("is still where it is when the site has no key", () => {
    expect(farEndsOf(null, phoneBookOf(book)).tell("10.29.3.3", 2026)).toEqual({ farEndPlace: "epci:242900314" });
    expect(farEndsOf(null, emptyPhoneBook).tell("salle@ailleurs.exemple", 2026)).toEqual({ farEndPlace: "unknown" });
    expect(farEndsOf(null).tell("salle@ailleurs.exemple", 2026)).toEqual({});
  });

  it("is nothing of a far end that has no address", () => {
    expect(told.tell(" ", 2026)).toEqual({});
    expect(told.tell("sip:", 2026)).toEqual({});
  });

  it("has nothing of the address in it, whatever the address", () => {
    const address = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.webUrl(),
      fc.emailAddress(),
      fc.ipV4(),
      fc.ipV6(),
      fc.stringMatching(/^[+0-9#@:;<>. ]{1,30}$/),
    );
    fc.assert(
      fc.property(address, (written) => {
        const { farEnd, farEndPlace, farEndKind, isTest, ...others } = told.tell(written, 2026);
        expect(others).toEqual({});
        expect(farEnd ?? "0".repeat(16)).toMatch(/^[0-9a-f]{16}$/);
        expect(farEndPlace ?? "unknown").toMatch(new RegExp(farEndPlacePattern, "u"));
        expect([undefined, ...farEndKinds]).toContain(farEndKind);
        expect([undefined, true]).toContain(isTest);
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { plainWords } from "../../../collector/desk/words.ts";

describe("what people write freely", () => {
  it.each([
    "Mise à jour 11.31.1 du 24/11/2026 18:00 au 2026-11-25 08:00",
    "Coupure du 01/02/2026 10:30, ticket 2026-004512",
    "Baie 02, port 14, VLAN 0110 ; 02.02.2026 à 08.30",
    "Remplacement du codec n° 12345678",
    "Perte de 12 % à 14:05:10",
  ])("may have dates, versions and numbers in it: %s", (text) => {
    expect(plainWords(` ${text} `)).toBe(text);
  });

  it.each([
    "06 12 34 56 78",
    "02.98.00.00.00",
    "0298000000",
    "+33 6 12 34 56 78",
    "+33(0)2 98 00 00 00",
    "0033612345678",
    "02-98-00-00-00",
  ])("may have no telephone number in it: %s", (number) => {
    expect(() => plainWords(`Appeler le ${number}.`)).toThrow(expect.objectContaining({ code: "WORDS_PERSONAL" }));
  });

  it.each([
    ["jean.dupont@mairie.example", "WORDS_PERSONAL"],
    ["deux\nlignes", "WORDS_UNPRINTABLE"],
    ["\u202eenvers", "WORDS_UNPRINTABLE"],
    ["x".repeat(1_001), "WORDS_TOO_LONG"],
    [" ", "WORDS_EMPTY"],
  ])("is refused where it is %j", (text, code) => {
    expect(() => plainWords(text)).toThrow(expect.objectContaining({ code }));
  });
});

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readFarEndAddress } from "../../../agent/far-ends/far-end-address.ts";
import { loadPhoneBook } from "../../../agent/far-ends/load-phone-book.ts";
import { problemsOf } from "../../settings/problems-of.ts";

const broken = fileURLToPath(new URL("broken", import.meta.url));
const example = fileURLToPath(new URL("../../../docs/examples/annuaire.yml", import.meta.url));

describe("the example of annuaire.yml", () => {
  const book = loadPhoneBook(example);

  it.each([
    ["sip:conseil@visio.mairie-ouessant.example", "commune:29155", "room"],
    ["2955001", "commune:29155", "room"],
    ["echo@visio.reseau.example", "region:53", "test"],
    ["29007", "region:53", "concierge"],
    ["1234@pont.reseau.example", "region:53", "bridge"],
    ["pont.reseau.example##1234", "region:53", "bridge"],
    ["reunion-77@nuage.example", "unknown", "bridge"],
    ["salle@sip.brest-metropole.example", "epci:242900314", undefined],
    ["10.22.9.9", "epci:200065928", undefined],
    ["0298001234@10.22.14.7", "commune:22113", "gateway"],
    ["0298005512", "commune:29155", undefined],
    ["0298001234", "france", undefined],
    ["+3222001234", "abroad", "room"],
    ["salle@ailleurs.fr", "unknown", undefined],
  ])("is right, and says of %s what its comments say", (address, place, kind) => {
    expect(book.find(readFarEndAddress(address))).toEqual({ place, kind });
  });
});

describe("a phone book with mistakes", () => {
  it.each(readdirSync(broken).filter((name) => name.endsWith(".yml")))("%s is refused with every one of them", async (name) => {
    await expect(problemsOf(() => loadPhoneBook(`${broken}/${name}`), broken)).toMatchFileSnapshot(
      `broken/${name.replace(".yml", ".txt")}`,
    );
  });
});

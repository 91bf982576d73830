import { describe, expect, it } from "vitest";
import { isSiren } from "../../settings/siren.ts";

describe("a SIREN number", () => {
  it.each(["242900314", "243500139", "253514491", "212901557", "200065928"])("%s of a public body is right", (siren) => {
    expect(isSiren(siren)).toBe(true);
  });

  it("with one digit changed is wrong, whichever digit", () => {
    const siren = "242900314";
    const changed = Array.from(siren, (digit, place) => `${siren.slice(0, place)}${(Number(digit) + 1) % 10}${siren.slice(place + 1)}`);

    expect(changed.filter(isSiren)).toEqual([]);
  });

  it.each(["", "24290031", "2429003144", "24290031a", "000000000"])("%j is none", (text) => {
    expect(isSiren(text)).toBe(false);
  });
});

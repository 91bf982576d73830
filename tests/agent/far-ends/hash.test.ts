import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { farEndHasher, yearIn } from "../../../agent/far-ends/hash.ts";
import { secret } from "../recorded-codec.ts";

const yearly = farEndHasher(secret("clef du site"));
const hash = (address: string): string | null => yearly(address, 2026);

describe("a far end", () => {
  it.each(["SIP:Salle@Exemple.fr", "sips:salle@exemple.fr;transport=tls", " salle@exemple.fr ", "salle@exemple.fr?subject=x"])(
    "is the same far end when it is written %s",
    (address) => {
      expect(hash(address)).toBe(hash("salle@exemple.fr"));
    },
  );

  it("leaves the site as sixteen hexadecimal digits, never in clear", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (address) => {
        expect(hash(`a${address}`)).toMatch(/^[0-9a-f]{16}$/);
      }),
    );
  });

  it("cannot be compared between two sites, whose keys differ", () => {
    expect(farEndHasher(secret("autre clef"))("salle@exemple.fr", 2026)).not.toBe(hash("salle@exemple.fr"));
  });

  it("has one hash in a year and another in any other year, so that years cannot be linked", () => {
    const year = fc.integer({ min: 2000, max: 2100 });
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,20}$/), year, year, (address, one, other) => {
        const isSame = yearly(address, one) === farEndHasher(secret("clef du site"))(address, other);
        expect(isSame).toBe(one === other);
      }),
    );
  });

  it("is of the year that has begun at the site, not at Greenwich", () => {
    const newYearInParis = Date.UTC(2025, 11, 31, 23);

    expect(yearIn("Europe/Paris", newYearInParis - 1)).toBe(2025);
    expect(yearIn("Europe/Paris", newYearInParis)).toBe(2026);
    expect(yearIn("America/Cayenne", newYearInParis)).toBe(2025);
  });

  it("is not told at all without a key, nor when it is empty", () => {
    expect(farEndHasher(null)("salle@exemple.fr", 2026)).toBeNull();
    expect(hash("sip:")).toBeNull();
  });
});

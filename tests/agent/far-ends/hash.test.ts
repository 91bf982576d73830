import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { farEndHasher } from "../../../agent/far-ends/hash.ts";
import { secret } from "../recorded-codec.ts";

const hash = farEndHasher(secret("clef du site"));

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
    expect(farEndHasher(secret("autre clef"))("salle@exemple.fr")).not.toBe(hash("salle@exemple.fr"));
  });

  it("is not told at all without a key, nor when it is empty", () => {
    expect(farEndHasher(null)("salle@exemple.fr")).toBeNull();
    expect(hash("sip:")).toBeNull();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawCode } from "../../collector/fleet/one-time-code.ts";
import { codeAlphabet, codeLength, isCodeWhole, plainCode } from "../../contract/one-time-code.ts";

const anyCode = fc.constant(null).map(() => plainCode(drawCode()));
const place = fc.integer({ min: 0, max: codeLength - 1 });

describe("a one-time code", () => {
  it("has twelve letters in three groups, none that is taken for another", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(drawCode()).toMatch(/^[1-9A-HJKMNP-TV-Z]{4}(-[1-9A-HJKMNP-TV-Z]{4}){2}$/);
        expect(isCodeWhole(code)).toBe(true);
      }),
    );
  });

  it("holds at least fifty bits that nobody can guess", () => {
    expect((codeLength - 1) * Math.log2(codeAlphabet.length)).toBeGreaterThan(50);
  });

  it("is understood however it is written", () => {
    const code = plainCode(drawCode());

    expect(plainCode(` ${code.slice(0, 5).toLowerCase()} – ${code.slice(5)}. `)).toBe(code);
    expect(plainCode("l2i4")).toBe("1214");
  });

  it("with one wrong letter is never taken for a code", () => {
    fc.assert(
      fc.property(anyCode, place, fc.constantFrom(...Array.from(codeAlphabet)), (code, at, letter) => {
        fc.pre(code[at] !== letter);
        expect(isCodeWhole(code.slice(0, at) + letter + code.slice(at + 1))).toBe(false);
      }),
    );
  });

  it("with two letters that changed places is never taken for a code", () => {
    fc.assert(
      fc.property(anyCode, place, place, (code, first, second) => {
        fc.pre(code[first] !== code[second]);
        const letters = Array.from(code);
        [letters[first], letters[second]] = [letters[second] ?? "", letters[first] ?? ""];
        expect(isCodeWhole(letters.join(""))).toBe(false);
      }),
    );
  });

  it.each(["", "1", "11111111111", "1111111111111", "O11111111111", "1111-1111-111é"])("is not « %s »", (text) => {
    expect(isCodeWhole(text)).toBe(false);
  });
});

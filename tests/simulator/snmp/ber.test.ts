import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arcsOf, BerError, encodeInteger, encodeOid, integerOf, readElement, readElements } from "../../../simulator/snmp/ber.ts";

const arc = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function outcomeOfReading(bytes: Buffer): string {
  try {
    return readElements(bytes).every((element) => element.end <= bytes.length) ? "read" : "read past the end";
  } catch (error) {
    return error instanceof BerError ? "refused" : "failed otherwise";
  }
}

describe("bytes of SNMP", () => {
  it("gives back every whole number of 32 bits", () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        expect(integerOf(readElement(encodeInteger(value)))).toBe(value);
      }),
    );
  });

  it("writes numbers as short as X.690 wants them", () => {
    expect(encodeInteger(127).toString("hex")).toBe("02017f");
    expect(encodeInteger(128).toString("hex")).toBe("02020080");
    expect(encodeInteger(-128).toString("hex")).toBe("020180");
    expect(encodeInteger(-129).toString("hex")).toBe("0202ff7f");
    expect(encodeInteger(0).toString("hex")).toBe("020100");
  });

  it("gives back every object identifier", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), fc.array(arc, { maxLength: 20 }), (second, rest) => {
        const arcs = [1, second, ...rest];
        expect(arcsOf(readElement(encodeOid(arcs.join("."))).content)).toEqual(arcs);
      }),
    );
  });

  it("refuses bytes that are no message instead of reading past their end", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(outcomeOfReading(Buffer.from(bytes))).toMatch(/^(read|refused)$/);
      }),
    );
  });
});

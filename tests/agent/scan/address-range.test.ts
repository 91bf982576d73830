import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { addressCount, addressesOf, isWithin, readRange } from "../../../agent/scan/address-range.ts";

function range(text: string) {
  const read = readRange(text);
  if (read === null) throw new Error(`${text} is a range`);
  return read;
}

describe("a range of addresses", () => {
  it.each([
    ["192.0.2.0/30", ["192.0.2.1", "192.0.2.2"]],
    ["192.0.2.0/31", ["192.0.2.0", "192.0.2.1"]],
    ["192.0.2.10", ["192.0.2.10"]],
    ["10.255.255.254/31", ["10.255.255.254", "10.255.255.255"]],
    ["2001:db8::fe/127", ["2001:db8:0:0:0:0:0:fe", "2001:db8:0:0:0:0:0:ff"]],
    ["::1", ["0:0:0:0:0:0:0:1"]],
  ])("%s is these machines, without the network's own address and its broadcast", (text, addresses) => {
    expect([...addressesOf(range(text))]).toEqual(addresses);
    expect(addressCount(range(text))).toBe(addresses.length);
  });

  it("begins where its prefix says, whatever address was written", () => {
    expect(range("192.0.2.77/24").text).toBe("192.0.2.0/24");
  });

  it.each([
    "",
    "192.0.2.0/33",
    "192.0.2/24",
    "192.0.2.0/",
    "256.0.0.1",
    "mairie.example/24",
    "::1/129",
    "::ffff:192.0.2.1",
    "192.0.2.0 /24",
  ])("%j is none", (text) => {
    expect(readRange(text)).toBeNull();
  });

  it.each([
    ["192.0.2.0/25", "192.0.2.0/24", true],
    ["192.0.2.0/24", "192.0.2.0/24", true],
    ["192.0.2.0/23", "192.0.2.0/24", false],
    ["192.0.3.0/24", "192.0.2.0/24", false],
    ["::c000:200/120", "192.0.2.0/24", false],
  ])("%s within %s: %s", (inner, outer, expected) => {
    expect(isWithin(range(inner), range(outer))).toBe(expected);
  });

  test.prop([fc.ipV4(), fc.integer({ min: 22, max: 32 })])(
    "holds the address it was written with, once, and no stranger",
    (address, prefix) => {
      const written = range(`${address}/${prefix}`);
      const addresses = [...addressesOf(written)];

      expect(isWithin(range(address), written)).toBe(true);
      expect(new Set(addresses).size).toBe(addresses.length);
      for (const each of addresses) expect(isWithin(range(each), written)).toBe(true);
    },
  );

  test.prop([fc.ipV6()])("reads an IPv6 address as it is, however it is shortened", (address) => {
    fc.pre(!address.includes("."));
    const [written = ""] = addressesOf(range(address));

    expect(new URL(`http://[${written}]`).host).toBe(new URL(`http://[${address}]`).host);
  });
});

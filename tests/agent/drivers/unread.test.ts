import { describe, expect, it } from "vitest";
import { drivers, families } from "../../../agent/drivers/index.ts";
import { unreadFacts } from "../../../agent/drivers/unread.ts";
import { addressesOf } from "../../../scripts/driver-addresses.ts";

const facts = unreadFacts.map((fact) => ({ ...fact, name: `${fact.families.join(", ") || "any"}: ${fact.names.join(", ")}` }));

describe("what is known and not read", () => {
  it.each(facts)("$name: the reason is said, to somebody who would have read it", ({ names, why }) => {
    expect(names.length).toBeGreaterThan(0);
    expect(why.split(" ").length).toBeGreaterThanOrEqual(5);
    expect(why).toMatch(/[^.]$/);
  });

  it.each(facts)("$name: of families that there are", ({ families: named }) => {
    expect(families).toEqual(expect.arrayContaining([...named]));
  });

  /** A name of a MIB or of a document, alone: what is read must not be said to be left out. */
  it.each(facts)("$name: is read by nobody indeed", ({ families: named, names }) => {
    const read = drivers.filter(({ family }) => named.length === 0 || named.includes(family)).flatMap(addressesOf);
    for (const name of names.filter((one) => /^\w{6,}$/.test(one))) {
      const word = new RegExp(`\\b${name}\\b`);
      expect(read.filter(({ at, source }) => word.test(`${at} ${source}`)).map(({ at }) => at)).toEqual([]);
    }
  });

  it.each(families)("%s: has something that is left out, or is asked as any MIB-II device", (family) => {
    expect(family === "generic-mib2" || unreadFacts.some(({ families: named }) => named.includes(family))).toBe(true);
  });
});

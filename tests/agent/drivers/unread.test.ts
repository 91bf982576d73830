import { describe, expect, it } from "vitest";
import { drivers, families } from "../../../agent/drivers/index.ts";
import { preparations } from "../../../agent/drivers/preparation.ts";
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
    const isSaid = family === "generic-mib2" || unreadFacts.some(({ families: named }) => named.includes(family));
    expect(isSaid, `agent/drivers/unread.ts: what a ${family} tells that is not read, and why; its calls, if they are not`).toBe(true);
  });
});

describe("what has to be prepared on a codec", () => {
  it.each(families)("%s: is said, with the user, the password or the community that Vigie needs", (family) => {
    const own = preparations.filter(({ families: named }) => named.includes(family));
    expect(own, `agent/drivers/preparation.ts: say what has to be set on a ${family} before it can be watched`).not.toEqual([]);
    expect(own.map(({ todo }) => todo).join(" ")).toMatch(/account|password|community|name and password/);
  });

  it.each(preparations)("$todo: has a source, and belongs to families that there are", ({ families: named, todo, source }) => {
    expect(families).toEqual(expect.arrayContaining([...named]));
    expect(todo).toMatch(/^[A-Z][^:]*: .*[^.]$/);
    expect(source.length).toBeGreaterThan(8);
  });

  it.each(drivers.filter(({ ownCertificate }) => ownCertificate !== undefined))(
    "$family: whose own certificate changes at each restart, warns of a fingerprint",
    ({ family }) => {
      const own = preparations.filter(({ families: named }) => named.includes(family));
      expect(own.map(({ todo }) => todo).join(" ")).toMatch(/certificate.*fingerprint/is);
    },
  );
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Document } from "../../../agent/drivers/driver.ts";
import { drivers, families } from "../../../agent/drivers/index.ts";
import { questionnaireOf } from "../../../agent/poll/questionnaire.ts";
import { questions } from "../../../contract/observation.ts";
import { addressesOf, documentsOf, usesSnmp } from "../../../scripts/driver-addresses.ts";

/** Laws over every family: one exception cannot hide the others. */
const addresses = drivers.flatMap(addressesOf).map((address) => ({
  ...address,
  family: address.driver.family,
  name: `${address.driver.family}, ${address.question}${address.isInCall ? " in a call" : ""}, ${address.at}`,
}));

const documents = drivers.flatMap((driver) =>
  [
    ...documentsOf(driver).map(({ question, isInCall, document }) => ({
      question: isInCall ? `${question} in a call` : question,
      document,
    })),
    ...(driver.signature === undefined ? [] : [{ question: "signature", document: driver.signature }]),
  ].map(({ question, document }) => ({ name: `${driver.family}, ${question}, ${document.path}`, document })),
);

/** What is posted belongs to the question. */
const askedAt = ({ at, reads }: (typeof addresses)[number]): string =>
  `${"document" in reads ? (reads.document.post?.text ?? "") : ""} ${at}`;

/** Trees that any web server may give. */
const strangers: readonly unknown[] = [
  null,
  "",
  "up",
  0,
  true,
  {},
  [],
  [null],
  [{}],
  [[]],
  { error: "busy" },
  { "": "" },
  { rss: "" },
  { Status: "" },
  { Status: { Status: { "@status": "Error", Reason: "No match on address expression" } } },
  { Status: { SystemUnit: { "@status": "Error" } } },
  { Command: "" },
  { Command: { CallHistoryGetResult: { "@status": "Error", Reason: "Not allowed" } } },
  { Command: { CallHistoryGetResult: { "@status": "ParameterError" } } },
  { Fault: "" },
  { html: { body: { Status: { SystemUnit: "" } } } },
  { state: "READY", uptime: 12 },
  [{ name: "admin" }],
  [{ id: 1 }],
];

describe("every document of a codec", () => {
  it.each(documents)("$name says how its answer is known, and from where", ({ document }) => {
    expect(document.ownership.source.length).toBeGreaterThan(8);
  });

  it.each(documents)("$name is not taken for ours when another server speaks", ({ document }) => {
    for (const tree of strangers) expect({ tree, whose: document.ownership.of(tree) }).not.toEqual({ tree, whose: "ours" });
  });

  it.each(documents)("$name stays unread where nothing like it is there", ({ document }) => {
    for (const tree of [null, "up", 0, {}, { error: "busy" }, { rss: "" }]) expect(document.ownership.of(tree)).toBe("not_ours");
  });
});

describe("the first document asked every minute", () => {
  const proofs = drivers.flatMap(({ family, state }): { family: string; proof: Document }[] =>
    state.documents?.[0] === undefined ? [] : [{ family, proof: state.documents[0] }],
  );

  it.each(proofs)("of $family proves by itself that it is the codec, and is never missing", ({ proof }) => {
    for (const tree of strangers) expect(proof.ownership.of(tree)).toBe("not_ours");
    expect(proof.mayBeMissing).toBeUndefined();
  });
});

describe("every codec family", () => {
  it.each(families)("%s has a name in small letters with hyphens, used once", (family) => {
    expect(family).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(families.filter((other) => other === family)).toHaveLength(1);
  });

  it.each(drivers)("$family can be told by people, and recognised: by SNMP, or by its signature where it has no SNMP", (driver) => {
    expect(driver.label).toMatch(/\S/);
    const isKnown = usesSnmp(driver) ? driver.recognises.length > 0 : driver.signature !== undefined;
    expect(isKnown, `its driver: give it ${usesSnmp(driver) ? "recognises" : "a signature"}`).toBe(true);
  });

  it.each(drivers)("$family proves every minute that it answers, on each channel it has", (driver) => {
    const usesHttp = documentsOf(driver).length > 0;
    expect(usesSnmp(driver) || usesHttp).toBe(true);
    expect((questionnaireOf(driver, "state", { snmp: true, http: usesHttp })?.gets ?? []).length > 0).toBe(usesSnmp(driver));
    expect((questionnaireOf(driver, "state", { snmp: false, http: true })?.documents ?? []).length > 0).toBe(usesHttp);
  });

  it.each(drivers)("$family is asked for no node twice in one poll, and for at most 24 at a time", (driver) => {
    for (const question of questions) {
      const gets = questionnaireOf(driver, question, { snmp: true, http: false })?.gets ?? [];
      expect(new Set(gets.flat()).size).toBe(gets.flat().length);
      for (const oids of gets) expect(oids.length).toBeLessThanOrEqual(24);
    }
  });
});

describe("every address of a codec", () => {
  it.each(addresses)("$name says where its meaning comes from", ({ source }) => {
    expect(source.length).toBeGreaterThan(8);
  });

  it.each(addresses)("$name is read once", (address) => {
    const same = addresses.filter(
      (other) => other.family === address.family && other.question === address.question && askedAt(other) === askedAt(address),
    );
    expect(same).toHaveLength(1);
  });

  it.each(addresses.filter(({ at }) => at.startsWith("1.")))("$name is written as an object identifier", ({ at }) => {
    expect(at).toMatch(/^1\.3(\.\d+)+$/);
  });

  it.each(addresses.filter(({ at }) => at.startsWith("/")))("$name starts at the root of the codec", ({ at }) => {
    expect(at).toMatch(/^\/[^\s]*#/);
  });
});

describe("docs/adding-a-codec.md", () => {
  const text = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

  it("shows the generic driver as it is", () => {
    const source = text("agent/drivers/generic-mib2.ts");

    expect(text("docs/adding-a-codec.md")).toContain(source.slice(source.indexOf("export const")).trim());
  });
});

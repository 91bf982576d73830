import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import type { Driver } from "../../../agent/drivers/driver.ts";
import { drivers, families } from "../../../agent/drivers/index.ts";
import { nameOf } from "../../../agent/drivers/not-a-codec.ts";
import { notCodecs } from "../../../agent/drivers/not-codecs.ts";
import { isUnder } from "../../../agent/drivers/object-id.ts";
import { recognise } from "../../../agent/drivers/recognise.ts";
import { webSigns } from "../../../agent/drivers/web-signs.ts";
import { CallRecord } from "../../../contract/call.ts";
import { type Observation, type Question, questions } from "../../../contract/observation.ts";
import { isReadingKind, problemOfReading, type ReadingKind } from "../../../contract/reading-kinds.ts";
import { addressesOf, documentsOf, partsOf, usesSnmp } from "../../../scripts/driver-addresses.ts";
import { recordedCases } from "./recorded-cases.ts";

/** What a case expects of one question, as written by recorded-answers.test.ts. */
interface Told {
  readonly snmp?: string;
  readonly http?: string;
  readonly notes?: Readonly<Record<string, string>>;
  readonly readings: Readonly<Record<string, string | number>>;
  readonly calls?: Observation["calls"];
  readonly droppedFields?: number;
}

const cases = recordedCases()
  .map((recorded) => ({ ...recorded, file: join(recorded.folder, "expected.json") }))
  .filter(({ file }) => existsSync(file))
  .map(({ title, family, file }) => {
    const text = readFileSync(file, "utf8");
    const told = JSON.parse(text) as Partial<Record<Question, Told>>;
    return { title, family, text, told: questions.flatMap((question) => told[question] ?? []) };
  });

const callDoor = Compile(CallRecord);

describe("what the cases expect", () => {
  it.each(cases)("$title: every reading is of a kind of the contract, and right for it", ({ told }) => {
    for (const [name, value] of told.flatMap(({ readings }) => Object.entries(readings))) {
      const [kind = ""] = name.split("#");
      expect(isReadingKind(kind) ? problemOfReading(kind, value) : `no kind ${kind}`).toBeNull();
    }
  });

  it.each(cases.filter(({ told }) => told.some(({ calls }) => calls !== undefined)))(
    "$title: every call is one of the contract",
    ({ told }) => {
      for (const call of told.flatMap(({ calls }) => calls ?? [])) expect(callDoor.Check(call)).toBe(true);
    },
  );

  /** Firmware versions have dots and letters too: an address of four numbers alone is one. */
  it.each(cases)("$title: nothing in it names or reaches a person", ({ text }) => {
    for (const personal of [
      /[\w.+-]+@[\w-]+\.\w/,
      /\b(?:sips?|h323|tel):/i,
      /"(?:\d{1,3}\.){3}\d{1,3}"/,
      /\bhttps?:\/\//,
      /(?:[0-9a-f]{2}:){5}[0-9a-f]{2}/i,
    ]) {
      expect(text).not.toMatch(personal);
    }
    for (const [, hash] of text.matchAll(/"farEnd": "([^"]*)"/g)) expect(hash).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe("every codec family has cases", () => {
  const isFailing = ({ snmp, http, notes, droppedFields }: Told): boolean =>
    [snmp, http].some((outcome) => outcome !== undefined && outcome !== "answered") || notes !== undefined || (droppedFields ?? 0) > 0;

  const wanted = (family: string, what: string): string =>
    `write tests/agent/drivers/${family}/<what-was-happening>/codec.json, in which ${what}; expected.json is then written by recorded-answers.test.ts`;

  it.each(families)("%s: one of a codec that answers", (family) => {
    const own = cases.filter((each) => each.family === family);
    const answering = own.filter(({ told }) => told.some(({ readings }) => Object.keys(readings).length > 0));
    expect(answering, `${family}: ${wanted(family, "something is read")}`).not.toEqual([]);
  });

  it.each(families)("%s: one of a codec that refuses, is cut off, or says what cannot be read", (family) => {
    const own = cases.filter((each) => each.family === family);
    const failing = own.filter(({ told }) => told.some(isFailing));
    expect(failing, `${family}: ${wanted(family, "the codec refuses, is cut off, or says what cannot be read")}`).not.toEqual([]);
  });
});

/**
 * The questions that have to be posted, and what shows that they change nothing at the codec. Nothing else may be posted: a driver
 * reads. HttpFeedback belongs to others, TMS for one, and is not even on the way.
 */
const harmlessPosts: Readonly<Record<string, RegExp>> = {
  "/putxml": /^<Command><CallHistory><Get command="True">(?:<(\w+)>[\w{}]+<\/\1>)*<\/Get><\/CallHistory><\/Command>$/,
  "/a_apicommand.cgi":
    /^apicommand=(?:(?:serialnum|version|whoami|systemsetting\+get\+model|callinfo\+all|getcallstate|gettime|time)(?:%3B|;))+$/,
  "/rest/config": /^\{"names":\["comm\.statistics\.[a-z]+"(?:,"comm\.statistics\.[a-z]+")*\]\}$/,
  "/rest/current/devicemanagement/devices": /^$/,
};

describe("a driver only reads", () => {
  const documents = drivers.flatMap((driver) =>
    documentsOf(driver).map(({ document }) => ({ name: `${driver.family}, ${document.path}`, document })),
  );
  const posted = documents.filter(({ document }) => document.post !== undefined);

  it.each(posted)("$name is posted, and on the list of what changes nothing", ({ document }) => {
    expect(harmlessPosts[document.path] ?? /(?!)/).toSatisfy((pattern: RegExp) => pattern.test(document.post?.text ?? "?"));
  });

  it.each(documents)("$name touches no HttpFeedback, and no configuration that is written", ({ document }) => {
    expect(`${document.path} ${document.post?.text ?? ""}`).not.toMatch(/feedback|xConfiguration|<Configuration|"(?:set|value)"|\bset\b/i);
  });

  it.each(Object.keys(harmlessPosts))("%s is on the list because a driver posts it", (path) => {
    expect(posted.map(({ document }) => document.path)).toContain(path);
  });

  it.each(drivers.filter(({ access }) => access?.kind === "session" || access?.kind === "token"))(
    "$family signs in with a name and a password, and shows them nowhere else",
    ({ access }) => {
      if (access === undefined || !("signIn" in access)) throw new Error("a family with a sign-in");
      expect(access.signIn.text).toContain("{user}");
      expect(access.signIn.text).toContain("{password}");
      expect(access.signIn.path).not.toMatch(/[{}]/);
      if (access.kind === "session") expect(access.signOut.text).not.toContain("{password}");
    },
  );
});

describe("every place of a document", () => {
  const place = /^(?:(?:@?[\w.-]+(?:\[\])?|\[\])(?:\/@?[\w.-]+(?:\[\])?)*)?$/;
  const parts = drivers.flatMap((driver) =>
    partsOf(driver).map(({ question, isInCall, reads }) => ({
      name: `${driver.family}, ${question}${isInCall ? " in a call" : ""}`,
      asked: reads.documents ?? [],
      earlier: isInCall ? (driver[question]?.documents ?? []) : [],
    })),
  );

  it.each(parts)("$name is written as a place", ({ asked }) => {
    for (const { fields, calls, each } of asked) {
      for (const at of [...fields.map((field) => field.at), calls?.at ?? "", each?.at ?? ""]) expect(at).toMatch(place);
    }
  });

  it.each(parts)("$name: {} stands where a value or an offset goes, and follows a document asked before", ({ asked, earlier }) => {
    for (const [index, { path, post, each, pages }] of asked.entries()) {
      const holes = [...`${path} ${post?.text ?? ""}`.matchAll(/\{\}/g)].length;
      expect(holes).toBe(each === undefined && pages === undefined ? 0 : 1);
      if (each !== undefined) expect([...earlier, ...asked.slice(0, index)].map((document) => document.path)).toContain(each.of);
      if (pages !== undefined) expect(pages.size * pages.most).toBeLessThanOrEqual(2_000);
    }
  });
});

describe("the numbers by which devices tell what they are", () => {
  const rooted = drivers.flatMap((driver) => (driver.objectIds ?? []).map((root) => ({ driver, family: driver.family, root })));
  const evidence = (sysObjectId: string) => ({ sysObjectId, sysDescr: null, polyModel: null, web: null });

  it.each(rooted)("$family: $root is an object identifier, and no other family's", ({ driver, root }) => {
    expect(root).toMatch(/^1\.3\.6\.1(\.\d+)+$/);
    expect(rooted.filter((other) => other.root === root).map((other) => other.driver)).toEqual([driver]);
  });

  it.each(rooted)("$family: a family whose numbers are a part of another's comes first ($root)", ({ driver, root }) => {
    const around = rooted
      .filter((other) => other.driver !== driver && isUnder(root, other.root))
      .map((other) => drivers.indexOf(other.driver));
    for (const place of around) expect(drivers.indexOf(driver)).toBeLessThan(place);
  });

  it.each(rooted)("$family: a device that says $root is not refused", ({ root }) => {
    expect(recognise(evidence(root))).not.toHaveProperty("notACodec");
  });

  const refusedRoots = notCodecs.flatMap((device) => (device.objectIds ?? []).map((root) => ({ name: nameOf(device), root })));
  it.each(refusedRoots)("$name: a device that says $root is refused by that name, and no other has it", ({ name, root }) => {
    expect(recognise(evidence(`${root}.1`))).toEqual({ notACodec: name });
    expect(refusedRoots.filter((other) => other.root === root)).toHaveLength(1);
  });

  it.each(notCodecs.map((device) => ({ ...device, name: nameOf(device) })))("$name can be seen, and somebody said how", (device) => {
    expect([device.objectIds, device.describes, device.amongIts, device.web].some((sign) => sign !== undefined)).toBe(true);
    expect(device.source.length).toBeGreaterThan(8);
  });
});

describe("how a family is recognised", () => {
  it.each(drivers.filter(usesSnmp))("$family says in words how SNMP tells it", ({ recognisedBy }: Driver) => {
    expect(recognisedBy ?? []).not.toEqual([]);
  });

  it.each(webSigns)("by its web page: $says", ({ families: shown, source }) => {
    for (const family of shown) expect(families).toContain(family);
    expect(source.length).toBeGreaterThan(8);
  });
});

describe("an address that gives way to the web interface", () => {
  const addresses = drivers.flatMap(addressesOf).filter(({ reads }) => {
    if (reads.as === "scalar") return reads.scalar.unlessHttp !== undefined;
    return reads.as === "table" && reads.table.unlessHttp !== undefined;
  });

  it.each(addresses)("$driver.family, $at: belongs to a family that asks the web the same question", ({ driver, question }) => {
    expect(driver[question]?.documents ?? []).not.toEqual([]);
  });
});

describe("the uptimes of a codec", () => {
  const uptimes: readonly ReadingKind[] = ["snmp_uptime_seconds", "snmp_engine_boots"];

  it.each(drivers.filter(usesSnmp))(
    "$family: SNMP tells of its agent's even where the web tells the codec's, to know a restart of the one from the other's",
    (driver) => {
      const scalars = driver.state.scalars ?? [];
      const kept = scalars
        .filter(({ unlessHttp }) => unlessHttp === undefined)
        .flatMap(({ toReading }) => {
          const given = toReading(1, { nowMs: 0, zone: "Europe/Paris", ignoredDiagnostics: new Set() });
          return given === null ? [] : [given].flat().map(({ kind }) => kind);
        });
      for (const kind of uptimes) expect(kept).toContain(kind);
    },
  );
});

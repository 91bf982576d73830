import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { drivers } from "../../../agent/drivers/index.ts";
import type { ReadingKind } from "../../../contract/reading-kinds.ts";
import { codecsDoc } from "../../../scripts/codecs-doc.ts";
import { addressesOf, type DriverAddress, documentsOf } from "../../../scripts/driver-addresses.ts";
import { recordedCases } from "./recorded-cases.ts";
import { replay } from "./replay.ts";

const file = fileURLToPath(new URL("../../../docs/codecs.md", import.meta.url));

describe("docs/codecs.md", () => {
  /** By family and source, what the cases of this repository made of each address. */
  const seen = new Map<string, Set<ReadingKind>>();
  const sourcesOfCalls = new Set<string>();
  /** Families of which a call with its quality was seen. */
  const measuredFamilies = new Set<string>();

  beforeAll(async () => {
    for (const recorded of recordedCases().filter(({ besides }) => besides.length === 0)) {
      await replay(recorded, {
        heard: () => undefined,
        taken: ({ reading, call, source }) => {
          const key = `${recorded.family} ${source}`;
          if (call !== undefined) sourcesOfCalls.add(key);
          if (call?.quality === "measured") measuredFamilies.add(recorded.family);
          if (reading !== undefined) seen.set(key, (seen.get(key) ?? new Set()).add(reading.kind));
        },
      });
    }
  });

  const kindsOf = ({ driver, source, reads }: DriverAddress): ReadingKind[] => {
    const kinds = new Set(seen.get(`${driver.family} ${source}`));
    if (reads.as === "scalar") {
      const given = reads.scalar.toReading(1, { nowMs: 0, zone: "Europe/Paris", ignoredDiagnostics: new Set() });
      for (const { kind } of given === null ? [] : [given].flat()) kinds.add(kind);
    }
    return [...kinds].toSorted();
  };

  it("knows what every address gives, because a case of this repository shows it", () => {
    const unseen = drivers.flatMap(addressesOf).filter((address) => {
      const isOfCalls = sourcesOfCalls.has(`${address.driver.family} ${address.source}`);
      const isJoined = address.reads.as === "join" && measuredFamilies.has(address.driver.family);
      return kindsOf(address).length === 0 && !isOfCalls && !isJoined;
    });
    expect(unseen.map(({ driver, at }) => `${driver.family}: write a case in which this address answers: ${at}`)).toEqual([]);
  });

  it.each(drivers)(
    "prints whatever is sent to a $family besides GET requests, so that anybody can check that nothing is changed",
    (driver) => {
      const { access } = driver;
      const signs = access === undefined || !("signIn" in access) ? [] : [access.signIn, ...("signOut" in access ? [access.signOut] : [])];
      const posts = documentsOf(driver).flatMap(({ document: { path, post } }) => (post === undefined ? [] : [{ path, text: post.text }]));
      const printed = codecsDoc(kindsOf);
      for (const { path, text } of [...signs, ...posts]) {
        expect(printed).toContain(`POST \`${path}\`: ${text === "" ? "nothing" : `\`${text}\``}`);
      }
    },
  );

  it("says what the drivers do", async () => {
    await expect(codecsDoc(kindsOf)).toMatchFileSnapshot(file);
  });
});

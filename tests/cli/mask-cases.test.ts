import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Driver } from "../../agent/drivers/driver.ts";
import { drivers } from "../../agent/drivers/index.ts";
import type { Heard } from "../../agent/poll/listener.ts";
import { plainSite } from "../../agent/poll/site.ts";
import { isKnownWord } from "../../cli/mask-words.ts";
import { newMasks } from "../../cli/masks.ts";
import { newHearing } from "../../cli/probe-hearing.ts";
import { saveCase } from "../../cli/probe-record.ts";
import { type Understanding, understand } from "../../cli/probe-understanding.ts";
import { notUnderstood } from "../../cli/probe-unread.ts";
import { readingKinds } from "../../contract/reading-kinds.ts";
import { addressesOf } from "../../scripts/driver-addresses.ts";
import { type RecordedCase, recordedCases } from "../agent/drivers/recorded-cases.ts";
import { replay } from "../agent/drivers/replay.ts";
import { temporaryFolder } from "../servers/folders.ts";

const work = temporaryFolder("mask-cases");

/** Each family has cases, or a law of theirs fails: a new one cannot come by these. */
const cases = recordedCases().filter(({ besides, folder }) => besides.length === 0 && existsSync(join(folder, "expected.json")));

interface Conversation {
  readonly driver: Driver | null;
  readonly heard: readonly Heard[];
  readonly context: Parameters<typeof understand>[2];
}

async function overheard(recorded: RecordedCase): Promise<Conversation> {
  const hearing = newHearing();
  const { driver } = await replay(recorded, hearing.listener);
  const { zone, ignoredDiagnostics } = plainSite(null);
  return { driver, heard: hearing.answers(), context: { nowMs: recorded.askedAtMs, zone, ignoredDiagnostics } };
}

/** What is saved of it, as another codec says it again. */
function asSaved(recorded: RecordedCase, understanding: Understanding): RecordedCase {
  const folder = mkdtempSync(join(work, "saved-"));
  saveCase(folder, recorded.askedAtMs, understanding, newMasks({ farEnds: understanding.farEnds, serials: [] }));
  const saved = JSON.parse(readFileSync(join(folder, "codec.json"), "utf8")) as { snmp?: string; http?: Record<string, string> };
  const read = (file: string): string => readFileSync(join(folder, file), "utf8");
  const { access } = recorded.words();
  const http = saved.http && Object.fromEntries(Object.entries(saved.http).map(([path, file]) => [path, read(file)]));
  return { ...recorded, words: () => ({ access, ...(saved.snmp && { snmp: read(saved.snmp) }), ...(http && { http }) }) };
}

/** Readings that are measured or of closed vocabularies. A part of several may have a name, a text may be anybody's. */
function told({ results }: Awaited<ReturnType<typeof replay>>): string[] {
  const readings = Object.values(results).flatMap(({ observation }) => observation.readings);
  // A refusal is no answer, so a recording has none to play again.
  const measured = readings.filter(({ kind }) => kind !== "forbidden_documents");
  return measured.flatMap(({ kind, value }) => (readingKinds[kind].type !== "text" ? `${kind} ${value}` : []));
}

/** Every file saved, and what --all shows, in small letters and with what is in hexadecimal. */
function shownOf(understanding: Understanding): string {
  const known = { farEnds: understanding.farEnds, serials: [] };
  const folder = mkdtempSync(join(work, "case-"));
  saveCase(folder, 0, understanding, newMasks(known));
  const saved = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const unread = JSON.stringify(notUnderstood(understanding, newMasks(known)));
  return [...saved, unread]
    .join("\n")
    .replace(/\|4x\|([0-9a-f]+)/g, (_, hexadecimal: string) => `|4x|${Buffer.from(hexadecimal, "hex").toString("latin1")}`)
    .toLowerCase();
}

/** A different name each time, of no language: "Bazudoga". */
function inventedName(number: number): string {
  const [consonants, vowels] = ["bdfgjv", "aiou"];
  const syllable = (place: number): string => {
    const part = Math.floor(number / 24 ** place) % 24;
    return `${consonants[part % 6]}${vowels[Math.floor(part / 6)]}`;
  };
  return `Zu${syllable(2)}${syllable(1)}${syllable(0)}zu`;
}

/** Somebody's name in the place of every text, everywhere. */
function namedEverywhere(heard: readonly Heard[]): { readonly heard: Heard[]; readonly names: readonly string[] } {
  const names: string[] = [];
  const name = (): string => {
    names.push(inventedName(names.length));
    return names.at(-1) ?? "";
  };
  const named = heard.map(({ isNumber, ...one }): Heard => {
    if (one.channel === "snmp") {
      if (isNumber === true || !/^4x?\|/.test(one.snmprec ?? "4|")) return { ...one, ...(isNumber !== undefined && { isNumber }) };
      const text = name();
      return { ...one, text, snmprec: `4|${text}` };
    }
    const text = one.text.trimStart().startsWith("<")
      ? one.text
          .replace(/>[^<>]*[^<>\s][^<>]*(?=<)/g, () => `>${name()}`)
          .replace(/(?<=\s[\w:]+=)"[^"<>]*"(?=[^<]*>)/g, () => `"${name()}"`)
      : one.text.replace(/(:\s*|[[,]\s*)"(?:[^"\\]|\\.)*"(?!\s*:)/g, (_, before: string) => `${before}"${name()}"`);
    return { ...one, text };
  });
  return { heard: named, names };
}

/** What a driver's source asks of a document by name: textAt(entry, "RemoteNumber"), withPlaces("result/displays"). */
const asking = /\b(?:textAt|numberAt|nodesAt|told|withPlaces|listWith)\(((?:[^()]|\([^()]*\))*)\)/g;

/** Every name of an element or a field that a driver reads, in a case or not. */
function namesRead(): string[] {
  const folder = new URL("../../agent/drivers/", import.meta.url);
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const asked = sources.flatMap((source) => [...source.matchAll(asking)].flatMap(([, words = ""]) => words.match(/"[^"]+"/g) ?? []));
  const places = drivers.flatMap(addressesOf).flatMap(({ at }) => at.split("#").slice(1));
  const names = [...asked, ...places].flatMap((place) => place.replace(/"|\[\]/g, "").split("/"));
  return [...new Set(names.map((name) => name.replace(/^@/, "")))].filter((name) => name !== "" && name !== "#text").toSorted();
}

describe("the name of a place that a driver reads", () => {
  it("is found for each family that has documents", () => {
    expect(namesRead()).toEqual(expect.arrayContaining(["CallbackNumber", "RemoteNumber", "connections", "SystemUnit", "collabOSVersion"]));
  });

  it.each(namesRead())("%s: stays readable in a recording, and is nobody's name", (name) => {
    expect(isKnownWord(name), `cli/mask-words.ts: add the words of “${name}”`).toBe(true);
  });
});

describe("what is recorded of the cases of all families", () => {
  it.each(cases)("$title: shows nobody's name, whichever place it stands at", async (recorded) => {
    const { driver, heard, context } = await overheard(recorded);
    const named = namedEverywhere(heard);
    const understanding = await understand(driver, named.heard, context);
    const shown = shownOf(understanding);

    // A hostile case in which nothing can be read, or one of numbers alone, has no place for a name.
    const isReadable = understanding.answers.length + understanding.nodes.length > 0 && heard.some(({ isNumber }) => isNumber !== true);
    expect(named.names.length, `${recorded.folder}: no text of it was replaced by a name`).toBeGreaterThanOrEqual(Number(isReadable));
    expect(
      named.names.filter((name) => shown.includes(name.toLowerCase())),
      `${recorded.folder}: a name would be shown; take the place that shows it out of cli/mask-words.ts or cli/mask-*.ts`,
    ).toEqual([]);
  });

  it.each(cases)("$title: keeps every word and every measure that its driver reads", async (recorded) => {
    const { driver, heard, context } = await overheard(recorded);
    const understanding = await understand(driver, heard, context);
    if (understanding.answers.length + understanding.nodes.length === 0) return;

    const before = told(await replay(recorded));
    const after = told(await replay(asSaved(recorded, understanding)));
    const lost = before.filter((reading) => !after.includes(reading)).join(", ");
    expect(
      after,
      `${recorded.folder}: the words of ${lost} were hidden; add those that the codec says to cli/mask-words.ts, or their form to another cli/mask-*.ts`,
    ).toEqual(before);
  });

  it.each(cases)("$title: shows nobody who was called", async (recorded) => {
    const { driver, heard, context } = await overheard(recorded);
    const understanding = await understand(driver, heard, context);
    const shown = shownOf(understanding);

    // A shorter one is a number like any other: "12".
    const farEnds = [...understanding.farEnds].filter((farEnd) => farEnd.length > 4);
    expect(
      farEnds.filter((farEnd) => shown.includes(farEnd.toLowerCase())),
      `${recorded.folder}: who was called would be shown; hide its place in cli/mask-*.ts`,
    ).toEqual([]);
  });
});

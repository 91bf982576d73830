import { describe, expect, it } from "vitest";
import { labelFr, valueFr } from "../../cli/fr-readings.ts";
import { endpointStates, stateCauses } from "../../collector/sla/state-interval.ts";
import { stateWords } from "../../collector/web/fr-states.ts";
import { labelInFrench, valueInFrench } from "../../collector/web/reading-value.ts";
import { typographic } from "../../collector/web/typography.ts";
import { channels, outcomes, questions } from "../../contract/observation.ts";
import { isReadingKind, type ReadingKind, type ReadingShape, readingKinds } from "../../contract/reading-kinds.ts";
import { textOf } from "./project-files.ts";

const glossary = textOf("docs/glossary.md");

const words = {
  "a reading kind": Object.keys(readingKinds),
  "a state of an endpoint": endpointStates,
  "a cause of a state": stateCauses,
  "an outcome of a poll": outcomes,
  "a channel to a codec": channels,
  "a question put to a codec": questions,
};

/** Cells of the table under a title, row by row; without the head and without the marks of code. */
function tableUnder(title: string): string[][] {
  const section = glossary.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => row.split("|").map((cell) => cell.trim().replaceAll("`", "")));
}

/** As screens print it: at the beginning of a line, with the apostrophes and spaces of French. */
function asLabel(word: string): string {
  return typographic(word.charAt(0).toLocaleUpperCase("fr") + word.slice(1));
}

/** What the words of a kind are said of, as the glossary calls it. */
function saidOf(kindWords: readonly string[]): string {
  if (kindWords.includes("registered")) return "a registration";
  if (kindWords.includes("ok")) return "a part";
  if (kindWords.includes("pinned")) return "an identity";
  if (kindWords.includes("warning")) return "a diagnostic";
  if (kindWords.includes("gap")) return "a history";
  return kindWords.includes("ready") ? "the activity" : "the temperature";
}

const wordsOfKinds = Object.entries<ReadingShape>(readingKinds).flatMap(([kind, shape]) =>
  shape.type !== "word" || !isReadingKind(kind)
    ? []
    : shape.words.map((word): [ReadingKind, string, string] => [kind, word, saidOf(shape.words)]),
);

describe("the glossary", () => {
  const explained = new Set([...glossary.matchAll(/`([^`]+)`/g)].map((match) => match[1]));
  const kinds = tableUnder("Reading kinds").map(([, kind = "", french = ""]): [string, string] => [kind, french]);

  it.each(Object.entries(words))("explains each word that names %s", (_what, list) => {
    expect(list.filter((word) => !explained.has(word))).toEqual([]);
  });

  it("has a French name for each reading kind, and only one", () => {
    expect(kinds.map(([kind]) => kind).toSorted()).toEqual(Object.keys(readingKinds).toSorted());
    expect(new Set(kinds.map(([, french]) => french)).size).toBe(kinds.length);
  });

  it.each(kinds)("names %s as the probe and the status page do", (kind, french) => {
    if (!isReadingKind(kind)) throw new Error(`${kind} is no reading kind`);
    expect({ probe: typographic(labelFr(kind, undefined)), page: labelInFrench(kind, null) }).toEqual({
      probe: asLabel(french),
      page: asLabel(french),
    });
  });

  it.each(wordsOfKinds)("translates what %s says, %s, as the probe and the status page do", (kind, word, thing) => {
    const french = tableUnder("Words of readings").find(([, name, of]) => name === word && (of === thing || of === "anything"))?.[3];
    expect({ probe: valueFr(kind, word), page: valueInFrench(kind, word) }).toEqual({ probe: french, page: typographic(french ?? "") });
  });

  it.each(endpointStates)("calls the state %s what the status page calls it", (state) => {
    expect(stateWords[state]).toBe(tableUnder("States").find(([, name]) => name === state)?.[2]);
  });
});

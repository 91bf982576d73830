import { describe, expect, it } from "vitest";
import { endpointStates, stateCauses } from "../../collector/sla/state-interval.ts";
import { channels, outcomes, questions } from "../../contract/observation.ts";
import { readingKinds } from "../../contract/reading-kinds.ts";
import { textOf } from "./project-files.ts";

const words = {
  "a reading kind": Object.keys(readingKinds),
  "a state of an endpoint": endpointStates,
  "a cause of a state": stateCauses,
  "an outcome of a poll": outcomes,
  "a channel to a codec": channels,
  "a question put to a codec": questions,
};

describe("the glossary", () => {
  const explained = new Set([...textOf("docs/glossary.md").matchAll(/`([^`]+)`/g)].map((match) => match[1]));

  it.each(Object.entries(words))("explains each word that names %s", (_what, list) => {
    expect(list.filter((word) => !explained.has(word))).toEqual([]);
  });
});

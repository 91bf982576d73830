import type { Observation } from "../../contract/observation.ts";
import { readingKinds } from "../../contract/reading-kinds.ts";

/** Tells whether an observation says something else than the one before of the same endpoint and question. */
export function changeDetector(): (observation: Observation) => boolean {
  const known = new Map<string, string>();
  return (observation) => {
    const key = `${observation.endpoint} ${observation.question}`;
    const says = whatItSays(observation);
    const isChanged = known.get(key) !== says;
    known.set(key, says);
    return isChanged;
  };
}

/** What a person at a status page would want to know at once: outcomes, words and calls; not uptimes and temperatures. */
function whatItSays({ channels, readings }: Observation): string {
  const told = readings.filter(({ kind }) => readingKinds[kind].type === "word" || kind === "active_calls");
  return JSON.stringify([channels, told.map(({ kind, instance, value }) => [kind, instance, value])]);
}

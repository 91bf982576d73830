import { type Observation, outcomeOf } from "../../contract/observation.ts";
import { readingKinds } from "../../contract/reading-kinds.ts";

/** The collector calls an endpoint down once so many polls were silent: the last of them is as much news as the first. */
const confirmedBy = 3;

interface Said {
  readonly says: string;
  /** Polls in a row that said so, this one included. */
  readonly times: number;
}

/**
 * Tells whether an observation is news: it says something else than the one before of the same endpoint and question, or it is one of
 * the silences that confirm the first.
 */
export function changeDetector(): (observation: Observation) => boolean {
  const known = new Map<string, Said>();
  return (observation) => {
    const key = `${observation.endpoint} ${observation.question}`;
    const says = whatItSays(observation);
    const before = known.get(key);
    const times = before?.says === says ? before.times + 1 : 1;
    known.set(key, { says, times });
    return times === 1 || (times <= confirmedBy && isSilence(observation));
  };
}

/** What a person at a status page would want to know at once: outcomes, words and calls; not uptimes and temperatures. */
function whatItSays({ channels, readings }: Observation): string {
  const told = readings.filter(({ kind }) => readingKinds[kind].type === "word" || kind === "active_calls");
  return JSON.stringify([channels, told.map(({ kind, instance, value }) => [kind, instance, value])]);
}

function isSilence(observation: Observation): boolean {
  return observation.question === "state" && outcomeOf(observation) === "silent";
}

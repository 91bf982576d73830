import { endpointStates, fillUnknown, mergeEqual, type StateInterval } from "../sla/state-interval.ts";
import { type BandPart, bandPart } from "./band.ts";
import { endpointWords } from "./fr-endpoint.ts";
import { stateWords } from "./fr-states.ts";
import { duration, timeOfDay } from "./french-format.ts";

const daySeconds = 86_400;

/** The last 24 hours as a band, with the same thing in a sentence for whoever does not see it. */
export interface Timeline {
  readonly alternative: string;
  readonly parts: readonly BandPart[];
  readonly ticks: readonly string[];
}

export function timeline(lastDay: readonly StateInterval[], nowMs: number): Timeline {
  const to = Math.floor(nowMs / 1000);
  const from = to - daySeconds;
  const states = mergeEqual(fillUnknown(lastDay, from, to));
  return {
    alternative: alternativeOf(states),
    parts: states.map((interval) =>
      bandPart(interval.state, (interval.from - from) / daySeconds, (interval.to - interval.from) / daySeconds),
    ),
    ticks: [0, 6, 12, 18, 24].map((hour) => timeOfDay((from + hour * 3_600) * 1000)),
  };
}

function alternativeOf(states: readonly StateInterval[]): string {
  const parts = endpointStates.flatMap((state) => {
    const lasted = states.filter((interval) => interval.state === state).reduce((sum, { from, to }) => sum + to - from, 0);
    return lasted === 0 ? [] : [`${stateWords[state]} ${duration(lasted)}`];
  });
  return `${endpointWords.lastDaySummary} ${parts.join(", ")}.`;
}

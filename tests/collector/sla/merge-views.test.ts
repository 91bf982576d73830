import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { mergeViews, type View } from "../../../collector/sla/merge-views.ts";
import { type EndpointState, endpointStates, type StateInterval } from "../../../collector/sla/state-interval.ts";

const lastSecond = 60;

const anyIntervals = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 4 }), fc.constantFrom(...endpointStates, "cut off")), {
    maxLength: 10,
  })
  .map((parts) => {
    let at = 0;
    return parts.map(([length, hole, word]): StateInterval => {
      const from = at + hole;
      at = from + length;
      const said =
        word === "cut off" ? ({ state: "unknown", cause: "agent_cut_off" } as const) : ({ state: word, cause: "answered" } as const);
      return { from, to: at, ...said, evidence: { firstObservedAt: from, lastObservedAt: at } };
    });
  });

const anyViews = fc
  .array(fc.tuple(fc.constantFrom("site", "central"), anyIntervals), { minLength: 1, maxLength: 3 })
  .map((views) => views.map(([vantage, intervals], index): View => ({ agent: `agent-${index}`, vantage, intervals })));

/** From those who know best to those who know least, as the decision says it in words; what is not there knows less. */
const bestFirst = [
  ["site up", "site degraded", "site down"],
  ["central up", "central degraded"],
  ["site site", "site cut off"],
  ["central down", "central site"],
  ["site unknown"],
];
const graverFirst: readonly EndpointState[] = ["down", "site", "degraded", "up", "unknown"];

function wordOf({ state, cause }: StateInterval): string {
  return cause === "agent_cut_off" ? "cut off" : state;
}

function placeOf(word: string): number {
  const place = bestFirst.findIndex((words) => words.includes(word));
  return place < 0 ? bestFirst.length : place;
}

/** One second looked at alone. */
function stateAt(views: readonly View[], second: number): EndpointState | null {
  const said = views.flatMap(({ vantage, intervals }) => {
    const found = intervals.find(({ from, to }) => from <= second && second < to);
    return found === undefined ? [] : [{ state: found.state, weight: placeOf(`${vantage} ${wordOf(found)}`) }];
  });
  const best = Math.min(...said.map(({ weight }) => weight));
  return graverFirst.find((state) => said.some((one) => one.weight === best && one.state === state)) ?? null;
}

const contraryTo: Readonly<Record<EndpointState, readonly EndpointState[]>> = {
  up: ["down", "site"],
  degraded: ["down", "site"],
  down: ["up", "degraded"],
  site: ["up", "degraded"],
  unknown: [],
};

describe("several views of one endpoint", () => {
  test.prop([anyViews])("give at each second what the best of them says", (views) => {
    const merged = mergeViews(views);

    for (let second = 0; second < 2 * lastSecond; second += 1) {
      const found = merged.find(({ from, to }) => from <= second && second < to)?.state ?? null;
      expect([second, found]).toEqual([second, stateAt(views, second)]);
    }
  });

  test.prop([anyViews])("are merged alike in whatever order they are given", (views) => {
    expect(mergeViews(views.toReversed())).toEqual(mergeViews(views));
  });

  test.prop([anyViews])("name whoever heard an answer where the best says silence, or silence where it says an answer", (views) => {
    for (const { from, state, evidence } of mergeViews(views)) {
      const said = views.flatMap(({ agent, intervals }) =>
        intervals.filter((one) => one.from <= from && from < one.to).map((one) => [agent, one.state] as const),
      );
      const dissenters = said.filter(([, other]) => contraryTo[state].includes(other)).map(([agent]) => agent);
      expect(evidence.dissent).toBe(dissenters[0]);
    }
  });
});

import { expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import type { EndpointState, StateInterval } from "../../../collector/sla/state-interval.ts";
import { batchOf, observed } from "./small-ledger.ts";

export function states(...parts: [EndpointState, number, number][]): StateInterval[] {
  return parts.map(([state, from, to]) => ({
    from,
    to,
    state,
    cause: state === "down" ? "silent_confirmed" : "answered",
    evidence: { firstObservedAt: from * 1000, lastObservedAt: from * 1000 },
  }));
}

/** What every ledger promises of states: how they are kept, read, and told to followers. */
export function concludesStates(ledger: () => Ledger): void {
  it("joins a state that goes on across two conclusions into one interval", async () => {
    await ledger().append(batchOf(1, [observed(0)]));
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 0, to: 100, states: states(["up", 0, 100]) }] },
      {
        follower: "states",
        entry: 1,
      },
    );
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 60, to: 160, states: states(["up", 60, 160]) }] },
      {
        follower: "states",
        entry: 2,
      },
    );

    expect((await ledger().statesOf("codec-a", 0, 1000)).map(({ state, from, to }) => [state, from, to])).toEqual([["up", 0, 160]]);
    expect((await ledger().latestStates()).get("codec-a")).toMatchObject({ from: 0, to: 160 });
    expect(await ledger().cursorOf("states", "observations")).toBe(2);
  });

  it("restates the middle of an interval and leaves its sides", async () => {
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 0, to: 100, states: states(["up", 0, 100]) }] },
      {
        follower: "states",
        entry: 1,
      },
    );
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 40, to: 60, states: states(["down", 40, 50], ["up", 50, 60]) }] },
      {
        follower: "states",
        entry: 2,
      },
    );

    expect((await ledger().statesOf("codec-a", 0, 100)).map(({ state, from, to }) => [state, from, to])).toEqual([
      ["up", 0, 40],
      ["down", 40, 50],
      ["up", 50, 100],
    ]);
    expect((await ledger().statesOf("codec-a", 45, 55)).map(({ state, from, to }) => [state, from, to])).toEqual([
      ["down", 45, 50],
      ["up", 50, 55],
    ]);
  });

  it("leaves the states of other endpoints alone", async () => {
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-b", from: 0, to: 100, states: states(["up", 0, 100]) }] },
      {
        follower: "states",
        entry: 1,
      },
    );
    await ledger().keepConclusions({ states: [{ endpoint: "codec-a", from: 0, to: 100, states: [] }] }, { follower: "states", entry: 2 });

    expect(await ledger().statesOf("codec-b", 0, 100)).toHaveLength(1);
  });
}

/** What a step curve drawn from the changes says at an instant: the last word on the last instant not after it. */
async function curve(ledger: Ledger): Promise<(at: number) => string | undefined> {
  const changes = await ledger.stateChangesAfter(0, 1000);
  const lastWord = new Map(changes.map((change) => [change.at, change.state]));
  const instants = [...lastWord.keys()].toSorted((left, right) => left - right);
  return (at) => lastWord.get(instants.findLast((instant) => instant <= at) ?? Number.NaN);
}

export function tellsChanges(ledger: () => Ledger): void {
  it("tells a state once while it goes on, and its end only when the hold has passed", async () => {
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 0, to: 180, states: states(["up", 0, 180]) }] },
      {
        follower: "states",
        entry: 1,
      },
    );
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 0, to: 240, states: states(["up", 0, 240]) }] },
      {
        follower: "states",
        entry: 2,
      },
    );
    expect((await ledger().stateChangesAfter(0, 10)).map(({ at, state }) => [at, state])).toEqual([[0, "up"]]);

    expect(await ledger().noteSilences(239)).toBe(0);
    expect(await ledger().noteSilences(240)).toBe(1);
    expect(await ledger().noteSilences(300)).toBe(0);
    expect((await ledger().stateChangesAfter(1, 10)).map(({ at, state }) => [at, state])).toEqual([[240, "unknown"]]);
  });

  it("makes the curve right again when late observations restate the past", async () => {
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 0, to: 180, states: states(["up", 0, 180]) }] },
      {
        follower: "states",
        entry: 1,
      },
    );
    await ledger().noteSilences(1_000);
    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 900, to: 1_080, states: states(["up", 900, 1_080]) }] },
      {
        follower: "states",
        entry: 2,
      },
    );
    const live = await curve(ledger());
    expect([live(100), live(500), live(950)]).toEqual(["up", "unknown", "up"]);

    await ledger().keepConclusions(
      { states: [{ endpoint: "codec-a", from: 100, to: 950, states: states(["up", 100, 300], ["down", 300, 600], ["up", 600, 950]) }] },
      { follower: "states", entry: 3 },
    );
    const restated = await curve(ledger());
    expect([
      restated(100),
      restated(180),
      restated(299),
      restated(300),
      restated(599),
      restated(600),
      restated(900),
      restated(1_000),
    ]).toEqual(["up", "up", "up", "down", "down", "up", "up", "up"]);
  });
}

export function readsStatesOfMany(ledger: () => Ledger): void {
  const concluded = (endpoint: string, ...parts: [EndpointState, number, number][]) => {
    const intervals = states(...parts);
    return { endpoint, from: intervals[0]?.from ?? 0, to: intervals.at(-1)?.to ?? 0, states: intervals };
  };
  const readAll = async (endpoints: string[], from: number, to: number) => {
    const read: [string, [string, string, number, number][]][] = [];
    for await (const { endpoint, states: found } of ledger().statesOfMany(endpoints, from, to)) {
      read.push([endpoint, found.map((one) => [one.state, one.cause, one.from, one.to])]);
    }
    return read;
  };

  it("reads the states of many endpoints over a span, whole, in the order they were asked for", async () => {
    const a = concluded("codec-a", ["up", 0, 100], ["down", 100, 200], ["up", 200, 300]);
    const b = concluded("codec-b", ["down", 50, 150], ["up", 400, 500]);
    await ledger().keepConclusions({ states: [a, b] }, { follower: "states", entry: 1 });

    expect(await readAll(["codec-b", "codec-c", "codec-a"], 120, 200)).toEqual([
      ["codec-b", [["down", "silent_confirmed", 50, 150]]],
      ["codec-c", []],
      ["codec-a", [["down", "silent_confirmed", 100, 200]]],
    ]);
    expect(await readAll(["codec-b"], 150, 400)).toEqual([["codec-b", []]]);
    expect(await readAll(["codec-a"], 0, 1_000)).toEqual([
      [
        "codec-a",
        [
          ["up", "answered", 0, 100],
          ["down", "silent_confirmed", 100, 200],
          ["up", "answered", 200, 300],
        ],
      ],
    ]);
  });
}

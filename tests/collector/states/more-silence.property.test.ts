import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { StoredEvent, StoredObservation } from "../../../collector/ledger/port.ts";
import { mergeViews } from "../../../collector/sla/merge-views.ts";
import type { StateInterval } from "../../../collector/sla/state-interval.ts";
import { laidToLine, lineCutsOf } from "../../../collector/states/line-cuts.ts";
import { viewOf } from "../../../collector/states/view-of.ts";
import { t0 } from "../ledger/small-ledger.ts";
import { central, collectorSilent, gatewaySilent, neighbourSilent, poll, rules, site, type Told } from "./watched-site.ts";

const withPrinter = { ...site, neighbours: ["printer"] };

const minutes = 30;

/** Polled each minute by both: a few stretches in which an agent gets an answer or none. */
const anyPolls = (agent: string) =>
  fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 10 })), { minLength: 1, maxLength: 6 }).map((stretches) =>
    [...stretches, [false, minutes] as const]
      .flatMap(([isSilent, count]) => Array.from({ length: count }, () => isSilent))
      .slice(0, minutes)
      .map((isSilent, minute) => poll(60 * minute, isSilent ? "silent" : "answered", undefined, agent)),
  );

const idOf = (number: number): string => number.toString(16).padStart(16, "0");

/** A witness of the site's agent that is silent for a while. */
const anySilence = fc
  .tuple(
    fc.constantFrom("gateway", "neighbour", "collector"),
    fc.integer({ min: 0, max: 60 * minutes - 30 }),
    fc.integer({ min: 30, max: 1_800 }),
    fc.integer({ min: 1, max: 2 ** 40 }),
  )
  .map(([who, from, length, number]): Told => {
    const to = Math.min(from + length, 60 * minutes);
    if (who === "gateway") return gatewaySilent(from, to, idOf(number));
    if (who === "neighbour") return neighbourSilent("printer", from, to, idOf(number));
    return collectorSilent(from, to, idOf(number));
  });

/** What the collector concludes once all of it has come; it heard others meanwhile. */
async function statesOf(told: readonly Told[]): Promise<StateInterval[]> {
  const beside = [{ watcher: withPrinter, events: eventsOf(told.filter(({ agent }) => agent === withPrinter.agent)) }];
  const views = [withPrinter, central].map((watcher) => {
    const own = told.filter(({ agent }) => agent === watcher.agent);
    return viewOf(watcher, own.flatMap(storedObservation), eventsOf(own), rules, beside);
  });
  const cuts = await lineCutsOf(withPrinter.agent, eventsOf(told), () => Promise.resolve(true));
  return mergeViews(laidToLine(views, cuts));
}

function storedObservation({ agent, observation }: Told, index: number): StoredObservation[] {
  return observation === undefined ? [] : [{ ...observation, agent, entry: index + 1, receivedAt: t0 }];
}

function eventsOf(told: readonly Told[]): StoredEvent[] {
  const events = told.flatMap(({ agent, event }, index) =>
    event === undefined ? [] : [{ ...event, agent, entry: index + 1, receivedAt: 2 * t0 }],
  );
  return events.toSorted((left, right) => left.from - right.from);
}

function secondsDown(states: readonly StateInterval[]): Set<number> {
  const down = states.filter(({ state }) => state === "down");
  return new Set(down.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, second) => from + second)));
}

describe("one more silent witness of a site", () => {
  test.prop([anyPolls("agent-a"), anyPolls("agent-z"), fc.array(anySilence, { minLength: 1, maxLength: 4 }), anySilence], { numRuns: 300 })(
    "never lays a second to the codec that was not laid to it before",
    async (fromSite, fromElsewhere, silences, oneMore) => {
      const told = [...fromSite, ...fromElsewhere, ...silences];

      const before = secondsDown(await statesOf(told));
      const after = secondsDown(await statesOf([...told, oneMore]));

      expect([...after].filter((second) => !before.has(second))).toEqual([]);
    },
  );
});

/** Of each minute, whether the site's agent made its poll. */
const anyAbsences = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 5 })
  .map((stretches) => stretches.flatMap(([isAbsent, count]) => Array.from({ length: count }, () => isAbsent)));

function secondsSilent(told: readonly Told[]): Set<number> {
  const gateway = told.flatMap(({ event }) => (event?.event.kind === "silence" && event.event.witness === "gateway" ? [event] : []));
  return new Set(
    gateway.flatMap(({ from, to }) => {
      const [first, end] = [Math.ceil(from / 1000), Math.floor((to ?? from) / 1000)];
      return Array.from({ length: Math.max(0, end - first) }, (_, second) => first + second);
    }),
  );
}

describe("polls of one codec that stop while the gateway of its site is silent", () => {
  test.prop([anyPolls("agent-a"), anyPolls("agent-z"), fc.array(anySilence, { minLength: 1, maxLength: 4 }), anyAbsences], {
    numRuns: 600,
  })(
    "never lay a second of that silence to the codec that was not laid to it with them",
    async (fromSite, fromElsewhere, silences, absences) => {
      const made = fromSite.filter((_, minute) => absences[minute] !== true);
      const silent = secondsSilent(silences);

      const before = secondsDown(await statesOf([...fromSite, ...fromElsewhere, ...silences]));
      const after = secondsDown(await statesOf([...made, ...fromElsewhere, ...silences]));

      expect([...after].filter((second) => silent.has(second) && !before.has(second))).toEqual([]);
    },
  );

  it("leave to the operator's link and the site's network what one elsewhere misses", async () => {
    const silences = [collectorSilent(60, 1_500, idOf(1)), gatewaySilent(600, 900, idOf(2))];
    const fromElsewhere = Array.from({ length: minutes }, (_, minute) =>
      poll(60 * minute, minute >= 2 && minute < 25 ? "silent" : "answered", undefined, "agent-z"),
    );
    const fromSite = Array.from({ length: 9 }, (_, minute) => poll(60 * minute));

    const states = await statesOf([...fromSite, ...fromElsewhere, ...silences]);

    expect(states.filter(({ state }) => state === "down")).toEqual([]);
    expect(states.map(({ state }) => state)).toContain("site");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { periodFigures } from "../../../collector/accounts/period-figures.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { figuresOf, percentText } from "../../../collector/sla/figures.ts";
import type { EndpointState, StateInterval } from "../../../collector/sla/state-interval.ts";
import { naiveSeconds, stepSeconds } from "../sla/naive-model.ts";
import { calendarOf, contract, networkOf, siteOf } from "./small-network.ts";

const begin = Date.UTC(2025, 0, 1) / 1000;
const lastStart = (Date.UTC(2027, 10, 1) / 1000 - begin) / stepSeconds;
const longest = 6_000;
const utc = (second: number): string => new Date(second * 1000).toISOString();

const worlds = fc.record({
  start: fc.integer({ min: 0, max: lastStart }),
  steps: fc.integer({ min: 1, max: longest }),
  rooms: fc.array(
    fc.array(
      fc.tuple(fc.constantFrom<EndpointState>("up", "up", "degraded", "down", "site", "unknown"), fc.integer({ min: 1, max: 900 })),
      { maxLength: 12 },
    ),
    { minLength: 1, maxLength: 3 },
  ),
  maintenance: fc.tuple(fc.integer({ min: 0, max: longest }), fc.integer({ min: 1, max: 600 }), fc.integer({ min: -300, max: 300 })),
  notice: fc.integer({ min: 0, max: 200 }),
});

const hours = {
  week: [
    [],
    [[540, 720]],
    [[480, 1_080]],
    [[480, 1_080]],
    [
      [540, 750],
      [810, 1_080],
    ],
    [[0, 1_440]],
    [],
  ] as const,
  isClosedOnHolidays: true,
};
const written = "Tu 09:00-12:00; We-Th 08:00-18:00; Fr 09:00-12:30,13:30-18:00; Sa 00:00-24:00; PH off";

describe("figures of any weeks of three years", () => {
  it("are those of a person who looks at the clock on the wall every ten minutes, and add up", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ start, steps, rooms, maintenance: [after, length, shift], notice }) => {
        const from = begin + start * stepSeconds;
        const to = from + steps * stepSeconds;
        const window = { from: from + after * stepSeconds, to: from + (after + length) * stepSeconds };
        const declaredAt = window.from + shift * stepSeconds;
        const terms = { ...contract, noticeSeconds: notice * stepSeconds };
        const endpoints = rooms.map((_, room) => ({ id: `r${room}`, name: "Salle", site: "mairie" }));
        const directory = networkOf([siteOf("mairie", { calendar: calendarOf(written), contracts: [terms] })], endpoints);
        const ledger = await openSqliteLedger({ file: ":memory:" });
        const told = rooms.map((stretches) => timeline(stretches, from));
        for (const [room, states] of told.entries()) {
          const [first, last] = [states[0], states.at(-1)];
          if (first === undefined || last === undefined) continue;
          const conclusion = { endpoint: `r${room}`, from: first.from, to: last.to, states };
          await ledger.keepConclusions({ states: [conclusion] }, { follower: "test", entry: 1 });
        }
        const entry = {
          entry: 1,
          id: "M1",
          act: "declared",
          by: "unix:test",
          reason: "r",
          scope: { kind: "network" },
          declaredAt,
        } as const;
        const maintenance = [{ ...entry, time: { kind: "once", ...window } as const }];
        const figures = await periodFigures(ledger, { directory, maintenance, notes: [], period: { from, to }, until: to });
        await ledger.close();

        const naive = told.map((states) => {
          const of = (state: EndpointState) =>
            states.filter((one) => one.state === state).map((one) => [utc(one.from), utc(one.to)] as [string, string]);
          const seen: [string, string] = [utc(from), utc(states.at(-1)?.to ?? from)];
          const silence: [string, string] = [seen[1], utc(Math.max(to, Date.parse(seen[1]) / 1000))];
          const states_ = { down: of("down"), site: of("site"), degraded: of("degraded"), unknown: [...of("unknown"), silence] };
          const planned = [{ from: utc(window.from), to: utc(window.to), declaredAt: utc(declaredAt) }];
          return naiveSeconds(
            { period: { from: utc(from), to: utc(to) }, states: states_, maintenance: planned, noticeSeconds: terms.noticeSeconds },
            from,
            to,
            hours,
          );
        });
        expect(figures.endpoints.map(({ account }) => account)).toEqual(naive);
        for (const name of ["expected", "maintenance", "up", "degraded", "down", "site", "unknown"] as const) {
          expect(figures.network.account[name]).toBe(naive.reduce((sum, one) => sum + one[name], 0));
        }
        for (const { account, lost } of figures.endpoints) {
          expect(account.up + account.degraded + account.down + account.site + account.unknown).toBe(account.expected);
          expect(lost.reduce((sum, [begins, ends]) => sum + ends - begins, 0)).toBe(account.expected - account.up);
          const { service, bounds } = figuresOf(account);
          const [low, high] = bounds;
          if (service === null || low === null || high === null) continue;
          const percent = Number(percentText(service, 6));
          expect([percent >= Number(percentText(low, 6)), percent <= Number(percentText(high, 6))]).toEqual([true, true]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

/** One stretch after the other from an instant on. */
function timeline(stretches: readonly (readonly [EndpointState, number])[], from: number): StateInterval[] {
  let at = from;
  return stretches.map(([state, steps]) => {
    const interval = { from: at, to: at + steps * stepSeconds };
    at = interval.to;
    const evidence = { firstObservedAt: interval.from * 1000, lastObservedAt: interval.to * 1000 };
    return { ...interval, state, cause: causes[state], evidence };
  });
}

const causes = {
  up: "answered",
  degraded: "registration_failed",
  down: "silent_confirmed",
  site: "site_network",
  unknown: "no_observation",
} as const;

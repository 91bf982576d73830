import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../agent/clock.ts";
import { clockWatch } from "../../agent/events/clock-watch.ts";
import { openOutbox } from "../../agent/outbox/open-outbox.ts";
import type { Outbox } from "../../agent/outbox/outbox.ts";
import { openPoster } from "../../agent/uplink/post.ts";
import { startUplink } from "../../agent/uplink/uplink.ts";
import type { Agent, Directory } from "../../collector/directory/directory.ts";
import { envelopeRoutes } from "../../collector/ingest/envelope-routes.ts";
import type { Ledger } from "../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { noContract } from "../../collector/sla/contract.ts";
import { figuresOf } from "../../collector/states/figures.ts";
import { followStates } from "../../collector/states/states-follower.ts";
import type { AgentHealth } from "../../contract/envelope.ts";
import { Secret } from "../../settings/secret.ts";
import { heardLog, observation, outboxRoom } from "../agent/outbox/outbox-room.ts";
import { calendarOf, networkOf, siteOf } from "../collector/accounts/small-network.ts";
import { waitUntil } from "../servers/wait-until.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const begin = Date.UTC(2026, 10, 1, 8);

const agent: Agent = { id: "agent-1", vantage: "site", site: "site-a", sites: ["site-a"], tokenSha256: "0".repeat(64) };
const directory = {
  agents: [agent],
  agent: () => agent,
  endpoint: () => undefined,
  endpointsOf: () => new Set(["mairie-lannion"]),
} as unknown as Directory;
const nobody = () => {};

/** The world: what time it truly is, a collector that knows it, and a machine whose wall clock is wrong by `wrongMs`. */
const world = { now: begin, boot: "", origin: 0, wrongMs: 0 };
const clock: Clock = {
  get boot() {
    return world.boot;
  },
  nowMs: () => world.now + world.wrongMs,
  monotonicMs: () => world.now - world.origin,
};

let app: FastifyInstance;
let ledger: Ledger;
let url: string;
let file: string;
/** When each observation was truly made, by the number it reads. */
let truth: Map<number, number>;

beforeEach(async () => {
  Object.assign(world, { now: begin, boot: "", origin: 0, wrongMs: 0 });
  truth = new Map();
  file = outboxRoom().file;
  ledger = await openSqliteLedger({ file: ":memory:" });
  app = fastify();
  const counters = { accepted: nobody, alreadySeen: nobody, rejected: nobody, refused: nobody, observeDuration: nobody };
  envelopeRoutes(app, { directory, authenticate: () => agent, ledger, counters, retentionDays: 60, now: () => world.now, onKept: nobody });
  await app.listen({ host: "127.0.0.1", port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await app.close();
  await ledger.close();
});

/** The machine starts; its clock is wrong by so much. */
function boots(name: string, wrongMs: number): Outbox {
  Object.assign(world, { boot: name, origin: world.now - 30_000, wrongMs });
  return openOutbox({ file, maxBytes: 100e6, maxDays: 400, clock, log: heardLog() });
}

/** One observation a minute for so many minutes. */
function polls(outbox: Outbox, minutes: number): void {
  for (let done = 0; done < minutes; done += 1) {
    const number = truth.size + 1;
    truth.set(number, world.now);
    const at = clock.nowMs();
    outbox.append([observation(number, { observedAt: at, clockMs: at - clock.monotonicMs() })]);
    world.now += minute;
  }
}

async function isDelivered(outbox: Outbox): Promise<void> {
  const poster = openPoster({ url, credential: () => ({ kind: "token", token: new Secret("t") }), caPem: null, timeoutMs: 10_000 });
  const uplink = startUplink({
    agent: agent.id,
    outbox,
    poster,
    clock,
    log: heardLog(),
    batchSeconds: 3_600,
    stateSeconds: 60,
    health: () => healthOf(outbox),
  });
  await waitUntil("everything is delivered", () => outbox.stats().count === 0 && outbox.events.untold(1).length === 0);
  await uplink.stop(5_000);
}

function healthOf(outbox: Outbox): AgentHealth {
  const { count, bytes, lostCount, rejectedCount, keptIn } = outbox.stats();
  const none = { count: 0, timeouts: 0, totalMs: 0, longestMs: 0 };
  const sinceStart = { spoofedReplies: 0, malformedReplies: 0, latePolls: 0, polls: none, startedAt: 0, rssBytes: 1 };
  return { version: "0.1.0", outboxCount: count, outboxBytes: bytes, lostCount, rejectedCount, keptIn, ...sinceStart };
}

/** How far each observation is from the truth, ms, by its number. */
async function errors(): Promise<Map<number, number>> {
  const kept = await ledger.observationsAfter(0, 10_000);
  return new Map(
    kept.map(({ observedAt, readings }) => {
      const number = Number(readings[0]?.value);
      return [number, observedAt - (truth.get(number) ?? 0)];
    }),
  );
}

const largest = (values: Iterable<number>) => Math.max(...[...values].map(Math.abs));

describe("a wall clock that is set while the collector is away", () => {
  it.each([hour, -hour, day, -day])("by %i ms leaves every observation within two seconds of the truth, in its order", async (step) => {
    const outbox = boots("00000001", 0);
    await isDelivered(outbox);
    const look = clockWatch(clock, outbox.events);
    polls(outbox, 30);
    world.wrongMs += step;
    look();
    polls(outbox, 30);
    world.wrongMs -= 2 * step;
    look();
    polls(outbox, 30);
    await isDelivered(outbox);
    outbox.close();

    expect(largest((await errors()).values())).toBeLessThanOrEqual(2_000);
    expect([...(await errors()).keys()].toSorted((a, b) => a - b)).toEqual([...truth.keys()]);
    const told = (await ledger.agentEvents(agent.id, 0, world.now)).flatMap(({ event }) => (event.kind === "clock_step" ? event.byMs : []));
    expect(told).toEqual([step, -2 * step]);
    expect((await ledger.clockCorrections(agent.id, 10)).map(({ byMs, basis }) => [byMs, basis])).toContainEqual([step, "monotonic"]);
  });
});

describe("a machine that restarts while the collector is away", () => {
  it("with a clock that is wrong by a day keeps the true times of a boot in which the collector answered", async () => {
    const first = boots("00000001", day);
    await isDelivered(first);
    polls(first, 60);
    world.now += 10 * minute;
    const second = boots("00000002", -hour);
    polls(second, 60);
    await isDelivered(second);

    expect((await errors()).size).toBe(120);
    expect(largest((await errors()).values())).toBeLessThanOrEqual(2_000);
    expect((await ledger.clockCorrections(agent.id, 10)).map(({ basis, boot }) => [basis, boot])).toEqual(
      expect.arrayContaining([
        ["anchor", "00000001"],
        ["monotonic", "00000002"],
      ]),
    );
    const told = await ledger.agentEvents(agent.id, begin, world.now);
    expect(told.flatMap(({ event }) => (event.kind === "started" ? (event.ending ?? []) : []))).toEqual(["machine_restarted"]);
    second.close();
    first.close();
  });

  it("puts a boot in which the collector never answered between its neighbours, whatever its clock said", async () => {
    const first = boots("00000001", 0);
    await isDelivered(first);
    polls(first, 30);
    first.close();
    world.now += 5 * minute;
    const second = boots("00000002", -40 * 365 * day);
    polls(second, 30);
    second.close();
    world.now += 5 * minute;
    const third = boots("00000003", 0);
    polls(third, 30);
    await isDelivered(third);
    third.close();

    const found = await errors();
    expect(found.size).toBe(90);
    const unanswered = [...found].filter(([number]) => number > 30 && number <= 60).map(([, error]) => error);
    expect(largest([...found].filter(([number]) => number <= 30 || number > 60).map(([, error]) => error))).toBeLessThanOrEqual(2_000);
    // The machine was off for five minutes before and after (and each last poll spoke for a minute more): nothing finer can be proven.
    expect(largest(unanswered)).toBeLessThanOrEqual(6 * minute + 2_000);
    expect(new Set(unanswered).size, "shifted as one").toBe(1);
    const kept = (await ledger.observationsOf("mairie-lannion", begin, world.now, 1_000)).map(({ readings }) => Number(readings[0]?.value));
    expect(kept, "in the order they were made").toEqual([...truth.keys()]);
  });

  it("believes the clock of a boot in which the collector never answered, where nothing contradicts it", async () => {
    const first = boots("00000001", 0);
    await isDelivered(first);
    polls(first, 5);
    world.now += 5 * hour;
    const second = boots("00000002", 0);
    polls(second, 30);
    world.now += 5 * hour;
    const third = boots("00000003", 0);
    polls(third, 5);
    await isDelivered(third);

    expect(largest((await errors()).values())).toBe(0);
    expect(await ledger.clockCorrections(agent.id, 10)).toEqual([]);
    for (const outbox of [third, second, first]) outbox.close();
  });
});

describe("a collector whose own clock is set back", () => {
  it("counts nothing that lies ahead of it: the present of an endpoint ends now", async () => {
    const outbox = boots("00000001", 0);
    polls(outbox, 60);
    await isDelivered(outbox);
    world.now -= hour;
    world.wrongMs += hour;
    const ahead = await ledger.observationsOf("mairie-lannion", world.now + minute, Number.MAX_SAFE_INTEGER, 1_000);
    polls(outbox, 2);
    await isDelivered(outbox);
    while ((await followStates(ledger, { confirmFailures: 3, holdIntervals: 3 }, nobody)) > 0);

    expect(ahead.length).toBeGreaterThan(50);
    expect((await ledger.observationsAfter(0, 1_000)).slice(60).map(({ observedAt }) => observedAt <= world.now)).toEqual([true, true]);
    const endpoints = [{ id: "mairie-lannion", name: "Mairie", site: "site-a" }];
    const place = siteOf("site-a", { calendar: calendarOf("24/7"), contracts: [noContract] });
    const { endpoints: figures } = await figuresOf(ledger, { directory: networkOf([place], endpoints), maintenance: [] }, world.now);
    const { up, unknown } = figures.get("mairie-lannion")?.last30Days.seconds ?? {};
    expect(up, "the hour ahead is not counted").toBeLessThanOrEqual((world.now - begin) / 1000);
    expect((up ?? 0) + (unknown ?? 0)).toBe(30 * 86_400);
    outbox.close();
  });
});

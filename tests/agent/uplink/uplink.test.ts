import { afterEach, describe, expect, it } from "vitest";
import type { Observation } from "../../../contract/observation.ts";
import { waitUntil } from "../../servers/wait-until.ts";
import { observation, observations } from "../outbox/outbox-room.ts";
import type { Mood } from "./stub-collector.ts";
import { startUplinkRoom, type UplinkRoom, type UplinkRoomOptions } from "./uplink-room.ts";

const rooms: UplinkRoom[] = [];
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((room) => room.close()));
});

async function start(options: UplinkRoomOptions = {}): Promise<UplinkRoom> {
  const room = await startUplinkRoom(options);
  rooms.push(room);
  return room;
}

const isEmpty = (room: UplinkRoom) => waitUntil("the outbox is empty", () => room.outbox.stats().count === 0);
const numbersOf = (kept: Iterable<Observation>) => [...kept].map(({ readings }) => Number(readings[0]?.value)).toSorted((a, b) => a - b);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const firstTimes = (count: number, mood: Mood) => (_: unknown, __: unknown, request: number) => (request <= count ? mood : null);
/** Longer than a change may wait: time for something to happen that must not. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 800));
const texts = (room: UplinkRoom) => room.log.lines.map(({ level, message }) => `${level} ${message}`);

describe("when the collector answers", () => {
  it("sends what waits and forgets it once the collector has it", async () => {
    const room = await start({ waiting: observations(1, 5) });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(5));
    expect(room.collector.envelopes[0]).toMatchObject({ agent: "agent-1", outbox: room.outbox.id(), boot: "0a1b2c3d", first: 1 });
    expect(room.log.lines).toEqual([]);
  });

  it("uses one connection for everything", async () => {
    const room = await start({ waiting: observations(1, 5_000) });
    await isEmpty(room);
    room.observe([observation(5_001, { channels: { snmp: "silent" } })]);
    await isEmpty(room);

    expect(room.collector.envelopes.length).toBeGreaterThan(3);
    expect(room.collector.connections()).toBe(1);
  });

  it("tells how the agent is doing in the first envelope, then when something was lost and when its backlog is gone", async () => {
    const room = await start({
      waiting: observations(1, 4_100),
      reject: (one) => (one.readings[0]?.value === 2_500 ? "OBSERVED_TOO_OLD" : null),
    });
    await isEmpty(room);

    expect(room.collector.envelopes.slice(0, 3).map(({ health }) => health?.rejectedCount)).toEqual([0, undefined, 1]);
  });

  it("lets a quiet minute wait for its envelope, and sends a change within a second", async () => {
    const room = await start({ uplink: { batchSeconds: 3_600 } });
    room.observe([observation(1)]);
    await isEmpty(room);
    room.observe([observation(2)]);
    room.observe([observation(3)]);
    await aWhile();
    expect(room.outbox.stats().count, "nothing changed, so nothing is urgent").toBe(2);

    room.observe([observation(4, { channels: { snmp: "silent" }, readings: [] })]);
    await isEmpty(room);

    const sizes = room.collector.envelopes.map(({ columns }) => columns.endpoint.length);
    expect(sizes.filter((size) => size > 0)).toEqual([1, 3]);
  });

  it("sends at once when a thousand wait, without any change", async () => {
    const room = await start({ uplink: { batchSeconds: 3_600 } });
    room.observe([observation(1)]);
    await isEmpty(room);
    room.observe(observations(2, 1_100));
    await isEmpty(room);

    expect(room.collector.kept.size).toBe(1_100);
  });

  it("sets aside what the collector rejects, and nothing else", async () => {
    const room = await start({ waiting: observations(1, 5), reject: (one) => (one.readings[0]?.value === 3 ? "OBSERVED_TOO_OLD" : null) });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual([1, 2, 4, 5]);
    expect(room.outbox.stats().rejectedCount).toBe(1);
    expect(texts(room)).toEqual(["warn collector rejected observations"]);
  });

  it("sets everything aside when the collector can keep none of it", async () => {
    const room = await start({ waiting: observations(1, 5), reject: () => "OBSERVED_TOO_OLD" });
    await isEmpty(room);

    expect(room.outbox.stats()).toMatchObject({ count: 0, rejectedCount: 5 });
  });
});

describe("observations of an endpoint the collector does not know yet", () => {
  it("wait apart without delaying the others, and arrive once the endpoint is in the inventory", async () => {
    let isDeclared = false;
    const newcomer = (number: number) => observation(number, { endpoint: "salle-neuve" });
    const room = await start({ reject: (one) => (one.endpoint === "salle-neuve" && !isDeclared ? "ENDPOINT_UNKNOWN" : null) });
    room.observe([observation(1), newcomer(2), observation(3), newcomer(4)]);
    await waitUntil("the others have arrived", () => room.collector.kept.size === 2);
    expect(room.outbox.stats()).toMatchObject({ count: 2, rejectedCount: 0, lostCount: 0 });

    isDeclared = true;
    room.observe([newcomer(5)]);
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(5));
    expect(room.outbox.stats()).toMatchObject({ rejectedCount: 0, lostCount: 0 });
  });
});

describe("what the agent tells of itself", () => {
  it("rides in the envelopes, until the collector has it", async () => {
    const room = await start({ waiting: observations(1, 3), mood: firstTimes(1, { kind: "cut" }) });
    await isEmpty(room);

    const told = room.collector.envelopes.map(({ events }) => events?.list.map(({ kind }) => kind));
    expect(told).toEqual([["started"], ["started"]]);
    expect(room.outbox.events.untold(10)).toEqual([]);
  });

  it("is said when there is nothing else to say", async () => {
    const room = await start({ uplink: { batchSeconds: 3_600 } });
    await waitUntil("it is told", () => room.outbox.events.untold(1).length === 0);

    expect(room.collector.envelopes).toMatchObject([{ endpoints: [], events: { list: [{ kind: "started" }] }, health: { lostCount: 0 } }]);
  });

  it("does not keep observations waiting when the collector does not take it", async () => {
    const room = await start({
      waiting: observations(1, 3),
      mood: ({ events }) => (events === undefined ? null : { kind: "refuse", code: "ENVELOPE_INVALID", path: "/events/list/0" }),
    });
    await isEmpty(room);

    expect(room.outbox.events.untold(10)).toHaveLength(1);
    expect(texts(room)).toEqual(["error collector does not take an event of the agent, it is kept and the others are sent"]);
  });

  it.each([
    ["says which", (at: number) => `/events/list/${at}/ending`],
    ["does not say which", () => "/events"],
  ])("costs only the one event that is refused, where the collector %s", async (_, path) => {
    const room = await start({
      mood: ({ events }) => {
        const at = events?.list.findIndex(({ id }) => id.startsWith("dead")) ?? -1;
        return at < 0 ? null : { kind: "refuse", code: "ENVELOPE_INVALID", path: path(at) };
      },
      uplink: { batchSeconds: 3_600 },
    });
    const at = { at: 1, clockMs: 0, boot: "0a1b2c3d" };
    for (let index = 0; index < 30; index += 1) {
      const id = `${index === 11 ? "dead" : "beef"}${String(index).padStart(12, "0")}`;
      room.outbox.events.record({ id, kind: "clock_step", at, byMs: 5_000 });
    }
    room.observe([observation(1)]);
    await waitUntil("all but one are told", () => room.outbox.events.untold(100).length === 1);

    expect(room.outbox.events.untold(2)).toMatchObject([{ id: "dead000000000011" }]);
    expect(room.log.lines).toMatchObject([{ level: "error", facts: { event: "dead000000000011", aside: 1 } }]);
    await waitUntil("it is told as a figure", () => room.collector.envelopes.some(({ health }) => health?.eventsAside === 1));
  });

  it("is kept of a former boot until an answer says until when that can have lasted", async () => {
    const former = { at: 1, clockMs: 0, boot: "ffffffff" };
    const waiting = { id: "beef000000000001", kind: "clock_step", at: former, byMs: 5_000 } as const;
    const room = await start({ uplink: { batchSeconds: 3_600 }, events: [waiting] });
    await waitUntil("it is told", () => room.outbox.events.untold(1).length === 0);

    const told = room.collector.envelopes.map(({ events }) => events?.list.some(({ id }) => id === waiting.id) ?? false);
    expect(told).toEqual([false, true]);
  });
});

describe("after a long cut", () => {
  it("sends the present first, then the past in its order, without making either wait for the other", async () => {
    let isCut = true;
    const away: Mood = { kind: "status", status: 503 };
    const room = await start({ waiting: observations(1, 7_000), mood: () => (isCut ? away : null) });
    await waitUntil("it was tried", () => room.collector.envelopes.length > 0);
    room.observe(observations(7_001, 7_003));
    await waitUntil("it was tried with the newest", () => room.collector.envelopes.some(({ first }) => first === 7_001));
    room.collector.envelopes.length = 0;
    isCut = false;
    await isEmpty(room);

    const order = room.collector.envelopes.map(({ first, columns }) => [first, columns.endpoint.length]);
    expect(order.filter(([, size]) => size !== 0)).toEqual([
      [7_001, 3],
      [1, 2_000],
      [2_001, 2_000],
      [4_001, 2_000],
      [6_001, 1_000],
    ]);
    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(7_003));
  });

  it("goes on sending the present while the past is on its way", async () => {
    let next = 20_001;
    const room = await start({
      waiting: observations(1, 20_000),
      mood: () => {
        if (next <= 20_008) room.observe([observation(next, { channels: { snmp: next % 2 === 0 ? "silent" : "answered" } })]);
        next += 1;
        return null;
      },
    });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(20_008));
    const past = room.collector.envelopes.filter(({ first }) => first <= 20_000).map(({ first }) => first);
    expect(past).toEqual(past.toSorted((a, b) => a - b));
  });
});

describe("a collector in trouble", () => {
  const troubles: readonly (readonly [string, Mood])[] = [
    ["answers 500", { kind: "status", status: 500 }],
    ["cannot write its ledger", { kind: "refuse", code: "LEDGER_UNAVAILABLE" }],
    ["cuts the connection", { kind: "cut" }],
    ["answers half a sentence", { kind: "garbage" }],
    ["answers something else with 200", { kind: "status", status: 200, body: '{"status":"ok"}' }],
    ["keeps the observations and cuts its receipt in the middle", { kind: "keep-and-cut" }],
    ["says that it already has everything, without a receipt", { kind: "refuse", code: "SEQUENCE_ALREADY_SEEN" }],
  ];

  it.each(troubles)("that %s loses nothing and counts nothing twice", async (_, mood) => {
    const room = await start({ waiting: observations(1, 50), mood: firstTimes(2, mood) });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(50));
    expect(room.outbox.stats()).toMatchObject({ lostCount: 0, rejectedCount: 0 });
    expect(texts(room)).toEqual(["warn collector does not take observations, they are kept", "info collector takes observations again"]);
  });

  it("that never answers is left after a while and asked again", async () => {
    const room = await start({ waiting: observations(1, 50), mood: firstTimes(2, { kind: "keep-and-hang" }), timeoutMs: 300 });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(50));
    expect(room.log.lines[0]).toMatchObject({ level: "warn", facts: { code: "NO_ANSWER_IN_TIME" } });
  });

  it("that loses half of its receipts still ends up with everything, once", async () => {
    const moods: readonly (Mood | null)[] = [{ kind: "keep-and-cut" }, null, { kind: "cut" }, { kind: "status", status: 502 }, null];
    const room = await start({ waiting: observations(1, 9_000), mood: (_, __, request) => moods[request % moods.length] ?? null });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(9_000));
  });
});

describe("a collector that refuses", () => {
  const refusals: readonly (readonly [string, Mood, string, "warn" | "error"])[] = [
    ["the agent's name", { kind: "refuse", code: "AGENT_MISMATCH" }, "AGENT_MISMATCH", "error"],
    ["the version of the wire", { kind: "refuse", code: "VERSION_UNSUPPORTED" }, "VERSION_UNSUPPORTED", "error"],
    ["the media type", { kind: "refuse", code: "MEDIA_TYPE" }, "MEDIA_TYPE", "error"],
    ["the frame of the envelope", { kind: "refuse", code: "ENVELOPE_INVALID", path: "/sentAt" }, "ENVELOPE_INVALID", "error"],
    ["with a page of a proxy", { kind: "status", status: 403, body: "<html>Forbidden</html>" }, "HTTP_403", "warn"],
    ["by sending elsewhere", { kind: "status", status: 302, headers: { location: "/login" } }, "HTTP_302", "warn"],
  ];

  it.each(refusals)("%s makes the agent keep everything, say so once, and be patient", async (_, mood, code, level) => {
    const room = await start({ waiting: observations(1, 40), mood: () => mood, uplink: { random: () => 1 } });
    await waitUntil("it is said", () => room.log.lines.length > 0);

    expect(room.log.lines).toMatchObject([{ level, facts: { code } }]);
    expect(room.outbox.stats()).toMatchObject({ count: 40, rejectedCount: 0, lostCount: 0 });
    const tries = room.collector.envelopes.length;
    room.observe([observation(41, { channels: { snmp: "silent" } })]);
    await aWhile();
    expect(room.collector.envelopes.length, "a change does not make it less patient").toBe(tries);
  });

  it("the token, until somebody mends it: then everything arrives", async () => {
    const tokens = { right: "new-token" };
    const room = await start({ waiting: observations(1, 40), token: () => tokens.right });
    await waitUntil("it is said", () => room.log.lines.length > 0);
    expect(room.log.lines).toMatchObject([{ level: "error", facts: { code: "TOKEN_UNKNOWN" } }]);
    expect(room.outbox.stats().count).toBe(40);
    expect(room.collector.kept.size).toBe(0);

    tokens.right = "the-token";
    await isEmpty(room);
    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(40));
    expect(texts(room).at(-1)).toBe("info collector takes observations again");
  });

  it("one observation is given that one back set aside, and all the others", async () => {
    const room = await start({
      waiting: observations(1, 700),
      mood: (_, sent) =>
        numbersOf(sent).includes(313) ? { kind: "refuse", code: "ENVELOPE_INVALID", path: "/columns/clockMs/312" } : null,
    });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(700).filter((number) => number !== 313));
    expect(room.outbox.stats()).toMatchObject({ rejectedCount: 1, lostCount: 0 });
    expect(room.log.lines).toMatchObject([
      { level: "warn", message: "observation set aside", facts: { sequence: 313, code: "ENVELOPE_INVALID" } },
    ]);
  });

  it("large bodies is sent smaller ones", async () => {
    const tooLarge: Mood = { kind: "status", status: 413, body: "<html>Request Entity Too Large</html>" };
    const room = await start({ waiting: observations(1, 700), mood: (_, sent) => (sent.length > 100 ? tooLarge : null) });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(700));
    expect(room.outbox.stats().rejectedCount).toBe(0);
  });

  it("every observation one by one does not empty the outbox", async () => {
    const room = await start({
      waiting: observations(1, 700),
      mood: () => ({ kind: "refuse", code: "ENVELOPE_INVALID", path: "/forms/0" }),
    });
    await waitUntil("it gave up", () => texts(room).some((text) => text.includes("they are kept")));

    expect(room.outbox.stats().count).toBe(680);
    expect(room.outbox.stats().rejectedCount).toBe(20);
  });
});

describe("forty observations nobody can read", () => {
  it("are set aside one by one as long as the collector takes another, and nobody is woken", async () => {
    const isPoison = (number: number) => number > 100 && number <= 140;
    const room = await start({
      waiting: observations(1, 300),
      mood: (_, sent) => (numbersOf(sent).some(isPoison) ? { kind: "refuse", code: "ENVELOPE_INVALID", path: "/forms/0" } : null),
    });
    await isEmpty(room);

    expect(numbersOf(room.collector.kept.values())).toEqual(upTo(300).filter((number) => !isPoison(number)));
    expect(room.outbox.stats()).toMatchObject({ rejectedCount: 40, lostCount: 0 });
    expect(new Set(texts(room))).toEqual(new Set(["warn observation set aside"]));
  });
});

describe("a backlog that is gone", () => {
  it("is told at once, not at the next time the agent tells how it does", async () => {
    const room = await start({ waiting: observations(1, 500), uplink: { batchSeconds: 3_600 } });
    await waitUntil("it is told", () => room.collector.envelopes.some(({ health }) => health?.outboxCount === 0));

    expect(room.collector.envelopes.flatMap(({ health }) => health?.outboxCount ?? [])).toEqual([500, 0]);
  });
});

describe("at the end", () => {
  it("sends what waits before it stops", async () => {
    const room = await start({ uplink: { batchSeconds: 3_600 } });
    room.observe([observation(1)]);
    await isEmpty(room);
    room.observe(observations(2, 9));
    await room.uplink.stop(20_000);

    expect(room.collector.kept.size).toBe(9);
  });

  it("does not wait for a collector that does not answer", async () => {
    const room = await start({ mood: () => ({ kind: "keep-and-hang" }), uplink: { batchSeconds: 3_600 } });
    room.observe(observations(1, 9));
    await room.uplink.stop(200);

    expect(room.outbox.stats().count).toBe(9);
    expect(room.log.lines).toEqual([]);
  });
});

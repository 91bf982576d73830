import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { plainSite } from "../../../agent/poll/site.ts";
import { type Codec, openCodec, pacesOf } from "../../../agent/schedule/codec.ts";
import { createSchedule } from "../../../agent/schedule/schedule.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import type { Channel, Observation } from "../../../contract/observation.ts";
import { heardLog } from "../outbox/outbox-room.ts";
import { secret } from "../recorded-codec.ts";
import { startDigestCodec } from "../transport/digest-codec.ts";
import { startWebCodec } from "../transport/hostile-web.ts";
import { startSessionCodec } from "../transport/session-codec.ts";
import { closeAll, codec } from "../transport/web-room.ts";
import { clock, hour, minute } from "./watched-schedule.ts";

const system = '{"model":"StudioX30","softwareVersion":"3.12.0","state":"READY","uptime":5.5}';
/** Shorter than it takes to give up a connection: this time passes while real packets travel. */
const stepMs = 2_000;

const stopping: (() => Promise<void>)[] = [];

/** The schedule's time is ours; sockets are real. */
beforeEach(() => {
  vi.useFakeTimers({
    now: Date.UTC(2026, 10, 23, 8),
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const stop of stopping.splice(0)) await stop();
  await closeAll();
});

const paces = { stateSeconds: 60, statusSeconds: 300, historySeconds: 600 };
const fastPaces = { stateSeconds: 5, statusSeconds: 10, historySeconds: 15 };
const log = heardLog();

/** Its password is "mot-de-passe"; by SNMP nobody answers. */
function open(family: string, url: string, snmpPort?: number): Codec {
  const settings = {
    id: "salle-1",
    host: "127.0.0.1",
    family,
    http: { url, user: "vigie", password: secret("mot-de-passe"), verifyTls: false },
    ...(snmpPort === undefined ? {} : { snmp: { version: "2c", port: snmpPort, community: secret("public") } as const }),
    timeoutMs: snmpPort === undefined ? 20_000 : 1_000,
    retries: 0,
  };
  return openCodec(settings, { counters: newTransportCounters(), paces: pacesOf(paces), site: plainSite(null), clock, log });
}

/** An agent that asks one codec its four questions. */
function watch(family: string, url: string, asked = paces) {
  const kept: Observation[] = [];
  const underWay = { count: 0 };
  const watched = open(family, url);
  const schedule = createSchedule({
    endpoints: [watched],
    paces: { ...asked, inventoryAt: { hour: 3, minute: 30 } },
    clock,
    log,
    poll: async (_endpoint, question, _intervalS, resting) => {
      underWay.count += 1;
      const polled = await watched.poll(question, resting);
      underWay.count -= 1;
      return polled;
    },
    keep: (observation) => kept.push(observation),
  });
  schedule.start();
  stopping.push(async () => {
    await schedule.stop(0);
    await watched.close();
  });
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += stepMs) {
      await vi.advanceTimersByTimeAsync(stepMs);
      while (underWay.count > 0) await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { kept, pass, close: () => watched.close() };
}

function outcomesByQuestion(kept: readonly Observation[]): unknown {
  return Object.fromEntries(kept.map(({ question, channels }) => [question, channels]));
}

const refusing = { state: { http: "refused" }, status: { http: "refused" }, history: { http: "refused" }, inventory: { http: "refused" } };

describe("a codec that counts wrong passwords", () => {
  it("sees one an hour, whatever is asked of it, when it has sessions", async () => {
    const web = await codec(startSessionCodec(403, system));
    const { kept, pass } = watch("poly-videoos", web.url);
    await pass(4 * hour);

    expect(web.seen).toEqual(["looked", ...Array.from({ length: 4 }, () => "wrong password")]);
    expect(outcomesByQuestion(kept)).toEqual(refusing);
    expect(kept.every(({ channels }) => channels.http === "refused")).toBe(true);
    expect(kept.filter(({ question }) => question === "state").length, "told each minute").toBeGreaterThan(235);
  });

  it("sees one an hour when it asks for Digest", async () => {
    const web = await codec(startDigestCodec({ password: "autre" }));
    const { kept, pass } = watch("poly-hdx", web.url);
    await pass(4 * hour);

    expect(web.seen.filter((word) => word === "wrong")).toHaveLength(4);
    expect(kept.every(({ channels }) => channels.http === "refused")).toBe(true);
  });

  it("sees one an hour when it asks for Basic", async () => {
    const asked: string[] = [];
    const web = await codec(
      startWebCodec((request, response) => {
        asked.push(request.url ?? "");
        response.writeHead(401).end();
      }),
    );
    const { kept, pass } = watch("cisco-ce", web.url);
    await pass(4 * hour);

    expect(asked[0], "a look at the door, without a password").toBe("/");
    expect(asked.slice(1)).toHaveLength(4);
    expect(outcomesByQuestion(kept)).toEqual(refusing);
  });

  it("answers everything again within the hour after its password was put right", async () => {
    const web = await codec(startSessionCodec(403, system));
    const { kept, pass } = watch("poly-videoos", web.url);
    await pass(10 * minute);
    web.password = "mot-de-passe";
    await pass(hour);

    expect(web.signInCount()).toBe(2);
    expect(kept.at(-1)?.channels).toEqual({ http: "answered" });
    expect(kept.findLast(({ question }) => question === "inventory")?.channels).toEqual({ http: "answered" });
  });
});

describe("a codec that forbids our account one document", () => {
  it("sees it asked once an hour, in one session, and is asked the others as often as before", async () => {
    const web = await codec(startSessionCodec(403, system));
    web.password = "mot-de-passe";
    web.forbidden.add("/rest/conferences");
    const { kept, pass } = watch("poly-videoos", web.url);
    await pass(4 * hour);

    expect(web.seen.filter((word) => word === "forbidden")).toHaveLength(4);
    expect(web.signInCount()).toBe(1);
    const states = kept.filter(({ question }) => question === "state");
    expect(states.length).toBeGreaterThan(235);
    expect(states.every(({ channels, readings }) => channels.http === "answered" && readings.length > 0)).toBe(true);
  });

  it("and then changes the password is one that refuses us: it sees one wrong password an hour", async () => {
    const web = await codec(startSessionCodec(403, system));
    web.password = "mot-de-passe";
    web.forbidden.add("/rest/conferences");
    const { kept, pass } = watch("poly-videoos", web.url);
    await pass(30 * minute);
    web.password = "autre";
    web.forgetSessions();
    await pass(4 * hour);

    expect(web.seen.filter((word) => word === "wrong password")).toHaveLength(4);
    expect(kept.at(-1)?.channels).toEqual({ http: "refused" });
  });
});

/** Most that stand within any minute. */
function mostInAMinute(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + minute - stepMs).length));
}

describe.each([
  ["at the usual paces", paces],
  ["at fast paces", fastPaces],
])("a codec whose way in is broken, %s,", (_, asked) => {
  it.each([503, 500, 404, 405, 302])("that answers each sign-in with %i sees fewer and fewer of them", async (status) => {
    const web = await codec(startSessionCodec(403, system));
    const times: number[] = [];
    web.signInAnswer = (response) => {
      times.push(performance.now());
      response.writeHead(status, { location: "/elsewhere" }).end();
    };
    const { kept, pass } = watch("poly-videoos", web.url, asked);
    await pass(2 * hour);

    expect(times.length, "after 1 minute, 2, 4, 8, 16, 32 and an hour").toBeLessThanOrEqual(7);
    expect(times.length).toBeGreaterThanOrEqual(6);
    expect(new Set(web.seen), "no document is asked by somebody who is not signed in").toEqual(new Set(["looked", "sign-in"]));
    expect(kept.every(({ channels }) => channels.http === "garbled")).toBe(true);
  });

  it("that answers again after it refused to open sessions is back within the rest it was given", async () => {
    const web = await codec(startSessionCodec(403, system));
    web.password = "mot-de-passe";
    web.signInAnswer = (response) => response.writeHead(503).end();
    const { kept, pass } = watch("poly-videoos", web.url, asked);
    await pass(5 * minute);
    web.signInAnswer = null;
    await pass(6 * minute);

    expect(kept.at(-1)?.channels).toEqual({ http: "answered" });
  });

  it("that drops each session after one answer is signed in to twice a minute at most", async () => {
    const web = await codec(startSessionCodec(403, system));
    web.password = "mot-de-passe";
    const times: number[] = [];
    const answered = { count: 0 };
    web.before = () => {
      answered.count += 1;
      if (answered.count % 2 === 0) web.forgetSessions();
      return Promise.resolve();
    };
    const { kept, pass } = watch("poly-videoos", web.url, asked);
    for (let counted = 0, passed = 0; passed < hour; passed += stepMs) {
      await pass(stepMs);
      for (; counted < web.signInCount(); counted += 1) times.push(performance.now());
    }

    expect(mostInAMinute(times)).toBeLessThanOrEqual(2);
    expect(times.length, "it is not given up").toBeGreaterThan(30);
    if (asked === paces) expect(times.length, "one for each poll, and one to begin with").toBeLessThanOrEqual(kept.length + 1);
    expect(
      kept.some(({ channels }) => channels.http === "refused"),
      "its password is right",
    ).toBe(false);
    expect(web.mostSessions()).toBe(1);
  });
});

describe("a codec with few sessions", () => {
  it("never has two of ours, keeps one for days, and has none when the agent has stopped", async () => {
    const web = await codec(startSessionCodec(403, system));
    web.password = "mot-de-passe";
    const { pass, close } = watch("poly-videoos", web.url);
    await pass(3 * hour);
    expect(web.signInCount()).toBe(1);

    web.forgetSessions();
    await pass(hour);
    await close();

    expect(web.signInCount(), "once more after a restart of the codec").toBe(2);
    expect(web.mostSessions()).toBe(1);
    expect(web.openSessions.size).toBe(0);
  });

  it("has the same one of ours while SNMP rests and when it has rested", async () => {
    vi.useRealTimers();
    const web = await codec(startSessionCodec(403, system));
    web.password = "mot-de-passe";
    const watched = open("poly-videoos", web.url, 9);
    stopping.push(() => watched.close());
    for (const resting of [[], ["snmp"], ["snmp"], []] as const) {
      const { observation } = await watched.poll("state", new Set<Channel>(resting));
      expect(observation.channels.http).toBe("answered");
    }

    expect(web.mostSessions()).toBe(1);
    expect(web.signInCount()).toBe(1);
  });
});

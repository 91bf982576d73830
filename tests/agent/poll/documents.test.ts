import { afterEach, describe, expect, it } from "vitest";
import type { Document, Driver } from "../../../agent/drivers/driver.ts";
import { textAt } from "../../../agent/drivers/node-access.ts";
import { withPlaces } from "../../../agent/drivers/ownership.ts";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import type { Question } from "../../../contract/observation.ts";
import { targetOf, testClock } from "./polled-codec.ts";
import { type Say, type SpokenCodec, silence, startSpokenCodec } from "./spoken-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const source = "This test";
const ownership = { source, of: withPlaces("ours") };

/** A family of this test: one conference, its streams in a document of their own. */
const rooms: Document = {
  path: "/rooms",
  format: "json",
  ownership,
  fields: [{ at: "calls", source, toReading: ([node]) => ({ kind: "active_calls", value: Number(textAt(node)) }) }],
};
const streams: Document = {
  path: "/rooms/{}/streams",
  each: { of: "/rooms", at: "list[]/id" },
  format: "json",
  ownership,
  fields: [
    {
      at: "jitter",
      source,
      toReading: ([node]) => ({ kind: "stream_jitter_milliseconds", value: Number(textAt(node)), instance: "audio-in" }),
    },
  ],
};
const log: Document = {
  path: "/log?offset={}&limit=3",
  pages: { size: 3, most: 4 },
  format: "json",
  ownership,
  fields: [],
  calls: {
    at: "entries[]",
    source,
    toCall: (node) => ({
      key: textAt(node, "id") ?? "",
      startedAt: Number(textAt(node, "at")),
      durationS: 60,
      isConnected: true,
      direction: "out",
      protocol: "sip",
      quality: "not_told",
      farEndAddress: null,
    }),
  },
};

function family(more: Partial<Driver>): Driver {
  return { family: "of-this-test", label: "Of this test", recognises: [], state: { documents: [rooms] }, ...more };
}

/** A silent codec is waited for four times `timeoutMs`. */
/** Who must answer is given the usual time; a codec that is silent is asked at a hurried pace, which leaves it less. */
const usual = { state: 60, status: 300, history: 600, inventory: 86_400 };
const hurried = { state: 0.5, status: 5, history: 5, inventory: 86_400 };

async function meet(driver: Driver, say: Say, paces = usual): Promise<{ codec: SpokenCodec; target: PollTarget }> {
  const codec = await startSpokenCodec(say);
  const target = targetOf({ http: codec.http }, { paces });
  closing.push(
    () => codec.close(),
    () => target.close(),
  );
  target.remember(driver);
  return { codec, target };
}

const poll = (target: PollTarget, question: Question, clock = testClock()): Promise<PollResult> => pollEndpoint(target, question, clock);

const roomsNamed = (...ids: unknown[]): string => JSON.stringify({ ours: 1, calls: ids.length, list: ids.map((id) => ({ id })) });

describe("a document that is asked once for each value of another", () => {
  const driver = family({ status: { documents: [rooms, streams] } });

  it("is asked for each, four at most, and each value once", async () => {
    const { codec, target } = await meet(driver, ({ path }) =>
      path === "/rooms" ? roomsNamed("1", "2", "2", "c.3", "d-4", "e_5") : '{"ours":1}',
    );
    await poll(target, "status");

    expect(codec.requests).toEqual([
      "GET /",
      "GET /rooms",
      "GET /rooms/1/streams",
      "GET /rooms/2/streams",
      "GET /rooms/c.3/streams",
      "GET /rooms/d-4/streams",
    ]);
  });

  it.each(["../admin", "..", ".", "a/b", "a?b=c", "a%2fb", "a b", "é", "", "{}", "x".repeat(65), null, {}])(
    "is not asked for %j, which could lead elsewhere",
    async (id) => {
      const { codec, target } = await meet(driver, () => roomsNamed(id));
      await poll(target, "status");

      expect(codec.requests).toEqual(["GET /", "GET /rooms"]);
    },
  );

  it("is not asked when the document before it is not the codec's", async () => {
    const { codec, target } = await meet(driver, () => '{"list":[{"id":1}]}');
    const { observation } = await poll(target, "status");

    expect(codec.requests).toEqual(["GET /", "GET /rooms"]);
    expect(observation.channels).toEqual({ http: "garbled" });
  });

  it("is given up with the first silence, and what was read is kept", async () => {
    const { codec, target } = await meet(driver, ({ path }) => (path === "/rooms" ? roomsNamed("1", "2") : silence), hurried);
    const { observation, notes } = await poll(target, "status");

    expect(codec.requests).toEqual(["GET /", "GET /rooms", "GET /rooms/1/streams"]);
    expect(observation.channels).toEqual({ http: "answered" });
    expect(observation.readings).toContainEqual({ kind: "active_calls", value: 2 });
    expect(notes).toEqual({ http: "http_timeout" });
  });
});

describe("what is asked during a call only", () => {
  const driver = family({ status: { documents: [rooms], inCall: { documents: [streams] } } });
  const say: (calls: string[]) => Say =
    (calls) =>
    ({ path }) =>
      path === "/rooms" ? roomsNamed(...calls) : '{"ours":1,"jitter":7}';

  it("is asked after the rest when the codec says that it is in a call", async () => {
    const { codec, target } = await meet(driver, say(["42"]));
    const { observation } = await poll(target, "status");

    expect(codec.requests).toEqual(["GET /", "GET /rooms", "GET /rooms/42/streams"]);
    expect(observation.readings).toContainEqual({ kind: "stream_jitter_milliseconds", value: 7, instance: "audio-in" });
  });

  it("is left alone when it is not", async () => {
    const { codec, target } = await meet(driver, say([]));
    await poll(target, "status");

    expect(codec.requests).toEqual(["GET /", "GET /rooms"]);
  });

  it("is left alone when the codec says nothing of calls", async () => {
    const { codec, target } = await meet(driver, () => '{"ours":1}');
    await poll(target, "status");

    expect(codec.requests).toEqual(["GET /", "GET /rooms"]);
  });

  it("does not make a codec that answered the rest a silent one", async () => {
    const { target } = await meet(driver, ({ path }) => (path === "/rooms" ? roomsNamed("42") : silence), hurried);
    const { observation, notes } = await poll(target, "status");

    expect(observation.channels).toEqual({ http: "answered" });
    expect(notes).toEqual({ http: "http_timeout" });
  });
});

describe("a history told in parts", () => {
  const driver = family({ history: { documents: [log] } });
  const entriesOf = (path: string, ids: readonly number[]): string => {
    const offset = Number(new URL(path, "http://codec").searchParams.get("offset"));
    const part = ids.slice(offset, offset + 3).map((id) => ({ id, at: Date.UTC(2026, 10, 20, 8, id) }));
    return JSON.stringify({ ours: 1, entries: part });
  };
  const newestFirst = (count: number): number[] => Array.from({ length: count }, (_, index) => count - index);
  const keys = ({ observation }: PollResult): string[] => observation.calls.map(({ key }) => key);
  const stateOf = ({ observation }: PollResult): unknown => observation.readings.find(({ kind }) => kind === "history_state")?.value;

  it("is read to its end the first time", async () => {
    const { codec, target } = await meet(driver, ({ path }) => entriesOf(path, newestFirst(7)));
    const result = await poll(target, "history");

    expect(codec.requests).toEqual(["GET /", "GET /log?offset=0&limit=3", "GET /log?offset=3&limit=3", "GET /log?offset=6&limit=3"]);
    expect(keys(result)).toEqual(["7", "6", "5", "4", "3", "2", "1"]);
    expect(stateOf(result), "nothing was read before").toBeUndefined();
  });

  it("is read no further than the first part that brings nothing new", async () => {
    const history = newestFirst(7);
    const { codec, target } = await meet(driver, ({ path }) => entriesOf(path, history));
    await poll(target, "history");
    codec.requests.length = 0;
    history.unshift(8);

    const result = await poll(target, "history");
    expect(keys(result)).toEqual(["8"]);
    expect(stateOf(result)).toBe("continuous");
    expect(codec.requests).toEqual(["GET /log?offset=0&limit=3", "GET /log?offset=3&limit=3"]);
  });

  it("is never read further than the driver allows", async () => {
    const { codec, target } = await meet(driver, ({ path }) => entriesOf(path, newestFirst(30)));
    const result = await poll(target, "history");

    expect(codec.requests.filter((request) => request !== "GET /")).toHaveLength(4);
    expect(keys(result)).toHaveLength(12);
  });

  it.each([404, 400, '{"error":"no such offset"}'])("ends where a codec says %j to the part after the last", async (end) => {
    const { target } = await meet(driver, ({ path }) => (path.includes("offset=6") ? end : entriesOf(path, newestFirst(6))));
    const { observation, notes } = await poll(target, "history");

    expect(observation).toMatchObject({ channels: { http: "answered" } });
    expect(notes).toEqual({});
    expect((await poll(target, "history")).observation.readings).toEqual([{ kind: "history_state", value: "continuous" }]);
  });

  it("whose later part could not be had is read whole again: no call is left behind", async () => {
    let isBusy = true;
    const say: Say = ({ path }) => (isBusy && path.includes("offset=3") ? silence : entriesOf(path, newestFirst(6)));
    const { target } = await meet(driver, say, hurried);
    expect(keys(await poll(target, "history"))).toEqual(["6", "5", "4"]);
    isBusy = false;

    expect(keys(await poll(target, "history"))).toEqual(["3", "2", "1"]);
  });

  it("that went round between two polls is told as a gap", async () => {
    const history = newestFirst(3);
    const { target } = await meet(driver, ({ path }) => entriesOf(path, history));
    await poll(target, "history");
    history.splice(0, 3, 20, 19, 18, 17);

    expect(stateOf(await poll(target, "history"))).toBe("gap");
  });
});

describe("the clock of a codec", () => {
  const clockOf: Document = {
    path: "/clock",
    format: "json",
    ownership,
    fields: [
      {
        at: "time",
        source,
        toReading: ([node], { nowMs }) => ({
          kind: "clock_offset_seconds",
          value: Math.round((Number(textAt(node)) - nowMs) / 1000),
        }),
      },
    ],
  };
  const driver = family({ status: { documents: [clockOf] }, history: { documents: [{ ...log, path: "/log" }] } });

  it("is compared with ours when its answer was heard, and its error is told with the calls it dated, for a day", async () => {
    const clock = testClock();
    const { target } = await meet(driver, ({ path }) => {
      if (path === "/log") return JSON.stringify({ ours: 1, entries: [{ id: 1, at: clock.nowMs() - 3_600_000 }] });
      // An answer that takes its time does not make the codec's clock wrong.
      clock.advance(30_000);
      return JSON.stringify({ ours: 1, time: clock.nowMs() + 480_000 });
    });
    const offsetTold = async (): Promise<unknown> => (await poll(target, "history", clock)).observation.calls[0]?.clockOffsetS;

    expect(await offsetTold(), "not known yet").toBeUndefined();
    expect((await poll(target, "status", clock)).observation.readings).toContainEqual({ kind: "clock_offset_seconds", value: 480 });
    clock.advance(3_600_000);
    expect(await offsetTold()).toBe(480);
    clock.advance(24 * 3_600_000);
    expect(await offsetTold(), "it may have been set since").toBeUndefined();
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import type { Question } from "../../../contract/observation.ts";
import { type TestClock, targetOf, testClock } from "./polled-codec.ts";
import { type Say, type SpokenCodec, startSpokenCodec } from "./spoken-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const minute = 60_000;

interface Met {
  readonly codec: SpokenCodec;
  readonly target: PollTarget;
  readonly clock: TestClock;
  readonly poll: (question: Question) => Promise<PollResult>;
  /** What it was asked since the last look. */
  readonly asked: () => string[];
}

async function meet(family: string, say: Say): Promise<Met> {
  const codec = await startSpokenCodec(say);
  const target = targetOf({ http: codec.http, family });
  closing.push(
    () => codec.close(),
    () => target.close(),
  );
  const clock = testClock();
  return {
    codec,
    target,
    clock,
    poll: (question) => pollEndpoint(target, question, clock),
    asked: () => codec.requests.splice(0),
  };
}

const unit = "<SystemUnit><ProductId>Room Kit</ProductId><Uptime>9000</Uptime></SystemUnit>";
const systemUnit = `<Status>${unit}</Status>`;
const calling = `<Status>${unit.replace("<Uptime>", "<State><NumberOfActiveCalls>1</NumberOfActiveCalls></State><Uptime>")}</Status>`;
const system = '{"model":"StudioX30","softwareVersion":"3.12.0","state":"READY","uptime":12.7}';

/** A Cisco that says `said` to the paths given, and tells its uptime. */
const cisco =
  (said: Readonly<Record<string, string | number>>, first: string | number = systemUnit): Say =>
  ({ path }) =>
    said[path] ?? (path.endsWith("SystemUnit") ? first : 404);

/** A Poly that lets us in, and forbids the paths given. */
const poly =
  (...forbidden: readonly string[]): Say =>
  ({ path }) => {
    if (path === "/rest/session") return { cookie: "session_id=1" };
    if (forbidden.includes(path)) return 403;
    if (path === "/rest/system") return system;
    return path === "/rest/cameras/near/all" ? '[{"cameraIndex":1,"connected":true,"sourceType":"SRC_PEOPLE","name":"Main"}]' : "[]";
  };

describe("a document that our account may not read", () => {
  const status = { request: "GET /status.xml", note: "http_403", isForbidden: true };

  it("is no refusal of the codec, which tells the rest, and is named", async () => {
    const { poll } = await meet("cisco-ce", cisco({ "/status.xml": 403 }));
    const { observation, notes, faults } = await poll("status");

    expect(observation.channels).toEqual({ http: "answered" });
    expect(notes).toEqual({ http: "http_403" });
    expect(faults).toEqual([status]);
    expect((await poll("state")).observation.readings).toContainEqual({ kind: "uptime_seconds", value: 9000 });
  });

  it("is not asked for again before an hour, is told all the while, and is read as soon as it may be", async () => {
    const said: Record<string, string | number> = { "/status.xml": 403 };
    const { poll, asked, clock } = await meet("cisco-ce", cisco(said));
    await poll("status");
    expect(asked().filter((request) => request === "GET /status.xml")).toHaveLength(1);

    for (let fiveMinutes = 1; fiveMinutes < 12; fiveMinutes += 1) {
      clock.advance(5 * minute);
      const { observation, faults } = await poll("status");
      expect(observation.channels, "its proof answers").toEqual({ http: "answered" });
      expect(faults).toEqual([status]);
    }
    expect(asked()).not.toContain("GET /status.xml");

    said["/status.xml"] = `<Status>${unit}<Standby><State>Standby</State></Standby></Status>`;
    clock.advance(5 * minute);
    const { observation, faults } = await poll("status");
    expect(observation.readings).toContainEqual({ kind: "system_state", value: "asleep" });
    expect(faults).toEqual([]);
  });

  it.each([
    ["http_403", 403],
    ["not_authenticated", '{"error": "access denied"}'],
    ["login_page", "<!doctype html><html><title>Sign in</title></html>"],
  ])("is known by the codec that gives another one, whatever it says (%s)", async (note, said) => {
    const { poll } = await meet("cisco-ce", cisco({ "/status.xml": said }));
    const { observation, faults } = await poll("status");

    expect(observation.channels).toEqual({ http: "answered" });
    expect(faults).toEqual([{ ...status, note }]);
  });

  it("is counted at each poll of the state until it is given, so that the collector knows, and is not named there", async () => {
    const said: Record<string, string | number> = { "/status.xml": 403, "/putxml": 403 };
    const { poll, clock } = await meet("cisco-ce", cisco(said));
    const counted = async (): Promise<unknown> =>
      (await poll("state")).observation.readings.find(({ kind }) => kind === "forbidden_documents")?.value;

    expect(await counted(), "nothing has been refused yet").toBeUndefined();
    await poll("status");
    await poll("history");
    expect(await counted()).toBe(2);
    clock.advance(61 * minute);
    expect(await counted(), "nobody has asked for them again").toBe(2);
    said["/status.xml"] = systemUnit;
    await poll("status");
    expect(await counted()).toBe(1);
    said["/putxml"] = "<Command/>";
    await poll("history");
    expect(await counted()).toBeUndefined();
  });

  it("is not told of while the codec refuses us as a whole, which is another matter", async () => {
    const said: Record<string, string | number> = { "/status.xml": 403 };
    const { poll } = await meet("cisco-ce", (request) => (said["all"] !== undefined ? 401 : cisco(said)(request)));
    await poll("status");
    said["all"] = 401;
    const { observation } = await poll("state");

    expect(observation.channels).toEqual({ http: "refused" });
    expect(observation.readings).toEqual([]);
  });

  it("does not hide the others of a Poly, at the first poll nor later, and costs no session", async () => {
    const forbidden = ["/rest/system/sipservers", "/rest/system/status", "/rest/audio/microphones"];
    const { poll, asked, clock } = await meet("poly-videoos", poly(...forbidden));
    await poll("state");
    asked();
    for (let time = 0; time < 3; time += 1) {
      const { observation, notes, faults } = await poll("status");
      expect(observation.readings).toContainEqual({ kind: "camera_state", value: "ok", instance: "Main" });
      expect(observation.channels).toEqual({ http: "answered" });
      expect(notes).toEqual({ http: "http_403" });
      expect(faults).toEqual(forbidden.map((path) => ({ request: `GET ${path}`, note: "http_403", isForbidden: true })));
      clock.advance(5 * minute);
    }

    const requests = asked();
    for (const path of forbidden) expect(requests.filter((request) => request === `GET ${path}`)).toHaveLength(1);
    expect(requests.filter((request) => request.includes("/rest/session"))).toEqual([]);
  });
});

describe("a codec that refuses us as a whole", () => {
  const time = "/getxml?location=/Status/Time";

  it.each([401, 407, 412, 423, 429])("by %i after its first document is refusing; what it told before is kept", async (status) => {
    const { poll, asked } = await meet("cisco-ce", cisco({ [time]: status }));
    const { observation, notes } = await poll("state");

    expect(observation.channels).toEqual({ http: "refused" });
    expect(observation.readings).toContainEqual({ kind: "uptime_seconds", value: 9000 });
    expect(notes).toEqual({ http: `http_${status}` });
    expect(asked()).toEqual(["GET /", expect.any(String), expect.any(String)]);
  });

  it("by 403 at the document that proves whose it is, is asked nothing else", async () => {
    const { poll, asked } = await meet("cisco-ce", cisco({}, 403));

    expect((await poll("state")).observation.channels).toEqual({ http: "refused" });
    expect(asked()).toEqual(["GET /", expect.any(String)]);
  });

  it("by 403 at all documents sees two questions, the second of them its proof", async () => {
    const { poll, asked } = await meet("cisco-ce", cisco({ "/status.xml": 403 }, 403));

    expect((await poll("status")).observation.channels).toEqual({ http: "refused" });
    expect(asked()).toEqual(["GET /", "GET /status.xml", "GET /getxml?location=/Status/SystemUnit"]);
  });

  it("while it is in a call is refusing too", async () => {
    const { poll } = await meet("cisco-ce", cisco({ "/getxml?location=/Status/MediaChannels": 401 }, calling));

    expect((await poll("state")).observation.channels).toEqual({ http: "refused" });
  });

  it("after a document that could not be read is refusing, not unreadable", async () => {
    const { poll } = await meet("cisco-ce", cisco({ [time]: 401 }, "<Status>"));
    const { observation, notes } = await poll("state");

    expect(observation.channels).toEqual({ http: "refused" });
    expect(notes).toEqual({ http: "http_401" });
  });

  it("in the middle of its list of calls leaves none behind: the next list is read whole", async () => {
    const isRefusing = { now: true };
    const start = (id: number): string => new Date(Date.UTC(2026, 10, 1) + id * minute).toISOString().replace(".000", "");
    const entries = Array.from(
      { length: 100 },
      (_, index) =>
        `<Entry><CallHistoryId>${index + 1}</CallHistoryId><Duration>60</Duration><StartTimeUTC>${start(index)}</StartTimeUTC></Entry>`,
    );
    const list = (from: number, to: number): string =>
      `<Command><CallHistoryGetResult status="OK">${entries.slice(from, to).join("")}</CallHistoryGetResult></Command>`;
    const { poll } = await meet("cisco-ce", ({ path, body }) => {
      if (path !== "/putxml") return systemUnit;
      if (body.includes("<Offset>0<")) return list(0, 100);
      return isRefusing.now ? 401 : list(0, 1).replace("<CallHistoryId>1<", "<CallHistoryId>500<");
    });
    const first = await poll("history");
    isRefusing.now = false;
    const second = await poll("history");

    expect(first.observation.channels).toEqual({ http: "refused" });
    expect(first.observation.calls).toHaveLength(100);
    expect(second.observation.calls.map(({ key }) => key.split("-")[0])).toEqual(["500"]);
  });
});

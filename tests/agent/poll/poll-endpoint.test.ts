import { afterEach, describe, expect, it } from "vitest";
import type { EndpointSettings } from "../../../agent/poll/endpoint-settings.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget, TargetOptions } from "../../../agent/poll/poll-target.ts";
import { outcomeOf } from "../../../contract/observation.ts";
import { type CodecWords, type RecordedCodec, secret, startRecordedCodec } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function codecThatSays(words: CodecWords): Promise<RecordedCodec> {
  const codec = await startRecordedCodec(words);
  closing.push(() => codec.close());
  return codec;
}

function watch(settings: Partial<EndpointSettings>, more: Partial<TargetOptions> = {}): PollTarget {
  const target = targetOf(settings, more);
  closing.push(() => target.close());
  return target;
}

const channelsOf = ({ snmp, http }: RecordedCodec) => ({ ...(snmp && { snmp }), ...(http && { http }) });
const terminal = "1.3.6.1.2.1.1.1.0|4|Terminal\n1.3.6.1.2.1.1.3.0|67|360050\n";
const cisco = "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.5596.150.6.4.1\n1.3.6.1.2.1.1.3.0|67|360050\n";
const systemUnit =
  "<Status><SystemUnit><State><NumberOfActiveCalls>1</NumberOfActiveCalls></State><Uptime>9000</Uptime></SystemUnit></Status>";
const systemUnitPath = "/getxml?location=/Status/SystemUnit";
const entry = (id: number, duration: number) =>
  `<Entry><CallHistoryId>${id}</CallHistoryId><Duration>${duration}</Duration><StartTimeUTC>2026-11-20T08:00:0${id}Z</StartTimeUTC></Entry>`;
const history = (...entries: string[]) => `<Command><CallHistoryGetResult status="OK">${entries.join("")}</CallHistoryGetResult></Command>`;

describe("a poll of one codec", () => {
  it("gives one observation: when, for how long it holds, what each channel did, what was read", async () => {
    const codec = await codecThatSays({ snmp: terminal });
    const { observation, droppedFields } = await pollEndpoint(watch({ ...channelsOf(codec) }), "state", testClock());

    expect(droppedFields).toBe(0);
    expect(observation).toEqual({
      endpoint: "salle-du-conseil",
      question: "state",
      observedAt: Date.UTC(2026, 10, 23, 8),
      clockMs: Date.UTC(2026, 10, 23, 8) - 4 * 3_600_000,
      elapsedMs: 0,
      intervalS: 60,
      channels: { snmp: "answered" },
      readings: [{ kind: "snmp_uptime_seconds", value: 3600 }],
      calls: [],
    });
  });

  it("is an answer when one channel is silent and the other answers", async () => {
    const codec = await codecThatSays({ snmp: "", http: { [systemUnitPath]: systemUnit } });
    const snmp = { version: "2c", port: codec.snmp?.port ?? 0, community: secret("a wrong one") } as const;
    const target = watch({ ...channelsOf(codec), snmp, family: "cisco-ce", timeoutMs: 500 });
    const { observation, notes } = await pollEndpoint(target, "state", testClock());

    expect(observation.channels).toEqual({ snmp: "silent", http: "answered" });
    expect(notes).toEqual({ snmp: "snmp_timeout" });
    expect(outcomeOf(observation)).toBe("answered");
  });

  it("reads the uptime where it is best known, and nowhere else when that fails: a change of source looks like a reboot", async () => {
    const codec = await codecThatSays({ snmp: cisco, http: { [systemUnitPath]: systemUnit } });
    const both = watch({ ...channelsOf(codec), family: "cisco-ce" });
    const refused = watch({
      ...channelsOf(codec),
      ...(codec.http && { http: { ...codec.http, password: secret("wrong") } }),
      family: "cisco-ce",
    });

    expect((await pollEndpoint(both, "state", testClock())).observation.readings).toContainEqual({ kind: "uptime_seconds", value: 9000 });
    const { observation } = await pollEndpoint(refused, "state", testClock());
    expect(observation.channels).toEqual({ snmp: "answered", http: "refused" });
    expect(observation.readings).toEqual([{ kind: "snmp_uptime_seconds", value: 3600 }]);
  });

  it("shows a wrong password once, not once per document", async () => {
    const codec = await codecThatSays({ http: {} });
    const target = watch({ ...(codec.http && { http: { ...codec.http, password: secret("wrong") } }), family: "poly-videoos" });
    const { observation, notes } = await pollEndpoint(target, "state", testClock());

    expect(observation.channels).toEqual({ http: "refused" });
    expect(notes).toEqual({ http: "http_401" });
    expect(codec.requests).toEqual(["GET /", "POST /rest/session"]);
  });

  it("keeps what one document says when another cannot be read", async () => {
    const system = '{"model": "StudioX30", "softwareVersion": "3.12.0", "uptime": 12.7, "state": "READY"}';
    const codec = await codecThatSays({ http: { "/rest/system": system, "/rest/conferences": "[{" } });
    const { observation, notes } = await pollEndpoint(watch({ ...channelsOf(codec), family: "poly-videoos" }), "state", testClock());

    expect(observation.channels).toEqual({ http: "answered" });
    expect(notes).toEqual({ http: "not_json" });
    expect(observation.readings).toEqual([
      { kind: "uptime_seconds", value: 12 },
      { kind: "system_state", value: "ready" },
    ]);
  });

  it("is garbled when nothing of it can be read", async () => {
    const codec = await codecThatSays({ http: { [systemUnitPath]: "<Status><SystemUnit>" } });
    const { observation } = await pollEndpoint(watch({ ...channelsOf(codec), family: "cisco-ce" }), "state", testClock());

    expect(observation.channels).toEqual({ http: "garbled" });
  });

  it("waits its turn: a codec is asked one thing at a time", async () => {
    const codec = await codecThatSays({ http: { [systemUnitPath]: systemUnit, "/status.xml": systemUnit, "/putxml": history() } });
    const target = watch({ ...channelsOf(codec), family: "cisco-ce" });
    const clock = testClock();
    const polls = (["state", "status", "history"] as const).map((question) => pollEndpoint(target, question, clock));
    await Promise.all(polls);

    const first = [`GET ${systemUnitPath}`, "GET /status.xml", "POST /putxml"];
    expect(codec.requests.filter((request) => first.includes(request))).toEqual(first);
  });
});

describe("a codec whose family is not told", () => {
  it("is recognised at its first answer, and remembered", async () => {
    const codec = await codecThatSays({ http: { [systemUnitPath]: systemUnit } });
    const askedOnceBy = async (target: PollTarget): Promise<readonly string[]> => {
      const before = codec.requests.length;
      await pollEndpoint(target, "state", testClock());
      return codec.requests.slice(before);
    };
    const target = watch(channelsOf(codec));
    expect(target.driver).toBeNull();
    await askedOnceBy(target);

    expect(target.driver?.family).toBe("cisco-ce");
    // Who is told the family looks at the door first; it was looked at already, to tell the family.
    expect(["GET /", ...(await askedOnceBy(target))]).toEqual(await askedOnceBy(watch({ ...channelsOf(codec), family: "cisco-ce" })));
  });

  it("stays unknown while it is silent", async () => {
    const codec = await codecThatSays({ snmp: terminal });
    const community = secret("a wrong one");
    const target = watch({ ...(codec.snmp?.version === "2c" && { snmp: { ...codec.snmp, community } }), timeoutMs: 100 });
    const { observation } = await pollEndpoint(target, "state", testClock());

    expect(observation.channels).toEqual({ snmp: "silent" });
    expect(target.driver).toBeNull();
  });

  it("is refused by name when it is no codec", async () => {
    const codec = await codecThatSays({ snmp: "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.5596.130.6.4.1\n" });
    const { observation, notACodec } = await pollEndpoint(watch(channelsOf(codec)), "state", testClock());

    expect(notACodec).toBe("Cisco VCS");
    expect(observation).toMatchObject({ channels: { snmp: "garbled" }, readings: [] });
  });

  it("is asked by SNMP and by the web before it is called generic", async () => {
    const codec = await codecThatSays({ snmp: terminal, http: { "/rest/system": '{"model":"StudioX30","softwareVersion":"3.12.0"}' } });
    const target = watch(channelsOf(codec));
    await pollEndpoint(target, "inventory", testClock());

    expect(target.driver?.family).toBe("poly-videoos");
  });

  it("must be a family that exists", () => {
    expect(() => targetOf({ family: "minitel" })).toThrow('endpoint salle-du-conseil: no codec family "minitel"');
  });
});

describe("a question that a codec cannot answer", () => {
  it("need not be asked, and shows that the codec lives when it is", async () => {
    const codec = await codecThatSays({ snmp: terminal });
    const target = watch({ ...channelsOf(codec), family: "generic-mib2" });

    expect([target.asks("state"), target.asks("history")]).toEqual([true, false]);
    expect((await pollEndpoint(target, "history", testClock())).observation.channels).toEqual({ snmp: "answered" });
  });
});

describe("the calls of a codec", () => {
  it("are told once, then only the new ones, and all again the day after", async () => {
    const documents: Record<string, string> = { "/putxml": history(entry(1, 60)) };
    const codec = await codecThatSays({ http: documents });
    const target = watch({ ...channelsOf(codec), family: "cisco-ce" });
    const clock = testClock();
    const told = async (): Promise<string[]> =>
      (await pollEndpoint(target, "history", clock)).observation.calls.map(({ key }) => key.split("-")[0] ?? "");

    expect(await told()).toEqual(["1"]);
    clock.advance(600_000);
    expect(await told()).toEqual([]);
    documents["/putxml"] = history(entry(2, 30), entry(1, 60));
    expect(await told()).toEqual(["2"]);
    clock.advance(24 * 3_600_000);
    expect(await told()).toEqual(["2", "1"]);
  });
});

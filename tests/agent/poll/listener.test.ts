import { afterEach, describe, expect, it } from "vitest";
import type { Driver } from "../../../agent/drivers/driver.ts";
import { textAt } from "../../../agent/drivers/node-access.ts";
import { withPlaces } from "../../../agent/drivers/ownership.ts";
import { textReading } from "../../../agent/drivers/readings.ts";
import type { EndpointSettings } from "../../../agent/poll/endpoint-settings.ts";
import type { Heard, PollListener, Taken } from "../../../agent/poll/listener.ts";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import type { Question } from "../../../contract/observation.ts";
import { startRecordedCodec } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";
import { startSpokenCodec } from "./spoken-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

class Notebook implements PollListener {
  readonly allTaken: Taken[] = [];
  readonly allHeard: Heard[] = [];
  taken(what: Taken): void {
    this.allTaken.push(what);
  }
  heard(answer: Heard): void {
    this.allHeard.push(answer);
  }
}

function meet(settings: Partial<EndpointSettings>, driver?: Driver): PollTarget {
  const target = targetOf(settings);
  closing.push(() => target.close());
  if (driver !== undefined) target.remember(driver);
  return target;
}

async function listened(target: PollTarget, question: Question): Promise<{ result: PollResult; notebook: Notebook }> {
  const notebook = new Notebook();
  return { result: await pollEndpoint(target, question, testClock(), { listener: notebook }), notebook };
}

const isCodec = { source: "A guide", of: withPlaces("model") };
const webFamily: Driver = {
  family: "of-this-test",
  label: "Of this test",
  recognises: [],
  state: {
    documents: [
      {
        path: "/status",
        format: "json",
        ownership: isCodec,
        fields: [
          { at: "model", source: "A guide, page 4", toReading: ([node]) => textReading("model", textAt(node)) },
          {
            at: "temperature",
            source: "A forum",
            isUnverified: true,
            toReading: ([node]) => ({ kind: "temperature_celsius", value: Number(textAt(node)) }),
          },
        ],
      },
    ],
  },
  history: {
    documents: [
      {
        path: "/calls",
        format: "json",
        ownership: isCodec,
        post: { type: "application/json", text: '{"all":true}' },
        fields: [],
        calls: {
          at: "calls[]",
          source: "A guide, page 9",
          toCall: (node) => ({
            key: "1",
            startedAt: Number(textAt(node, "at")),
            durationS: 1,
            isConnected: true,
            direction: "out",
            protocol: "sip",
            quality: "not_told",
            farEndAddress: "salle@mairie.example",
          }),
        },
      },
    ],
  },
};

describe("who listens to a poll", () => {
  it("hears each document as it came, and the question it answers", async () => {
    const codec = await startSpokenCodec(() => '{ "model": "Codec",  "calls": [] }');
    closing.push(() => codec.close());
    const { notebook } = await listened(meet({ http: codec.http }, webFamily), "history");

    expect(notebook.allHeard).toEqual([
      { channel: "http", request: "POST /calls", posted: '{"all":true}', text: '{ "model": "Codec",  "calls": [] }' },
    ]);
  });

  it("is told of each question to the web interface while it lasts, and of how long that may be", async () => {
    const codec = await startSpokenCodec(() => '{ "model": "Codec" }');
    closing.push(() => codec.close());
    const told: string[] = [];
    const listener: PollListener = {
      taken: () => undefined,
      heard: () => void told.push("heard"),
      asked: (request, mostMs) => {
        told.push(`${request}, ${mostMs} ms`);
        return () => void told.push("ended");
      },
    };
    await pollEndpoint(meet({ http: codec.http }, webFamily), "state", testClock(), { listener });

    expect(told).toEqual(["GET /status, 20000 ms", "ended", "heard"]);
  });

  it("hears each SNMP node, with its type, so that it can be played again", async () => {
    const codec = await startRecordedCodec({
      snmp: [
        "1.3.6.1.2.1.1.1.0|4x|436f6465630a532f4e3a2031",
        "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2684",
        "1.3.6.1.2.1.1.3.0|67|360050",
        "1.3.6.1.2.1.1.5.0|4|12",
      ].join("\n"),
    });
    closing.push(() => codec.close());
    const scalars = [1, 2, 3, 5, 6].map((node) => ({ oid: `1.3.6.1.2.1.1.${node}.0`, source: "RFC 3418", toReading: () => null }));
    const target = meet({ ...(codec.snmp && { snmp: codec.snmp }) }, { ...webFamily, state: { scalars } });
    const { notebook } = await listened(target, "state");

    expect(notebook.allHeard).toEqual([
      { channel: "snmp", request: "1.3.6.1.2.1.1.2.0", text: "1.3.6.1.4.1.2684", snmprec: "6|1.3.6.1.4.1.2684" },
      { channel: "snmp", request: "1.3.6.1.2.1.1.1.0", text: "Codec\nS/N: 1", snmprec: "4x|436f6465630a532f4e3a2031" },
      { channel: "snmp", request: "1.3.6.1.2.1.1.3.0", text: "360050", isNumber: true, snmprec: "67|360050" },
      { channel: "snmp", request: "1.3.6.1.2.1.1.5.0", text: "12", snmprec: "4|12" },
    ]);
  });

  it("hears the rows of tables, and what a codec says while its family is sought", async () => {
    const codec = await startRecordedCodec({ snmp: "1.3.6.1.2.1.1.1.0|4|Terminal\n1.3.6.1.2.1.2.2.1.8.1|2|1\n" });
    closing.push(() => codec.close());
    const target = meet({ ...(codec.snmp && { snmp: codec.snmp }) });
    const first = await listened(target, "state");
    expect(first.notebook.allHeard.map(({ snmprec }) => snmprec)).toContain("4|Terminal");

    const table = { entry: "1.3.6.1.2.1.2.2.1", columns: { state: 8 }, source: "RFC 2863", toReading: () => null };
    target.remember({ ...webFamily, status: { tables: [table] } });
    expect((await listened(target, "status")).notebook.allHeard.map(({ request }) => request)).toContain("1.3.6.1.2.1.2.2.1.8.1");
  });

  it("is told what was understood, from where, by whose word, and what could not be true", async () => {
    const codec = await startSpokenCodec(() => '{ "model": "Codec", "temperature": "warm" }');
    closing.push(() => codec.close());
    const { notebook } = await listened(meet({ http: codec.http }, webFamily), "state");

    expect(notebook.allTaken).toEqual([
      { reading: { kind: "model", value: "Codec" }, address: "/status#model", source: "A guide, page 4", isUnverified: false },
      { address: "/status#temperature", source: "A forum", isUnverified: true },
    ]);
  });

  it("is told of calls as they leave: without who was called", async () => {
    const codec = await startSpokenCodec(() => `{ "model": "Codec", "calls": [{ "at": ${Date.UTC(2026, 10, 20)} }] }`);
    closing.push(() => codec.close());
    const { result, notebook } = await listened(meet({ http: codec.http }, webFamily), "history");

    expect(notebook.allTaken).toEqual([
      { call: result.observation.calls[0], address: "/calls#calls[]", source: "A guide, page 9", isUnverified: false },
    ]);
    expect(JSON.stringify(notebook.allTaken)).not.toMatch(/salle|mairie/);
  });

  it("changes nothing to what is polled", async () => {
    const codec = await startSpokenCodec(() => '{ "model": "Codec", "temperature": 41.5 }');
    closing.push(() => codec.close());
    const target = meet({ http: codec.http }, webFamily);
    const alone = await pollEndpoint(target, "state", testClock());

    expect((await listened(target, "state")).result).toEqual(alone);
  });
});

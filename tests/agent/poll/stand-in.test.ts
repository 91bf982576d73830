import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { EndpointSettings } from "../../../agent/poll/endpoint-settings.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import { type Channel, type Question, questions, type Reading } from "../../../contract/observation.ts";
import { secret, startRecordedCodec } from "../recorded-codec.ts";
import { targetOf, testClock } from "./polled-codec.ts";
import { type Say, startSpokenCodec } from "./spoken-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const poly = "1.3.6.1.4.1.13885.101.1";
const snmp = [
  "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.2684",
  "1.3.6.1.2.1.1.3.0|67|360050",
  "1.3.6.1.2.1.25.1.1.0|67|720100",
  `${poly}.1.1.0|4|3.12.0-6076`,
  `${poly}.1.4.0|4|Poly Studio X30`,
  `${poly}.1.5.0|4|8G1234`,
  `${poly}.2.7.2.0|2|2`,
  `${poly}.5.1.0|66|1`,
  "",
].join("\n");

const uptime = "uptime_seconds";
const session = { cookie: "session_id=1" };
const letsIn: Say = ({ path }) => {
  if (path === "/rest/session") return session;
  return path === "/rest/system" ? '{"model":"StudioX30","softwareVersion":"3.12.0","state":"READY","uptime":12.7}' : "[]";
};
const wrongPassword: Say = () => 401;

/** A Poly whose SNMP always answers, and whose web interface says what it is made to say. */
async function meet(web: { say: Say }): Promise<PollTarget> {
  const recorded = await startRecordedCodec({ snmp });
  const spoken = await startSpokenCodec((asked) => web.say(asked));
  const target = targetOf({ http: spoken.http, ...(recorded.snmp && { snmp: recorded.snmp }), family: "poly-videoos" });
  closing.push(
    () => recorded.close(),
    () => spoken.close(),
    () => target.close(),
  );
  return target;
}

async function told(target: PollTarget, question: Question, ...resting: Channel[]): Promise<Readonly<Record<string, Reading["value"]>>> {
  const { observation } = await pollEndpoint(target, question, testClock(), { resting: new Set(resting) });
  const names = observation.readings.map(({ kind, instance = "" }) => `${kind} ${instance}`);
  expect(new Set(names).size, "nothing is told twice").toBe(names.length);
  return Object.fromEntries(observation.readings.map(({ kind, value }) => [kind, value]));
}

describe("SNMP beside a web interface", () => {
  it("leaves to it what it says better, as long as it answers", async () => {
    const target = await meet({ say: letsIn });

    expect(await told(target, "state")).toMatchObject({ active_calls: 0, [uptime]: 12 });
    expect(await told(target, "inventory")).toMatchObject({ model: "StudioX30" });
  });

  it.each([
    ["in the very poll in which it refuses us", []],
    ["while it rests", ["http"]],
  ] as const)("says in its place what it can, %s: calls, registrations, what the codec is", async (_, resting) => {
    const target = await meet({ say: wrongPassword });

    expect(await told(target, "state", ...resting)).toMatchObject({ active_calls: 1 });
    expect(await told(target, "status", ...resting)).toMatchObject({ h323_registration: "registered" });
    expect(await told(target, "inventory", ...resting)).toEqual({
      model: "Poly Studio X30",
      firmware: "3.12.0-6076",
      serial: "8G1234",
    });
  });

  it("never says in its place how long the codec has been on: another source would look like a restart", async () => {
    const web = { say: letsIn };
    const target = await meet(web);
    const before = await told(target, "state");
    web.say = wrongPassword;

    expect(before).toHaveProperty(uptime);
    expect(await told(target, "state")).not.toHaveProperty(uptime);
    expect(await told(target, "state", "http")).not.toHaveProperty(uptime);
  });

  it("gives way in the poll in which the web interface lets us in again", async () => {
    const web = { say: wrongPassword };
    const target = await meet(web);
    await told(target, "state");
    web.say = letsIn;

    expect(await told(target, "state")).toMatchObject({ active_calls: 0 });
  });

  it("does not stand in for one that is only late, silent or unreadable once", async () => {
    const target = await meet({ say: () => 503 });

    expect(await told(target, "state")).not.toHaveProperty("active_calls");
  });

  it("says for a Cisco what its banner says", async () => {
    const words = readFileSync(new URL("../drivers/cisco-ce/sx80-banner-on-several-lines/snmp.snmprec", import.meta.url), "utf8");
    const recorded = await startRecordedCodec({ snmp: words });
    const spoken = await startSpokenCodec(wrongPassword);
    const settings: Partial<EndpointSettings> = { http: { ...spoken.http, password: secret("autre") }, family: "cisco-ce" };
    const target = targetOf({ ...settings, ...(recorded.snmp && { snmp: recorded.snmp }) });
    closing.push(
      () => recorded.close(),
      () => spoken.close(),
      () => target.close(),
    );

    expect(questions.filter((question) => target.asks(question))).toContain("inventory");
    expect(await told(target, "inventory")).toHaveProperty("firmware");
  });
});

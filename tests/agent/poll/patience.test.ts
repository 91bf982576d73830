import { afterEach, describe, expect, it } from "vitest";
import { drivers } from "../../../agent/drivers/index.ts";
import { polyHdx } from "../../../agent/drivers/poly-hdx.ts";
import { Patience, UnderWay } from "../../../agent/poll/patience.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import { questions } from "../../../contract/observation.ts";
import { documentsOf } from "../../../scripts/driver-addresses.ts";
import { targetOf, testClock } from "./polled-codec.ts";
import { type SpokenCodec, silence, startSpokenCodec } from "./spoken-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const paces = { state: 60, status: 300, history: 600, inventory: 86_400 } as const;
const secondsFor = (question: keyof typeof paces, slowestS?: number): number =>
  new Patience(question, paces, testClock()).for(slowestS === undefined ? {} : { slowestS }) / 1000;

describe("the time a document has", () => {
  it("is what its driver says, within what the question allows", () => {
    expect(secondsFor("status")).toBe(20);
    expect(secondsFor("status", 45)).toBe(45);
    expect(secondsFor("state", 300), "three quarters of the minute").toBe(45);
    expect(secondsFor("history", 300), "two polls of the state: the third would leave the codec unknown").toBe(120);
  });

  it("is shared by the documents of one poll", () => {
    const clock = testClock();
    const patience = new Patience("state", paces, clock);
    clock.advance(35_000);
    expect(patience.for({ slowestS: 300 })).toBe(10_000);
    clock.advance(35_000);
    expect(patience.for({})).toBe(0);
  });

  it("has no bound but the document's own where there is no next poll", () => {
    const once = { state: 0, status: 0, history: 0, inventory: 0 };
    expect(new Patience("history", once, testClock()).for({ slowestS: 300 })).toBe(300_000);
  });

  it.each(questions)("never lets a codec be unknown for the %s of any family", (question) => {
    const asked = drivers.flatMap((driver) => documentsOf(driver)).filter((document) => document.question === question);
    for (const { document } of asked) expect(secondsFor(question, document.slowestS)).toBeLessThanOrEqual(2 * paces.state);
  });

  it("is up before what the codec is at work on is asked again", () => {
    const underWay = new UnderWay();
    const command = { path: "/a_apicommand.cgi", slowestS: 300 };
    underWay.leave(command, 0, 45_000);
    expect([60_000, 240_000, 300_000].map((now) => underWay.has(command, now))).toEqual([true, true, false]);
    underWay.leave({ path: "/status.xml", slowestS: 45 }, 0, 45_000);
    expect(underWay.has({ path: "/status.xml", slowestS: 45 }, 45_001), "it had all its time").toBe(false);
  });
});

/** An HDX whose status comes at once, and whose commands do not. At a pace at which nobody waits for long. */
async function busyHdx(): Promise<{ codec: SpokenCodec; target: PollTarget }> {
  const status = "<SYSTEMSTATUS><INACALL><STATE>up</STATE></INACALL><IPNETWORK><STATE>up</STATE></IPNETWORK></SYSTEMSTATUS>";
  const codec = await startSpokenCodec(({ path }) => (path === "/systemstatus.xml" ? status : silence));
  const target = targetOf({ http: codec.http }, { paces: { state: 0.5, status: 5, history: 5, inventory: 86_400 } });
  closing.push(
    () => codec.close(),
    () => target.close(),
  );
  target.remember({ ...polyHdx, access: { kind: "basic" } });
  return { codec, target };
}

describe("an HDX that is busy", () => {
  it("is not silent, and says what it can; the document that did not come is named", async () => {
    const { target } = await busyHdx();
    const { observation, faults } = await pollEndpoint(target, "state", testClock());

    expect(observation.channels).toEqual({ http: "answered" });
    expect(observation.readings).toContainEqual({ kind: "system_state", value: "in_call" });
    expect(faults).toEqual([{ request: "POST /a_apicommand.cgi", note: "http_timeout" }]);
  });

  it("is not given the same command again until it must have done with the first", async () => {
    const { codec, target } = await busyHdx();
    const clock = testClock();
    const commands = (): number => codec.requests.filter((request) => request.includes("a_apicommand")).length;
    for (let minute = 0; minute < 5; minute += 1) {
      await pollEndpoint(target, "state", clock);
      clock.advance(60_000);
    }
    expect(commands()).toBe(1);
    expect((await pollEndpoint(target, "state", clock)).observation.channels).toEqual({ http: "answered" });
    expect(commands()).toBe(2);
  });

  it.each(["history", "inventory"] as const)("answers by its status when all that its %s needs is late", async (question) => {
    const { codec, target } = await busyHdx();
    const { observation, notes } = await pollEndpoint(target, question, testClock());

    expect(observation.channels).toEqual({ http: "answered" });
    expect(notes).toEqual({ http: "http_timeout" });
    expect(codec.requests.at(-1)).toContain("/systemstatus.xml");
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { drivers } from "../../../agent/drivers/index.ts";
import { polyHdx } from "../../../agent/drivers/poly-hdx.ts";
import { Patience } from "../../../agent/poll/patience.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import { questions } from "../../../contract/observation.ts";
import { documentsOf } from "../../../scripts/driver-addresses.ts";
import { type TestClock, targetOf, testClock } from "./polled-codec.ts";
import { after, type SpokenCodec, silence, startSpokenCodec } from "./spoken-codec.ts";

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
    expect(secondsFor("history", 45)).toBe(45);
  });

  it.each(["status", "history", "inventory"] as const)("is all that it needs, be it more than the %s has, for one document", (question) => {
    const clock = testClock();
    const patience = new Patience(question, paces, clock);
    expect(patience.for({ slowestS: 300 })).toBe(300_000);
    expect(patience.for({ slowestS: 300 }), "two polls of the state: the third would leave the codec unknown").toBe(120_000);
    clock.advance(120_000);
    expect(patience.for({ slowestS: 300 })).toBe(0);
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

  it.each(questions)("never lets a codec be unknown for the %s of any family, but for a document that needs so long", (question) => {
    const asked = drivers.flatMap((driver) => documentsOf(driver)).filter((document) => document.question === question);
    for (const { document } of asked) {
      const mostS = question === "state" ? 45 : Math.max(2 * paces.state, document.slowestS ?? 0);
      expect(secondsFor(question, document.slowestS)).toBeLessThanOrEqual(mostS);
    }
  });

  it("is too long when two polls of the state went by", () => {
    const patience = new Patience("history", paces, testClock());
    expect([120_000, 120_001].map((tookMs) => patience.isTooLong(tookMs))).toEqual([false, true]);
  });
});

const status = "<SYSTEMSTATUS><INACALL><STATE>up</STATE></INACALL><IPNETWORK><STATE>up</STATE></IPNETWORK></SYSTEMSTATUS>";

/** An HDX whose status comes at once, and whose commands do not. At a pace at which nobody waits for long. */
async function busyHdx(): Promise<{ codec: SpokenCodec; target: PollTarget }> {
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
    const asked = polyHdx[question]?.documents ?? [];
    const hurried = asked.map((document) => ({ ...document, slowestS: 1.5 }));
    target.remember({ ...polyHdx, access: { kind: "basic" }, [question]: { documents: hurried } });
    const { observation, notes } = await pollEndpoint(target, question, testClock());

    expect(observation.channels).toEqual({ http: "answered" });
    expect(notes).toEqual({ http: "http_timeout" });
    expect(codec.requests.at(-1)).toContain("/systemstatus.xml");
  });
});

/** An HDX that needs so long for its list of calls, by our clock. */
async function slowHdx(clock: TestClock, neededMs: () => number): Promise<{ codec: SpokenCodec; target: PollTarget }> {
  const codec = await startSpokenCodec(({ path }) => {
    if (path !== "/a_getcdr.cgi") return status;
    clock.advance(neededMs());
    return cdr;
  });
  const target = targetOf({ http: codec.http });
  closing.push(
    () => codec.close(),
    () => target.close(),
  );
  target.remember({ ...polyHdx, access: { kind: "basic" } });
  return { codec, target };
}

const cdr = "<cdr><info>1</info><header><data>Row ID</data></header></cdr>";
const cdrsAskedOf = ({ requests }: SpokenCodec): number => requests.filter((request) => request.includes("a_getcdr")).length;

describe("a list of calls that takes the codec minutes", () => {
  it("is read, and then left alone for an hour: the polls of the state had to wait for it", async () => {
    const clock = testClock();
    const { codec, target } = await slowHdx(clock, () => 250_000);
    const first = await pollEndpoint(target, "history", clock);
    expect(first.isHistoryRead).toBe(true);
    expect(first.observation).toMatchObject({ channels: { http: "answered" }, elapsedMs: 250_000 });

    for (let tenMinutes = 1; tenMinutes < 6; tenMinutes += 1) {
      clock.advance(600_000);
      const { observation, faults } = await pollEndpoint(target, "history", clock);
      expect(observation.channels).toEqual({ http: "answered" });
      expect(faults).toEqual([{ request: "GET /a_getcdr.cgi", note: "asked_hourly" }]);
    }
    expect(cdrsAskedOf(codec)).toBe(1);
    clock.advance(600_000);
    expect((await pollEndpoint(target, "history", clock)).isHistoryRead).toBe(true);
    expect(cdrsAskedOf(codec)).toBe(2);
  });

  it("is asked each time while two polls of the state at most wait for it", async () => {
    const clock = testClock();
    const { codec, target } = await slowHdx(clock, () => 110_000);
    for (let time = 0; time < 3; time += 1) expect((await pollEndpoint(target, "history", clock)).isHistoryRead).toBe(true);

    expect(cdrsAskedOf(codec)).toBe(3);
  });

  it("is waited for beyond the time of its poll, as long as its family is known to need", async () => {
    // Two tenths of a second are two polls of the state here; this codec takes longer.
    const codec = await startSpokenCodec(({ path }) => (path === "/a_getcdr.cgi" ? after(600, cdr) : status));
    const target = targetOf({ http: codec.http }, { paces: { state: 0.1, status: 5, history: 5, inventory: 86_400 } });
    closing.push(
      () => codec.close(),
      () => target.close(),
    );
    target.remember({ ...polyHdx, access: { kind: "basic" } });

    expect((await pollEndpoint(target, "history", testClock())).isHistoryRead).toBe(true);
  });
});

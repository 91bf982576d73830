import { afterEach, describe, expect, it } from "vitest";
import { type PollResult, pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import type { PollTarget } from "../../../agent/poll/poll-target.ts";
import type { Question } from "../../../contract/observation.ts";
import { targetOf, testClock } from "./polled-codec.ts";
import { type Asked, type SpokenCodec, startSpokenCodec } from "./spoken-codec.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function meet(say: (asked: Asked) => string): Promise<{ codec: SpokenCodec; target: PollTarget }> {
  const codec = await startSpokenCodec(say);
  const target = targetOf({ http: codec.http, family: "cisco-ce" });
  closing.push(
    () => codec.close(),
    () => target.close(),
  );
  return { codec, target };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const unit = "<SystemUnit><ProductId>Room Kit</ProductId><Software><Version>ce9.15</Version></Software></SystemUnit>";
const statusOf = (parts: string): string => `<Status>${unit}${parts}</Status>`;
const cameras = (count: number): string =>
  upTo(count)
    .map((n) => `<Camera item="c${n}"><Connected>True</Connected></Camera>`)
    .join("");
const messages = (count: number): string =>
  upTo(count)
    .map((n) => `<Message item="${n}"><Level>Error</Level><Type>Made${n}</Type></Message>`)
    .join("");

describe("a codec that tells more than a codec has", () => {
  async function ask(says: string, question: Question): Promise<PollResult> {
    return pollEndpoint((await meet(() => says)).target, question, testClock());
  }
  const countOf = ({ observation }: PollResult, wanted: string): number =>
    observation.readings.filter(({ kind }) => kind === wanted).length;

  it("is heard on the first 64 of its parts of a kind; the others are counted, and where they were is told once", async () => {
    const result = await ask(statusOf(`<Cameras>${cameras(1_000)}</Cameras>`), "status");

    expect(countOf(result, "camera_state")).toBe(64);
    expect(result.observation.readings.find(({ kind }) => kind === "camera_state")?.instance).toBe("c1");
    expect(result.droppedFields).toBe(936);
    expect(result.droppedAddresses).toHaveLength(1);
  });

  it("is heard on what it says of itself besides", async () => {
    const result = await ask(statusOf(`<Diagnostics>${messages(30_000)}</Diagnostics><Cameras>${cameras(2)}</Cameras>`), "status");

    expect(countOf(result, "diagnostic_level")).toBe(64);
    expect(countOf(result, "camera_state")).toBe(2);
    expect(result.observation.readings).toContainEqual({ kind: "diagnostic_errors", value: 30_000 });
  });
});

const start = (minute: number): string => new Date(Date.UTC(2026, 9, 1) + minute * 60_000).toISOString().replace(".000", "");
const entry = (id: number): string =>
  `<Entry><CallHistoryId>${id}</CallHistoryId><RemoteNumber>sip:salle-${id}@mairie.example</RemoteNumber><Direction>Outgoing</Direction>` +
  `<Protocol>sip</Protocol><Duration>0</Duration><StartTimeUTC>${start(id)}</StartTimeUTC></Entry>`;
const history = (ids: readonly number[]): string =>
  `<Command><CallHistoryGetResult status="OK">${ids.map(entry).join("")}</CallHistoryGetResult></Command>`;

describe("a list of calls that is too long", () => {
  it("is heard on its newest thousand calls, wherever they stand in it; the others are counted", async () => {
    const { target } = await meet(() => history(upTo(3_000)));
    const { observation, droppedFields } = await pollEndpoint(target, "history", testClock());
    const starts = observation.calls.map(({ startedAt }) => startedAt);

    expect(starts).toHaveLength(1_000);
    expect(Math.min(...starts)).toBe(Date.parse(start(2_001)));
    expect(Math.max(...starts)).toBe(Date.parse(start(3_000)));
    expect(droppedFields).toBe(2_000);
  });

  it("is heard until the day's measure is full where it is another one each time, then asked for once a poll, and again the next day", async () => {
    let last = 0;
    const { codec, target } = await meet(() => {
      last += 100;
      return history(upTo(100).map((place) => last - place));
    });
    const clock = testClock();
    const poll = async (): Promise<unknown> => {
      const before = codec.requests.length;
      const { observation, droppedAddresses } = await pollEndpoint(target, "history", clock);
      clock.advance(600_000);
      return {
        calls: observation.calls.length,
        requests: codec.requests.slice(before).filter((request) => request !== "GET /").length,
        dropped: droppedAddresses,
      };
    };
    const whole = { calls: 1_000, requests: 10, dropped: [] };
    const dropped = ["history, beyond 5000 calls a day"];

    for (let times = 0; times < 4; times += 1) expect(await poll()).toEqual(whole);
    expect(await poll()).toEqual({ ...whole, dropped });
    expect(await poll()).toEqual({ calls: 0, requests: 1, dropped });
    expect(await poll()).toEqual({ calls: 0, requests: 1, dropped });
    clock.advance(24 * 3_600_000);
    expect(await poll()).toEqual(whole);
  });
});

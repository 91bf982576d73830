import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Codec } from "../../../agent/schedule/codec.ts";
import { WatchedCodecs, type WatchedEndpoint } from "../../../agent/schedule/watched-codecs.ts";
import type { Channel, Outcome, Question } from "../../../contract/observation.ts";
import { Secret } from "../../../settings/secret.ts";
import { observation } from "../outbox/outbox-room.ts";
import { clock, hour, minute, startClock, stopClock, watch } from "./watched-schedule.ts";

beforeEach(startClock);
afterEach(stopClock);

const paces = { stateSeconds: 60, statusSeconds: 300, historySeconds: 600, inventoryAt: { hour: 3, minute: 30 } };

/** Codecs that write down what happens to them; the web interface of one named "refuses" lets nobody in. */
function watched() {
  const events: string[] = [];
  const codecs = new WatchedCodecs(({ settings }: WatchedEndpoint): Codec => {
    events.push(`open ${settings.id} ${settings.http?.password.reveal()}`);
    const refuses = settings.http?.password.reveal() === "wrong";
    return {
      id: settings.id,
      asks: () => true,
      poll: (question: Question, resting: ReadonlySet<Channel>) => {
        const http: Outcome = refuses ? "refused" : "answered";
        if (!resting.has("http")) events.push(`ask ${settings.id} ${question}`);
        const observedAt = clock.monotonicMs();
        return Promise.resolve({
          observation: observation(1, { endpoint: settings.id, question, observedAt, channels: { http } }),
          notes: {},
        });
      },
      close: () => {
        events.push(`close ${settings.id}`);
        return Promise.resolve();
      },
    };
  });
  const { schedule } = watch({
    endpoints: [],
    poll: (id, question, _intervalS, resting) => codecs.of(id).poll(question, resting),
  });
  const follow = (endpoints: readonly WatchedEndpoint[], changedPaces = paces): void => {
    const { codecs: all, mended } = codecs.change(endpoints);
    schedule.change({ endpoints: all, paces: changedPaces, mended });
  };
  return { events, follow, asks: (id: string) => events.filter((event) => event.startsWith(`ask ${id}`)).length };
}

function endpoint(id: string, password: string, more: Partial<WatchedEndpoint["settings"]> = {}): WatchedEndpoint {
  const http = { url: "https://10.0.0.1", user: "vigie", password: new Secret(password), verifyTls: false };
  const settings = { id, host: "10.0.0.1", family: "cisco-ce", http, timeoutMs: 3_000, retries: 1, ...more };
  return { settings, zone: "Europe/Paris", ignoredDiagnostics: [] };
}

describe("a plan that changes", () => {
  it("leaves a codec in peace that refused us, when another line changes", async () => {
    const { follow, asks, events } = watched();
    follow([endpoint("refuses", "wrong"), endpoint("other", "right")]);
    await vi.advanceTimersByTimeAsync(5 * minute);
    const before = asks("refuses");
    follow([endpoint("refuses", "wrong"), endpoint("other", "changed"), endpoint("new", "right")]);
    await vi.advanceTimersByTimeAsync(30 * minute);

    expect(asks("refuses")).toBe(before);
    expect(events.filter((event) => event.startsWith("open"))).toEqual([
      "open refuses wrong",
      "open other right",
      "open other changed",
      "open new right",
    ]);
    expect(asks("new")).toBeGreaterThan(0);
  });

  it("leaves it in peace too when something of it changes that is not its door", async () => {
    const { follow, asks } = watched();
    follow([endpoint("refuses", "wrong")]);
    await vi.advanceTimersByTimeAsync(5 * minute);
    const before = asks("refuses");
    follow([endpoint("refuses", "wrong", { timeoutMs: 5_000 })], { ...paces, stateSeconds: 30 });
    await vi.advanceTimersByTimeAsync(30 * minute);

    expect(asks("refuses")).toBe(before);
  });

  it("asks it at once when its password is corrected", async () => {
    const { follow, asks, events } = watched();
    follow([endpoint("codec", "wrong")]);
    await vi.advanceTimersByTimeAsync(5 * minute);
    const before = asks("codec");
    follow([endpoint("codec", "right")]);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(asks("codec")).toBeGreaterThan(before);
    expect(events.indexOf("close codec")).toBeGreaterThan(events.indexOf("open codec wrong"));
  });

  it("closes what is watched no more, and asks it nothing any more", async () => {
    const { follow, asks, events } = watched();
    follow([endpoint("leaves", "right"), endpoint("stays", "right")]);
    await vi.advanceTimersByTimeAsync(minute);
    follow([endpoint("stays", "right")]);
    await vi.advanceTimersByTimeAsync(1);
    const before = asks("leaves");
    await vi.advanceTimersByTimeAsync(hour);

    expect(asks("leaves")).toBe(before);
    expect(events.filter((event) => event.startsWith("close"))).toEqual(["close leaves"]);
    expect(events.filter((event) => event.startsWith("open stays"))).toHaveLength(1);
  });

  it("asks at another pace from then on, without opening anything anew", async () => {
    const { follow, asks, events } = watched();
    follow([endpoint("codec", "right")]);
    await vi.advanceTimersByTimeAsync(hour);
    follow([endpoint("codec", "right")], { ...paces, stateSeconds: 10 });
    const before = asks("codec");
    await vi.advanceTimersByTimeAsync(10 * minute);

    expect(asks("codec") - before).toBeGreaterThanOrEqual(60);
    expect(events.filter((event) => event.startsWith("open"))).toHaveLength(1);
  });
});

import { afterEach, expect, it } from "vitest";
import { plainSite } from "../../../agent/poll/site.ts";
import { openCodec, pacesOf } from "../../../agent/schedule/codec.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import type { Channel } from "../../../contract/observation.ts";
import { heardLog } from "../outbox/outbox-room.ts";
import { testClock } from "../poll/polled-codec.ts";
import { startSpokenCodec } from "../poll/spoken-codec.ts";

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const paces = pacesOf({ stateSeconds: 60, statusSeconds: 300, historySeconds: 600 });
const none: ReadonlySet<Channel> = new Set();
const unit = "<Status><SystemUnit><Uptime>60</Uptime></SystemUnit></Status>";

it("a document that our account may not read is told of once in the log, hour after hour, and the codec answers", async () => {
  const spoken = await startSpokenCodec(({ path }) => (path === "/status.xml" ? 403 : unit));
  const log = heardLog();
  const clock = testClock();
  const codec = openCodec(
    { id: "salle-1", host: "127.0.0.1", family: "cisco-ce", http: spoken.http, timeoutMs: 10_000, retries: 0 },
    { counters: newTransportCounters(), paces, site: plainSite(null), clock, log },
  );
  closing.push(
    () => spoken.close(),
    () => codec.close(),
  );
  for (let time = 0; time < 3; time += 1) {
    expect((await codec.poll("status", none)).observation.channels).toEqual({ http: "answered" });
    clock.advance(3_600_000);
  }

  expect(spoken.requests.filter((request) => request === "GET /status.xml")).toHaveLength(3);
  expect(log.lines).toMatchObject([
    {
      level: "warn",
      message: "codec forbids our account a document, and is asked for the others",
      facts: { endpoint: "salle-1", request: "GET /status.xml", note: "http_403" },
    },
  ]);
});

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { plainSite } from "../../../agent/poll/site.ts";
import { openCodec, pacesOf } from "../../../agent/schedule/codec.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { heardLog } from "../outbox/outbox-room.ts";
import { testClock } from "../poll/polled-codec.ts";
import { secret } from "../recorded-codec.ts";

const closing: (() => unknown)[] = [];
const paces = pacesOf({ stateSeconds: 60, statusSeconds: 300, historySeconds: 600 });

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

describe("a codec that takes minutes over its list of calls", () => {
  it("is told of once, while the polls of its state wait", async () => {
    const log = heardLog();
    const heard = Promise.withResolvers<void>();
    const info = (...said: Parameters<typeof log.info>): void => {
      log.info(...said);
      heard.resolve();
    };
    const slow = createServer((request, response) => {
      request.resume();
      if (request.method === "GET") return void response.writeHead(404).end();
      // Its list comes when somebody has said that it is long in coming.
      void heard.promise.then(() => response.writeHead(200, { "content-type": "text/xml" }).end("<Command/>"));
    });
    slow.listen(0, "127.0.0.1");
    await once(slow, "listening");
    const { port } = slow.address() as AddressInfo;
    const http = { url: `http://127.0.0.1:${port}`, user: "vigie", password: secret("mot-de-passe"), verifyTls: false };
    const codec = openCodec(
      { id: "salle-1", host: "127.0.0.1", family: "cisco-ce", http, timeoutMs: 10_000, retries: 0 },
      {
        counters: newTransportCounters(),
        paces: { ...paces, state: 0.05 },
        site: plainSite(null),
        clock: testClock(),
        log: { ...log, info },
      },
    );
    closing.push(
      () => slow.close(),
      () => slow.closeAllConnections(),
      () => codec.close(),
    );
    await codec.poll("history", new Set());
    await codec.poll("history", new Set());

    const pauses = log.lines.filter(({ message }) => message === "codec takes long over a question, the polls of its state wait");
    expect(pauses.map(({ facts }) => facts)).toEqual([{ endpoint: "salle-1", question: "history", waitedSeconds: 0.05 }]);
  });
});

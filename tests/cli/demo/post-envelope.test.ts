import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { envelopePoster, FillError } from "../../../cli/demo/past/post-envelope.ts";
import { packObservations } from "../../../contract/columns.ts";
import type { Envelope } from "../../../contract/envelope.ts";

const envelope = (): Envelope => ({
  version: 1,
  agent: "ag-a",
  outbox: "00000000000000aa",
  first: 1,
  sentAt: 1_000,
  boot: "0000aaaa",
  monotonicMs: 1_000,
  ...packObservations([
    {
      endpoint: "a",
      question: "state",
      observedAt: 500,
      clockMs: 0,
      elapsedMs: 1,
      intervalS: 300,
      channels: { snmp: "answered" },
      readings: [],
      calls: [],
    },
  ]),
});

let server: Server | undefined;
afterEach(() => server?.close());

/** A collector that gives these answers, one after the other, and the last one for ever. */
async function collectorThatAnswers(...statuses: number[]) {
  const heard: { authorization: string | undefined; body: unknown }[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      heard.push({ authorization: request.headers.authorization, body: JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()) });
      const status = statuses.length > 1 ? statuses.shift() : statuses[0];
      response.writeHead(status ?? 500).end(JSON.stringify({ code: "TOKEN_UNKNOWN", message: "no such token" }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return { heard, poster: envelopePoster(`http://127.0.0.1:${port}`, (agent) => `token of ${agent}`) };
}

describe("sending the past to the collector", () => {
  it.each([200, 409, 422])("is done with an envelope once the collector answers %d", async (status) => {
    const { heard, poster } = await collectorThatAnswers(status);
    await poster.post("ag-a", envelope, new AbortController().signal);
    await poster.close();

    expect(heard).toEqual([{ authorization: "Bearer token of ag-a", body: envelope() }]);
  });

  it("tries again while the collector cannot write", async () => {
    const { heard, poster } = await collectorThatAnswers(503, 200);
    await poster.post("ag-a", envelope, new AbortController().signal);
    await poster.close();

    expect(heard).toHaveLength(2);
  });

  it("says why when the collector will never take it", async () => {
    const { poster } = await collectorThatAnswers(401);

    await expect(poster.post("ag-a", envelope, new AbortController().signal)).rejects.toThrow(FillError);
    await expect(poster.post("ag-a", envelope, new AbortController().signal)).rejects.toThrow("HTTP 401 TOKEN_UNKNOWN no such token");
    await poster.close();
  });

  it("gives up at once when the demonstration stops", async () => {
    const { poster } = await collectorThatAnswers(503);
    const stopped = new AbortController();
    const sending = poster.post("ag-a", envelope, stopped.signal);
    stopped.abort();

    await expect(sending).resolves.toBeUndefined();
    await poster.close();
  });
});

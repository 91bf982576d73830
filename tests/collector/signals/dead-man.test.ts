import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { createDeadMan, type DeadMan, type DeadManOptions } from "../../../collector/signals/dead-man.ts";
import type { Hindrance } from "../../../collector/signals/well-being.ts";
import { Secret } from "../../../settings/secret.ts";
import { selfSignedCertificate } from "../../../simulator/http/self-signed.ts";
import { waitUntil } from "../../servers/wait-until.ts";

const secretPath = "/ping/0f7c3a52-very-secret";

interface Switch {
  readonly url: string;
  /** Method, path and body of each call, in their order. */
  readonly calls: readonly string[];
  statusCode: number;
}

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function startSwitch(serve: (listener: RequestListener) => Server = createServer, scheme = "http"): Promise<Switch> {
  const calls: string[] = [];
  const state = { url: "", calls, statusCode: 200 };
  const server = serve((request, response) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => {
      calls.push(`${request.method} ${request.url} ${body}`.trim());
      // A redirection leads to a place that would count too.
      response.writeHead(state.statusCode, { location: "/elsewhere" }).end("OK");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  state.url = `${scheme}://127.0.0.1:${port}${secretPath}`;
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return state;
}

function startSignal(url: string, changes: Partial<DeadManOptions> = {}): { deadMan: DeadMan; log: () => string } {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const usual = { method: "GET", everySeconds: 0.05, tellsFailures: false, caPem: null } as const;
  const deadMan = createDeadMan({ ...usual, url: new Secret(url), hindrance: () => Promise.resolve(null), log, ...changes });
  deadMan.start();
  closing.push(() => deadMan.stop());
  return { deadMan, log: () => lines.join("") };
}

describe("the dead man's signal", () => {
  it("comes again and again while the collector works", async () => {
    const called = await startSwitch();
    const { log } = startSignal(called.url);
    await waitUntil("three calls", () => Promise.resolve(called.calls.length >= 3));

    expect(new Set(called.calls)).toEqual(new Set([`GET ${secretPath}`]));
    expect(log()).toBe("");
  });

  it("stops when the collector does not do its work, and comes back with it", async () => {
    const called = await startSwitch();
    let hindrance: Hindrance | null = null;
    let looks = 0;
    const { log } = startSignal(called.url, {
      hindrance: () => {
        looks += 1;
        return Promise.resolve(hindrance);
      },
    });
    await waitUntil("a call", () => Promise.resolve(called.calls.length >= 1));
    hindrance = "ledger_not_writable";
    await waitUntil("the trouble is seen", () => Promise.resolve(log().includes("withheld")));
    const [before, looksBefore] = [called.calls.length, looks];
    await waitUntil("some more looks", () => Promise.resolve(looks >= looksBefore + 3));
    expect(called.calls).toHaveLength(before);
    hindrance = null;
    await waitUntil("it comes back", () => Promise.resolve(called.calls.length > before));

    expect(log().match(/"hindrance":"ledger_not_writable"/g)).toHaveLength(1);
    expect(log()).toContain("collector works again");
  });

  it("tells what is wrong where that was asked for", async () => {
    const called = await startSwitch();
    startSignal(called.url, { method: "POST", tellsFailures: true, hindrance: () => Promise.resolve("no_agent_heard") });
    await waitUntil("a call", () => Promise.resolve(called.calls.length >= 1));

    expect(called.calls[0]).toBe(`POST ${secretPath}/fail no_agent_heard`);
  });

  it.each([301, 404, 500])(
    "is not received by who answers %i: said once, without the address, and nobody is followed elsewhere",
    async (code) => {
      const called = await startSwitch();
      called.statusCode = code;
      const { log } = startSignal(called.url);
      await waitUntil("three calls", () => Promise.resolve(called.calls.length >= 3));

      expect(new Set(called.calls)).toEqual(new Set([`GET ${secretPath}`]));
      expect(log().match(/was not received/g)).toHaveLength(1);
      expect(log()).toContain(`HTTP_${code}`);
      called.statusCode = 204;
      await waitUntil("it is received again", () => Promise.resolve(log().includes("received again")));
      expect(log()).not.toContain("very-secret");
    },
  );

  it("waits for nobody who does not answer, and does not pile up", async () => {
    let open = 0;
    let most = 0;
    const mute = createServer((request) => {
      open += 1;
      most = Math.max(most, open);
      request.on("close", () => (open -= 1));
    });
    mute.listen(0, "127.0.0.1");
    await once(mute, "listening");
    closing.push(() => void mute.close());
    const { log, deadMan } = startSignal(`http://127.0.0.1:${(mute.address() as AddressInfo).port}${secretPath}`, { timeoutMs: 300 });
    await waitUntil("it is said", () => Promise.resolve(log().includes("NO_ANSWER_IN_TIME")));
    await deadMan.stop();

    expect(most).toBe(1);
    expect(log()).not.toContain("very-secret");
  });

  it("says nothing to a stranger: the certificate must be of the authority that was named", async () => {
    const { cert, key } = selfSignedCertificate("127.0.0.1", Date.now());
    const called = await startSwitch((listener) => createTlsServer({ cert, key }, listener), "https");
    const { log, deadMan } = startSignal(called.url);
    await waitUntil("it is said", () => Promise.resolve(log().includes("was not received")));
    await deadMan.stop();

    expect(called.calls).toEqual([]);
    expect(log()).toMatch(/"code":"(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN)"/);
  });
});

import { createServer as createPlainServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { openPoster, type Poster } from "../../../agent/uplink/post.ts";
import { Secret } from "../../../settings/secret.ts";
import { selfSignedCertificate } from "../../../simulator/http/self-signed.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

function posterTo(url: string, more: { caPem?: string; timeoutMs?: number } = {}): Poster {
  const credential = { kind: "token", token: new Secret("the-token") } as const;
  const poster = openPoster({ url, credential: () => credential, caPem: more.caPem ?? null, timeoutMs: more.timeoutMs ?? 5_000 });
  closers.push(() => poster.close());
  return poster;
}

const never = new AbortController().signal;
const body = Buffer.from("a body");

describe("over TLS", () => {
  const certificate = selfSignedCertificate("127.0.0.1", Date.now());
  const serve = () =>
    portOf(
      createTlsServer(
        { cert: certificate.cert, key: certificate.key },
        (request, response) => void request.resume().on("end", () => response.end("heard")),
      ),
    );

  it("reaches a collector whose authority is given", async () => {
    const poster = posterTo(`https://127.0.0.1:${await serve()}`, { caPem: certificate.cert });

    expect(await poster.post(body, never)).toEqual({ status: 200, body: "heard", retryAfterMs: null });
  });

  it("tells nothing, not even the token, to a collector whose authority is unknown", async () => {
    const poster = posterTo(`https://127.0.0.1:${await serve()}`);

    await expect(poster.post(body, never)).rejects.toThrow(/certificate/);
  });
});

describe("a request", () => {
  it("goes to /v1/envelopes under the address of the collector, with the token and the encoding", async () => {
    const seen: unknown[] = [];
    const server = createPlainServer((request, response) => {
      const { authorization, "content-encoding": encoding, "content-type": type } = request.headers;
      seen.push([request.method, request.url, authorization, encoding, type]);
      response.writeHead(429, { "retry-after": "7" }).end();
    });
    const poster = posterTo(`http://127.0.0.1:${await portOf(server)}/vigie`);

    expect(await poster.post(body, never)).toEqual({ status: 429, body: "", retryAfterMs: 7_000 });
    expect(seen).toEqual([["POST", "/vigie/v1/envelopes", "Bearer the-token", "deflate", "application/json"]]);
  });

  it("is sent again when the collector closed the kept connection just then", async () => {
    const requestsOf = new Map<Socket, number>();
    const server = createPlainServer((request, response) => {
      const count = (requestsOf.get(request.socket) ?? 0) + 1;
      requestsOf.set(request.socket, count);
      if (count > 1) request.socket.destroy();
      else request.resume().on("end", () => response.end("heard"));
    });
    const poster = posterTo(`http://127.0.0.1:${await portOf(server)}`);

    expect(await poster.post(body, never)).toMatchObject({ body: "heard" });
    expect(await poster.post(body, never)).toMatchObject({ body: "heard" });
    expect(requestsOf.size).toBe(2);
  });

  const bad: readonly (readonly [string, (socket: Socket) => void])[] = [
    ["speaks nonsense", (socket) => socket.end("what?\r\n\r\n")],
    ["says nothing", () => undefined],
    ["stops in the middle of its headers", (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-")],
    ["stops in the middle of its answer", (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")],
    ["cuts its answer", (socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")],
    ["cuts the connection at once", (socket) => socket.destroy()],
    [
      "never comes to an end",
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
        const flood = () => void (socket.writable && socket.write(chunk, flood));
        flood();
      },
    ],
    [
      "drips",
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        const dripping = setInterval(() => socket.write("x"), 20);
        socket.on("close", () => clearInterval(dripping));
      },
    ],
  ];

  it.each(bad)("fails in the time allowed when the collector %s", async (_, misbehave) => {
    const { createServer } = await import("node:net");
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on("error", () => undefined));
      socket.once("data", () => misbehave(socket));
    });
    closers.push(() => sockets.forEach((socket) => socket.destroy()));
    const poster = posterTo(`http://127.0.0.1:${await portOf(server)}`, { timeoutMs: 300 });

    await expect(poster.post(body, never)).rejects.toBeInstanceOf(Error);
  });
});

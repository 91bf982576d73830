import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { startTcp, startWebCodec } from "./hostile-web.ts";
import { channelTo, closeAll, codec, hurried, status } from "./web-room.ts";

afterEach(closeAll);

describe("a codec whose web interface misbehaves", () => {
  it("is told as silent when it accepts and never answers", async () => {
    const web = await codec(startTcp((socket) => socket.resume()));

    expect(await channelTo(web.url).ask(hurried)).toEqual({ outcome: "silent", note: "http_timeout" });
  });

  it("is told as silent when it accepts and never shakes hands", async () => {
    const web = await codec(startTcp((socket) => socket.resume()));

    expect(await channelTo(web.url.replace("http:", "https:")).ask({ ...status, deadlineMs: 60_000 })).toEqual({
      outcome: "silent",
      note: "connect_timeout",
    });
  });

  it("is told as silent when it cuts its answer short", async () => {
    const web = await codec(startTcp((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Status")));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "silent", note: "connection_closed" });
  });

  it("is told as garbled when its headers have no end", async () => {
    const web = await codec(startTcp((socket) => socket.end(`HTTP/1.1 200 OK\r\nX: ${"x".repeat(64 * 1024)}\r\n\r\n`)));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "garbled", note: "too_large" });
  });

  it("never kills the agent nor hangs a poll, whatever bytes it sends", async () => {
    const words = fc.constantFrom(
      "HTTP/1.1 ",
      "200",
      "101",
      "100",
      " OK",
      "\r\n",
      "\r\n\r\n",
      "Content-Length: 9",
      "Transfer-Encoding: chunked",
    );
    const more = fc.constantFrom("Upgrade: h2c", "Connection: upgrade", "<Status/>", "5\r\nabcde\r\n", "0\r\n\r\n");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(words, more, fc.string()), { maxLength: 12 }), async (parts) => {
        const web = await startTcp((socket) => socket.end(parts.join("")));
        const channel = channelTo(web.url);

        expect((await channel.ask({ ...status, deadlineMs: 5_000 })).outcome).toMatch(/^(answered|silent|garbled|refused)$/);
        await channel.close();
        await web.close();
      }),
      { numRuns: 60 },
    );
  });

  it("is told as silent when it hangs up", async () => {
    const web = await codec(startTcp((socket) => socket.destroy()));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "silent", note: "connection_closed" });
  });

  it("is told as silent when nothing listens there", async () => {
    const web = await startTcp(() => undefined);
    await web.close();

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "silent", note: "connection_refused" });
  });

  it("is left at the deadline when it trickles", async () => {
    const web = await codec(
      startWebCodec((_, response) => {
        response.writeHead(200, { "content-type": "text/xml" });
        const timer = setInterval(() => response.write("<"), 20);
        response.once("close", () => clearInterval(timer));
      }),
    );

    expect(await channelTo(web.url).ask(hurried)).toEqual({ outcome: "silent", note: "http_timeout" });
  });

  it("is told as garbled when its answer has no end", async () => {
    const web = await codec(
      startWebCodec((_, response) => {
        const chunk = Buffer.alloc(64 * 1024, "<Status>");
        const pour = (): void => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on("drain", pour);
        response.writeHead(200, { "content-type": "text/xml" });
        pour();
      }),
    );

    expect(await channelTo(web.url).ask({ ...status, deadlineMs: 60_000 })).toEqual({ outcome: "garbled", note: "too_large" });
  });

  it("is left at once when it announces a gigabyte, before a byte of it is read", async () => {
    const web = await codec(
      startTcp((socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1073741824\r\n\r\n<Status>")),
    );

    // It would trickle until the deadline: only who leaves at once tells why.
    expect(await channelTo(web.url).ask({ ...status, deadlineMs: 60_000 })).toEqual({ outcome: "garbled", note: "too_large" });
  });

  it("is heard up to four megabytes, and told as garbled one byte further", async () => {
    const most = 4 * 1024 * 1024;
    const web = await codec(
      startWebCodec((request, response) => {
        response.setHeader("content-type", "text/xml");
        response.setHeader("transfer-encoding", "chunked");
        response.end(Buffer.alloc(request.url === "/most" ? most : most + 1, "x"));
      }),
    );
    const channel = channelTo(web.url);

    expect(await channel.ask({ ...status, path: "/most" })).toMatchObject({ outcome: "answered" });
    expect(await channel.ask({ ...status, path: "/more" })).toEqual({ outcome: "garbled", note: "too_large" });
  });

  it("is heard when it packs its answer though we asked for plain bytes", async () => {
    const wanted: unknown[] = [];
    const web = await codec(
      startWebCodec((request, response) => {
        wanted.push(request.headers["accept-encoding"]);
        response.setHeader("content-encoding", "gzip").end(gzipSync("<Status/>"));
      }),
    );

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "answered", text: "<Status/>" });
    expect(wanted).toEqual(["identity"]);
  });

  it("is told as garbled when a small packet swells to more than four megabytes", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const web = await codec(startWebCodec((_, response) => response.setHeader("content-encoding", "gzip").end(bomb)));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "garbled", note: "too_large" });
  });

  it.each(["br", "x-unheard-of"])("is told as garbled when it packs its answer as %s", async (encoding) => {
    const web = await codec(startWebCodec((_, response) => response.setHeader("content-encoding", encoding).end("?")));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "garbled", note: "compressed" });
  });

  it("is left at the deadline when it keeps announcing that it will answer", async () => {
    const web = await codec(
      startTcp((socket) => {
        const timer = setInterval(() => socket.write("HTTP/1.1 103 Early Hints\r\n\r\n"), 5);
        socket.once("close", () => clearInterval(timer));
      }),
    );

    expect(await channelTo(web.url).ask(hurried)).toEqual({ outcome: "silent", note: "http_timeout" });
  });

  it("is not followed elsewhere", async () => {
    const elsewhere = await codec(startWebCodec((_, response) => response.end("<Status/>")));
    const web = await codec(startWebCodec((_, response) => response.writeHead(302, { location: `${elsewhere.url}/status.xml` }).end()));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "garbled", note: "http_302" });
    expect(elsewhere.connectionCount()).toBe(0);
  });

  it("is told as garbled when it does not speak HTTP", async () => {
    const web = await codec(startTcp((socket) => socket.end("SSH-2.0-codec\r\n\r\n")));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "garbled", note: "not_http" });
  });

  it("is told as garbled when it does not speak TLS where HTTPS is expected", async () => {
    const web = await codec(startWebCodec((_, response) => response.end("<Status/>")));

    expect(await channelTo(web.url.replace("http:", "https:")).ask(status)).toEqual({ outcome: "garbled", note: "tls_failed" });
  });

  it.each([404, 500, 503])("is told as garbled when it answers %i", async (code) => {
    const web = await codec(startWebCodec((_, response) => response.writeHead(code).end("sorry")));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "garbled", note: `http_${code}` });
  });
});

describe("a codec that refuses our credentials", () => {
  it.each([401, 403, 412, 423, 429])("is told as refusing when it answers %i", async (code) => {
    const web = await codec(startWebCodec((_, response) => response.writeHead(code).end()));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "refused", note: `http_${code}` });
  });

  it("is told as refusing when it sends us to its sign-in page", async () => {
    const web = await codec(startWebCodec((_, response) => response.writeHead(302, { location: "/web/signin" }).end()));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "refused", note: "login_page" });
    expect(web.connectionCount()).toBe(1);
  });

  it("is told as refusing when it answers its sign-in page as if all were well", async () => {
    const page = '<!doctype html><html><body><form action="/web/signin"></form></body></html>';
    const web = await codec(startWebCodec((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(page)));

    expect(await channelTo(web.url).ask(status)).toEqual({ outcome: "refused", note: "login_page" });
  });
});

describe("talking to a codec", () => {
  it("takes one connection for all questions, and says who asks each time, without a session", async () => {
    const seen: (string | undefined)[] = [];
    const web = await codec(
      startWebCodec((request, response) => {
        seen.push(request.headers.authorization, request.headers.cookie);
        response.setHeader("set-cookie", "SessionId=1").end("<Status/>");
      }),
    );
    const channel = channelTo(web.url);
    for (let question = 0; question < 3; question += 1) await channel.ask(status);

    const credentials = `Basic ${Buffer.from("vigie:mot de passe: é").toString("base64")}`;
    expect(seen).toEqual([credentials, undefined, credentials, undefined, credentials, undefined]);
    expect(web.connectionCount()).toBe(1);
  });

  it("goes on when the codec has closed the kept connection", async () => {
    const web = await codec(startWebCodec((_, response) => response.end("<Status/>")));
    const channel = channelTo(web.url);
    await channel.ask(status);
    web.dropConnections();

    expect(await channel.ask(status)).toMatchObject({ outcome: "answered" });
    expect(web.connectionCount()).toBe(2);
  });

  it("posts what must be posted", async () => {
    const web = await codec(
      startWebCodec((request, response) => {
        request
          .setEncoding("utf8")
          .on("data", (text: string) => response.end(`${request.method} ${request.headers["content-type"]} ${text}`));
      }),
    );
    const answer = await channelTo(web.url).ask({ ...status, method: "POST", body: { type: "text/xml", text: "<Command/>" } });

    expect(answer).toMatchObject({ outcome: "answered", text: "POST text/xml <Command/>" });
  });

  it("does not load the HTTP library on a site where no codec needs it", () => {
    const script = `
      import Module from "node:module";
      const { HttpChannel } = await import("./agent/transport/http.ts");
      new HttpChannel({ url: "http://127.0.0.1:9", user: "", password: { reveal: () => "" }, verifyTls: false });
      console.log(Object.keys(Module._cache).filter((path) => path.includes("undici")).length);`;

    expect(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }).trim()).toBe("0");
  });
});

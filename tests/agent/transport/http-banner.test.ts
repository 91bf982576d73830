import { afterEach, describe, expect, it } from "vitest";
import { startTcp, startWebCodec } from "./hostile-web.ts";
import { channelTo, closeAll, codec } from "./web-room.ts";

afterEach(closeAll);

describe("what a web interface says to somebody who gives no name", () => {
  it("is its server, its challenge, its title and where it sends a browser", async () => {
    const seen: unknown[] = [];
    const web = await codec(
      startWebCodec((request, response) => {
        seen.push(request.url, request.headers.authorization, request.headers.cookie);
        response.writeHead(401, {
          server: "nginx",
          "www-authenticate": ['Digest realm="HDX 9006", nonce="x", qop="auth"', 'Basic realm="HDX 9006"'],
          location: "/web/signin",
          "content-type": "text/html",
        });
        response.end("<html><head><TITLE lang='en'>\n  Polycom&reg; &amp; friends\n</TITLE></head></html>");
      }),
    );

    expect(await channelTo(web.url).banner(5_000)).toEqual({
      server: "nginx",
      challenge: 'Digest realm="HDX 9006", nonce="x", qop="auth", Basic realm="HDX 9006"',
      title: "Polycom® & friends",
      location: "/web/signin",
    });
    expect(seen, "one question, and no credentials").toEqual(["/", undefined, undefined]);
  });

  it("may be nothing but that it speaks HTTP", async () => {
    const web = await codec(startWebCodec((_, response) => response.end()));

    expect(await channelTo(web.url).banner(5_000)).toEqual({ server: null, challenge: null, title: null, location: null });
  });

  it("is heard even where the page itself is out of all proportion", async () => {
    const web = await codec(startTcp((socket) => socket.write("HTTP/1.1 200 OK\r\nServer: codec\r\nContent-Length: 1073741824\r\n\r\n<")));

    expect(await channelTo(web.url).banner(60_000)).toMatchObject({ server: "codec", title: null });
  });

  it("is short and on one line, whatever it is", async () => {
    const page = `<title>${"x".repeat(900)}\u0007\n${"y".repeat(50)}</title>`;
    const web = await codec(startWebCodec((_, response) => response.end(page)));

    expect((await channelTo(web.url).banner(5_000))?.title).toBe("x".repeat(200));
  });

  it("is nothing where nobody speaks HTTP", async () => {
    const mute = await codec(startTcp((socket) => socket.resume()));
    const other = await codec(startTcp((socket) => socket.end("SSH-2.0-codec\r\n")));

    expect(await channelTo(mute.url).banner(300)).toBeNull();
    expect(await channelTo(other.url).banner(5_000)).toBeNull();
  });
});

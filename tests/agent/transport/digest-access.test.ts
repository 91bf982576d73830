import { afterEach, describe, expect, it } from "vitest";
import type { HttpChannel } from "../../../agent/transport/http.ts";
import { secret } from "../recorded-codec.ts";
import { startDigestCodec } from "./digest-codec.ts";
import { startWebCodec } from "./hostile-web.ts";
import { channelTo, closeAll, codec, status } from "./web-room.ts";

afterEach(closeAll);

function digestTo(url: string, password = "mot-de-passe"): HttpChannel {
  const channel = channelTo(url, { password: secret(password) });
  channel.useAccess({ kind: "digest" });
  return channel;
}

async function ask(channel: HttpChannel, times: number): Promise<Set<string>> {
  const outcomes = new Set<string>();
  for (let time = 0; time < times; time += 1) outcomes.add((await channel.ask({ ...status, path: `/status.xml?time=${time}` })).outcome);
  return outcomes;
}

describe("a codec that asks for Digest", () => {
  it.each(["MD5", "SHA-256"] as const)("is asked one time more at first, then never again, with %s", async (algorithm) => {
    const web = await codec(startDigestCodec({ password: "mot-de-passe", algorithm }));

    expect(await ask(digestTo(web.url), 4)).toEqual(new Set(["answered"]));
    expect(web.seen).toEqual(["nobody", "let in", "let in", "let in", "let in"]);
    expect(web.connectionCount()).toBe(1);
  });

  it.each([true, false])("is answered anew when a nonce has served its time, whether it says so or not: %s", async (saysStale) => {
    const web = await codec(startDigestCodec({ password: "mot-de-passe", servesQuestions: 2, saysStale }));

    expect(await ask(digestTo(web.url), 4)).toEqual(new Set(["answered"]));
    expect(web.seen).toEqual(["nobody", "let in", "let in", "stale", "let in", "let in"]);
  });

  it("is answered with the nonce it told beforehand", async () => {
    const web = await codec(startDigestCodec({ password: "mot-de-passe", tellsNextNonce: true }));

    expect(await ask(digestTo(web.url), 3)).toEqual(new Set(["answered"]));
    expect(web.seen).toEqual(["nobody", "let in", "let in", "let in"]);
  });

  it("sees a wrong password once for each question", async () => {
    const web = await codec(startDigestCodec({ password: "autre" }));
    const channel = digestTo(web.url);

    expect(await channel.ask(status)).toEqual({ outcome: "refused", note: "http_401" });
    expect(await channel.ask(status)).toEqual({ outcome: "refused", note: "http_401" });
    expect(web.seen).toEqual(["nobody", "wrong", "nobody", "wrong"]);
  });

  it("whose password was changed refuses us", async () => {
    const web = await codec(startDigestCodec({ password: "mot-de-passe" }));
    const channel = digestTo(web.url);
    await channel.ask(status);
    web.password = "autre";

    expect(await channel.ask(status)).toEqual({ outcome: "refused", note: "http_401" });
  });

  it("is asked what must be posted, with its text, each time", async () => {
    const texts: string[] = [];
    const web = await codec(
      startWebCodec((request, response) => {
        let text = "";
        request.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        request.on("end", () => {
          texts.push(text);
          if (request.headers.authorization !== undefined) return response.end("<Status/>");
          return response.writeHead(401, { "www-authenticate": 'Digest realm="x", nonce="n", qop="auth"' }).end();
        });
      }),
    );

    const posted = { ...status, method: "POST", body: { type: "text/plain", text: "callinfo all" } } as const;
    expect(await digestTo(web.url).ask(posted)).toMatchObject({ outcome: "answered" });
    expect(texts).toEqual(["callinfo all", "callinfo all"]);
  });
});

describe("a codec that asks for something else", () => {
  it.each([
    ["digest_not_offered", 'Basic realm="codec"'],
    ["digest_unsupported", 'Digest realm="codec", nonce="n", algorithm=SHA-512-256, qop="auth"'],
  ])("is told as refusing (%s), and never gets the password in clear", async (note, challenge) => {
    const seen: (string | undefined)[] = [];
    const web = await codec(
      startWebCodec((request, response) => {
        seen.push(request.headers.authorization);
        response.writeHead(401, { "www-authenticate": challenge }).end();
      }),
    );

    expect(await digestTo(web.url).ask(status)).toEqual({ outcome: "refused", note });
    expect(seen).toEqual([undefined]);
  });

  it("is heard when it asks for nothing", async () => {
    const web = await codec(startWebCodec((_, response) => response.end("<Status/>")));

    expect(await digestTo(web.url).ask(status)).toMatchObject({ outcome: "answered" });
  });

  it("is told as garbled, not as refusing, when it only lacks the document", async () => {
    const web = await codec(startWebCodec((_, response) => response.writeHead(404).end()));

    expect(await digestTo(web.url).ask(status)).toEqual({ outcome: "garbled", note: "http_404" });
  });
});

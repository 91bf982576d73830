import { afterEach, describe, expect, it } from "vitest";
import type { TokenAccess } from "../../../agent/drivers/driver.ts";
import type { HttpChannel } from "../../../agent/transport/http.ts";
import { secret } from "../recorded-codec.ts";
import { startWebCodec } from "./hostile-web.ts";
import { type SessionCodec, startSessionCodec, videoOsAccess } from "./session-codec.ts";
import { channelTo, closeAll, codec } from "./web-room.ts";

afterEach(closeAll);

const system = { method: "GET", path: "/rest/system", accept: "application/json", deadlineMs: 5_000 } as const;

function signingInTo(web: SessionCodec, password = 'mot "de" passe'): HttpChannel {
  const channel = channelTo(web.url, { password: secret(password) });
  channel.useAccess(videoOsAccess);
  return channel;
}

describe("a codec with sessions", () => {
  it("is signed in to once for all questions, and signed out of at the end", async () => {
    const web = await codec(startSessionCodec());
    const channel = signingInTo(web);
    for (let question = 0; question < 5; question += 1) expect(await channel.ask(system)).toMatchObject({ outcome: "answered" });
    // As each poll does.
    channel.useAccess(videoOsAccess);
    await channel.ask(system);
    await channel.close();

    expect(web.seen).toEqual(["signed in", ...Array.from({ length: 6 }, () => "answered"), "signed out"]);
    expect(web.connectionCount()).toBe(1);
    expect(web.openSessions.size).toBe(0);
  });

  it("is not signed in to before there is a question, nor out of without a session", async () => {
    const web = await codec(startSessionCodec());
    await signingInTo(web).close();

    expect(web.seen).toEqual([]);
  });

  it.each([302, 401, 403, 412] as const)("that says %i of a session it has dropped is signed in to once more", async (gone) => {
    const web = await codec(startSessionCodec(gone));
    const channel = signingInTo(web);
    await channel.ask(system);
    web.forgetSessions();

    expect(await channel.ask(system)).toMatchObject({ outcome: "answered" });
    expect(web.seen).toEqual(["signed in", "answered", "not signed in", "signed out", "signed in", "answered"]);
    expect(web.mostSessions()).toBe(1);
  });

  it("that forbids one document is told as refusing it, keeps its session, and answers the others", async () => {
    const web = await codec(startSessionCodec());
    web.forbidden.add("/rest/config");
    const channel = signingInTo(web);
    await channel.ask(system);

    for (let time = 0; time < 3; time += 1) {
      expect(await channel.ask({ ...system, path: "/rest/config" })).toEqual({ outcome: "refused", note: "http_403" });
      expect(await channel.ask(system)).toMatchObject({ outcome: "answered" });
    }
    const each = ["forbidden", "answered", "answered"];
    expect(web.seen, "what it answered before shows that the session stands").toEqual(["signed in", "answered", ...each, ...each, ...each]);
    expect(web.mostSessions()).toBe(1);
  });

  it("that has dropped its session and forbids a document is signed in to once more, and is told as refusing that document", async () => {
    const web = await codec(startSessionCodec());
    web.forbidden.add("/rest/config");
    const channel = signingInTo(web);
    await channel.ask(system);
    web.forgetSessions();

    expect(await channel.ask({ ...system, path: "/rest/config" })).toEqual({ outcome: "refused", note: "http_403" });
    expect(await channel.ask(system)).toMatchObject({ outcome: "answered" });
    const over = ["not signed in", "not signed in", "signed out"];
    expect(web.seen.slice(2)).toEqual([...over, "signed in", "forbidden", "answered"]);
    expect(web.signInCount()).toBe(2);
  });

  it.each([401, 412] as const)(
    "that says %i of another document than before has dropped its session: it is signed in to once more",
    async (gone) => {
      const web = await codec(startSessionCodec(gone));
      const channel = signingInTo(web);
      await channel.ask(system);
      web.forgetSessions();

      expect(await channel.ask({ ...system, path: "/rest/conferences" })).toMatchObject({ outcome: "answered" });
      expect(web.seen.slice(2)).toEqual(["not signed in", "signed out", "signed in", "answered"]);
    },
  );

  it("that forbids everything is signed in to once for each question", async () => {
    const web = await codec(startSessionCodec());
    web.forbidden.add(system.path);
    const channel = signingInTo(web);

    expect(await channel.ask(system)).toEqual({ outcome: "refused", note: "http_403" });
    expect(web.seen).toEqual(["signed in", "forbidden", "signed out"]);
  });

  it("sees a wrong password once for each question", async () => {
    const web = await codec(startSessionCodec());
    const channel = signingInTo(web, "autre");

    expect(await channel.ask(system)).toMatchObject({ outcome: "refused", note: "sign_in_refused" });
    expect(web.seen).toEqual(["wrong password"]);
  });

  it("sees a wrong password once when it was changed while we were signed in", async () => {
    const web = await codec(startSessionCodec());
    const channel = signingInTo(web);
    await channel.ask(system);
    web.password = "autre";
    web.forgetSessions();

    expect(await channel.ask(system)).toMatchObject({ outcome: "refused", note: "sign_in_refused" });
    expect(web.seen.slice(2)).toEqual(["not signed in", "signed out", "wrong password"]);
  });

  it.each([
    [401, "{}", "refused", "http_401"],
    [403, "{}", "refused", "sign_in_refused"],
    [400, '{"reason": "?"}', "refused", "sign_in_refused"],
    [429, "{}", "refused", "http_429"],
    [423, "{}", "refused", "http_423"],
    [412, '{"reason": "SessionAlreadyActive"}', "refused", "session_already_active"],
    [400, '{"reason": "SessionAlreadyActive"}', "refused", "session_already_active"],
    [404, "not here", "garbled", "http_404"],
    [500, "oops", "garbled", "http_500"],
    [200, '{"success": true}', "refused", "no_session"],
  ])("that answers a sign-in with %i %s is told as %s: %s", async (status, text, outcome, note) => {
    const web = await codec(startSessionCodec());
    web.signInAnswer = (response) => response.writeHead(status).end(text);

    expect(await signingInTo(web).ask(system)).toEqual({ outcome, note, isDoorShut: true });
    expect(web.seen).toEqual(["sign-in"]);
  });

  it.each([[503], [500], [404], [405], [302]])(
    "that answers a sign-in with %i is not signed in to again for the next question, which meets the same",
    async (status) => {
      const web = await codec(startSessionCodec());
      web.signInAnswer = (response) => response.writeHead(status, { location: "/elsewhere" }).end();
      const channel = signingInTo(web);
      const answers = [await channel.ask(system), await channel.ask(system), await channel.ask(system)];

      expect(answers).toEqual(Array.from({ length: 3 }, () => ({ outcome: "garbled", note: `http_${status}`, isDoorShut: true })));
      expect(web.seen).toEqual(["sign-in"]);
    },
  );

  it("that drops its session again as soon as it has answered is not signed in to again and again", async () => {
    const web = await codec(startSessionCodec());
    const channel = signingInTo(web);
    await channel.ask(system);
    web.forgetSessions();
    await channel.ask(system);
    web.forgetSessions();

    expect(await channel.ask(system)).toEqual({ outcome: "garbled", note: "session_dropped", isDoorShut: true });
    expect(web.signInCount()).toBe(2);
  });

  it("that locks its door while we are signed in is not signed in to again", async () => {
    const web = await codec(
      startWebCodec((request, response) => {
        seen.push(request.url ?? "");
        if (request.url !== "/rest/session") return response.writeHead(seen.length > 2 ? 429 : 200).end("{}");
        return response.setHeader("set-cookie", "session_id=1").end("{}");
      }),
    );
    const seen: string[] = [];
    const channel = channelTo(web.url);
    channel.useAccess(videoOsAccess);
    await channel.ask(system);

    expect(await channel.ask(system)).toEqual({ outcome: "refused", note: "http_429" });
    expect(seen, "the last is the sign-out").toEqual(["/rest/session", "/rest/system", "/rest/system", "/rest/session"]);
  });

  it("is told our name as it is written, whatever signs it has", async () => {
    const web = await codec(startSessionCodec());
    web.user = "{password}$&";
    const channel = channelTo(web.url, { user: "{password}$&", password: secret('mot "de" passe') });
    channel.useAccess(videoOsAccess);

    expect(await channel.ask(system)).toMatchObject({ outcome: "answered" });
  });
});

describe("leaving a codec with sessions", () => {
  it("signs out of a session that was just being opened", async () => {
    const web = await codec(startSessionCodec());
    const channel = signingInTo(web);
    const asked = channel.ask(system);
    await channel.close();
    await asked;

    expect(web.openSessions.size).toBe(0);
  });

  it("signs out though a question is still under way, and signs in no more", async () => {
    const web = await codec(startSessionCodec());
    const reached = Promise.withResolvers<void>();
    const never = new Promise<void>(() => {});
    const channel = signingInTo(web);
    await channel.ask(system);
    web.before = () => {
      reached.resolve();
      return never;
    };
    const asked = channel.ask({ ...system, deadlineMs: 60_000 });
    await reached.promise;
    await channel.close();

    expect((await asked).outcome).toBe("silent");
    expect(web.openSessions.size).toBe(0);
    expect((await channel.ask(system)).outcome).toBe("silent");
    expect(web.signInCount()).toBe(1);
  });

  it("ends when the codec has died", async () => {
    const web = await startSessionCodec();
    const channel = signingInTo(web);
    await channel.ask(system);
    await web.close();

    await expect(channel.close()).resolves.toBeUndefined();
  });

  it("happens too when the family turns out to be another one", async () => {
    const web = await codec(startSessionCodec());
    const channel = signingInTo(web);
    await channel.ask(system);
    channel.useAccess({ kind: "basic" });
    await channel.ask(system);

    expect(web.openSessions.size).toBe(0);
  });
});

describe("a codec that hands out a token", () => {
  const access: TokenAccess = {
    kind: "token",
    source: "a codec of our own",
    signIn: { path: "/api/v1/signin", type: "application/json", text: '{"username":"{user}","password":"{password}"}' },
    tokenAt: "result/auth_token",
  };

  it("is shown it with each question, and asked for another when it has run out", async () => {
    const valid = { number: 0 };
    const seen: string[] = [];
    const web = await codec(
      startWebCodec((request, response) => {
        if (request.url === access.signIn.path) {
          valid.number += 1;
          seen.push("signed in");
          return response.end(JSON.stringify({ result: { auth_token: `t.${valid.number}` } }));
        }
        const isIn = request.headers.authorization === `Bearer t.${valid.number}`;
        seen.push(isIn ? "answered" : "run out");
        return response.writeHead(isIn ? 200 : 401).end("{}");
      }),
    );
    const channel = channelTo(web.url);
    channel.useAccess(access);
    await channel.ask(system);
    await channel.ask(system);
    valid.number += 1;

    expect(await channel.ask(system)).toMatchObject({ outcome: "answered" });
    expect(seen).toEqual(["signed in", "answered", "answered", "run out", "signed in", "answered"]);
  });

  it.each(["not JSON", "{}", '{"result":{"auth_token":"a\\r\\nb"}}'])(
    "is told as refusing when there is none in its answer: %s",
    async (text) => {
      const web = await codec(startWebCodec((_, response) => response.end(text)));
      const channel = channelTo(web.url);
      channel.useAccess(access);

      expect(await channel.ask(system)).toMatchObject({ outcome: "refused", note: "no_session" });
    },
  );
});

import { Agent, request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { options } from "./ask.ts";

const minuteMs = 60_000;
let fleet: Fleet;
let dispatcher: Agent;
let nowMs = 0;
beforeEach(async () => {
  nowMs = 1_700_000_000_000;
  dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  fleet = await startFleet([options("poly-videoos")], { nowMs: () => nowMs });
});
afterEach(async () => {
  await dispatcher.destroy();
  await fleet.close();
});

async function send(path: string, cookie: string | null, body?: object) {
  const post = body === undefined ? {} : { method: "POST" as const, body: JSON.stringify(body) };
  const answer = await request(`${fleet.codec("poly-videoos").httpUrl}${path}`, {
    dispatcher,
    headers: cookie === null ? {} : { cookie },
    ...post,
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text, cookie: String(answer.headers["set-cookie"] ?? "").replace(/;.*$/, "") };
}

const signIn = (password = "mot-de-passe", cookie: string | null = null) =>
  send("/rest/session", cookie, { action: "Login", user: "admin", password });
const status = async (cookie: string | null) => (await send("/rest/system", cookie)).status;

describe("the sessions of a simulated Poly codec", () => {
  it("let in whoever signed in, until the sign-out", async () => {
    const { cookie } = await signIn();

    expect(await status(null)).toBe(401);
    expect(await status(cookie)).toBe(200);
    expect((await signIn("mot-de-passe", cookie)).body).toContain("SessionAlreadyActive");
    expect((await send("/rest/session", cookie, { action: "Logout" })).status).toBe(200);
    expect(await status(cookie)).toBe(403);
  });

  it("end after ten minutes without a question, and when the codec starts again", async () => {
    const { cookie } = await signIn();
    nowMs += 9 * minuteMs;
    expect(await status(cookie)).toBe(200);
    nowMs += 9 * minuteMs;
    expect(await status(cookie)).toBe(200);
    nowMs += 11 * minuteMs;
    expect(await status(cookie)).toBe(403);

    const again = await signIn();
    fleet.codec("poly-videoos").apply({ does: "reboot", silentS: 0 });
    // Those who were connected are cut off, and find out at their next question.
    await dispatcher.destroy();
    dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
    expect(await status(again.cookie)).toBe(403);
  });

  it("are 25 and no more: a monitor that leaks them shuts everybody out", async () => {
    for (let opened = 0; opened < 25; opened += 1) expect((await signIn()).status).toBe(200);

    expect((await signIn()).status).toBe(412);
  });

  it("cannot be opened any more for a minute after ten wrong passwords within one", async () => {
    for (let tried = 0; tried < 9; tried += 1) expect((await signIn("faux")).status).toBe(401);
    nowMs += minuteMs;
    expect((await signIn("faux")).status).toBe(401);
    expect((await signIn()).status).toBe(200);
    for (let tried = 0; tried < 9; tried += 1) await signIn("faux");

    expect(await signIn()).toMatchObject({ status: 403, body: '{"success":false,"reason":"PortLocked"}' });
    nowMs += minuteMs;
    expect((await signIn()).status).toBe(200);
  });
});

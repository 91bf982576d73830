import fastify, { type FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { countTries } from "../../../collector/fleet/tries.ts";
import { purposePagesOf } from "../../../collector/purpose-pages-of.ts";
import { purposePages } from "../../../collector/web/purpose-pages.ts";
import { statusPages } from "../../../collector/web/status-pages.ts";
import { startChromium } from "../../servers/chromium.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { called } from "../attendance/used-network.ts";
import { type DeskRoom, openDeskRoom } from "../desk/desk-room.ts";
import { overview } from "./fleet-fixture.ts";
import { problemsOf, violationsOf } from "./served-pages.ts";

const path = "/sites/ouessant-mairie/uses";

describeWithServers(["chromium"], "the page where a site says what its uses were for", () => {
  let browser: Browser;
  let room: DeskRoom;
  let app: FastifyInstance;
  let address: string;
  let token: string;

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    room = await openDeskRoom();
    token = await room.tokenFor("accueil-ouessant", "site", undefined, "ouessant-mairie");
    const calls = [called("2026-05-28T10:00", 45), called("2026-05-29T14:30", 20)];
    await room.ledger.importCalls("ouessant-salle-conseil", calls, Date.parse("2026-05-31T00:00:00Z"));
    const now = () => Date.parse("2026-06-01T10:00:00+02:00");
    const { declarations, directory, ledger } = room;
    const desk = { declarations, directory, calls: ledger, incidentsAround: () => Promise.resolve([]), now };
    app = fastify();
    app.addHook("onSend", (_request, reply, _payload, done) => {
      reply.header("content-security-policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
      done();
    });
    const current = overview({ territories: [], isDemonstration: false });
    await app.register(statusPages({ overview: () => Promise.resolve(current), now }));
    await app.register(purposePages(purposePagesOf(desk, { declarations, tries: countTries(now), now }, false)));
    address = await app.listen({ port: 0, host: "127.0.0.1" });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await app.close();
    await room.close();
  });

  async function open(options = {}): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage();
    await page.goto(`${address}${path}`);
    return page;
  }
  async function signedIn(options = {}): Promise<Page> {
    const page = await open(options);
    await page.getByLabel("Jeton").fill(token);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Usages des deux derniers mois" }).waitFor();
    return page;
  }
  const tags = () => room.declarations.purposeTags({ from: "2026-05", to: "2026-05" });

  it("is used with the keyboard alone, without a script, and says what it kept", async () => {
    const page = await signedIn({ javaScriptEnabled: false });
    const first = page.getByRole("listitem").filter({ hasText: "28 mai 2026" });
    await first.getByLabel("Motif").focus();
    await page.keyboard.type("For");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Coll");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: "jeudi 28 mai 2026" }).waitFor();

    expect(await first.getByLabel("Motif").inputValue()).toBe("training");
    expect(await tags()).toMatchObject([{ purpose: "training", users: "local_authority", by: "token:accueil-ouessant" }]);
  });

  it.each(["light", "dark"] as const)("stands in nobody's way, in %s colours and on a phone", async (colorScheme) => {
    for (const viewport of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const page = await open({ colorScheme, viewport });
      expect([await violationsOf(page), await problemsOf(page)]).toEqual([[], []]);
      const inside = await signedIn({ colorScheme, viewport });
      expect([await violationsOf(inside), await problemsOf(inside)]).toEqual([[], []]);
      const [wide, seen] = await inside.evaluate<[number, number]>("[document.documentElement.scrollWidth, window.innerWidth]");
      expect(wide).toBeLessThanOrEqual(seen);
    }
  });

  it("shows nothing to whoever has no token, that of another site, or one that was revoked meanwhile", async () => {
    const page = await open();
    await page.getByLabel("Jeton").fill(await room.tokenFor("ailleurs", "site", undefined, "brest-pepiniere"));
    await page.keyboard.press("Enter");
    expect(await page.getByRole("alert").textContent()).toContain("n’est pas celui de ce site");

    const inside = await signedIn();
    await room.declarations.revokePersonToken("accueil-ouessant", { who: "unix:operator", origin: "here" });
    await inside.reload();
    expect(await inside.getByLabel("Jeton").count()).toBe(1);
  });

  it("takes no form that another site made, nor one without its key", async () => {
    const page = await signedIn();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path });
    expect(JSON.stringify(cookie)).not.toContain(token);
    const key = await page.locator("input[name=key]").first().inputValue();
    const form = { endpoint: "ouessant-salle-conseil", at: "2026-05-28T10:00", purpose: "training", users: "" };
    const send = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const payload = new URLSearchParams(fields).toString();
      const own = { "content-type": "application/x-www-form-urlencoded", cookie: `vigie_uses=${cookie?.value ?? ""}` };
      return (await app.inject({ method: "POST", url: path, payload, headers: { ...own, ...headers } })).statusCode;
    };

    expect(await send(form)).toBe(403);
    expect(await send({ ...form, key: "x".repeat(32) })).toBe(403);
    expect(await send({ ...form, key }, { "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await tags()).toEqual([]);
    expect(await send({ ...form, key })).toBe(303);
    expect(await tags()).toHaveLength(1);
  });

  it("ends when the concierge leaves", async () => {
    const page = await signedIn();
    await page.getByRole("button", { name: "Quitter" }).click();
    expect(await page.getByLabel("Jeton").count()).toBe(1);
    expect((await page.goto(`${address}/sites/nulle-part/uses`))?.status()).toBe(404);
  });
});

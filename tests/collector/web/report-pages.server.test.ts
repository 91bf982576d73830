import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { countTries } from "../../../collector/fleet/tries.ts";
import { reportPagesOf } from "../../../collector/report-pages-of.ts";
import { describedFiles, keepFiles } from "../../../collector/reports/archive.ts";
import { reportPages } from "../../../collector/web/report-pages.ts";
import { statusPages } from "../../../collector/web/status-pages.ts";
import { startChromium } from "../../servers/chromium.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { at } from "../accounts/small-network.ts";
import { type DeskRoom, openDeskRoom } from "../desk/desk-room.ts";
import { overview } from "./fleet-fixture.ts";
import { problemsOf, violationsOf } from "./served-pages.ts";

const reader = { who: "unix:exploitant", origin: "local" };
const now = () => at("2026-07-08T10:00") * 1000;
const files = new Map([
  ["rapport.json", '{"form":1}\n'],
  ["rapport.html", "<!doctype html><html lang='fr'><title>Rapport</title><main><h1>Rapport</h1></main></html>"],
  ["usages-par-territoire.csv", "trimestre,usages\r\n"],
]);

describeWithServers(["chromium"], "the page of issued reports", () => {
  let browser: Browser;
  let room: DeskRoom;
  let app: FastifyInstance;
  let address: string;
  let dataDir: string;

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    room = await openDeskRoom();
    dataDir = temporaryFolder("report-pages");
    const { declarations } = room;
    app = fastify();
    app.addHook("onSend", (_request, reply, _payload, done) => {
      if (!reply.hasHeader("content-security-policy")) {
        reply.header("content-security-policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
      }
      done();
    });
    const current = overview({ territories: [], isDemonstration: false });
    await app.register(statusPages({ overview: () => Promise.resolve(current), now }));
    const gate = { declarations, tries: countTries(now), now };
    await app.register(reportPages(reportPagesOf({ declarations, dataDir, gate, isDemonstration: false })));
    address = await app.listen({ port: 0, host: "127.0.0.1" });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await app.close();
    await room.close();
  });

  async function issue(revision: number, reason: string | null): Promise<void> {
    const facts = { quarter: "2026-T2", revision, at: at("2026-07-07T08:00"), reason, horizon: at("2026-07-07T07:55"), version: "0.1.0" };
    const draft = { ...facts, sha256: String(revision).repeat(64), files: describedFiles(files) };
    await keepFiles(dataDir, files, () => room.declarations.writeReport(draft, reader));
  }
  async function open(options = {}): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1_280, height: 900 }, ...options })).newPage();
    await page.goto(`${address}/`);
    await page.getByRole("link", { name: "Rapports trimestriels" }).click();
    await page.getByRole("heading", { level: 1, name: "Rapports trimestriels" }).waitFor();
    return page;
  }
  const ask = (name: string, token: string | null, revision = 0) =>
    app.inject({
      url: `/reports/2026-T2/${revision}/${name}`,
      headers: token === null ? {} : { authorization: `Basic ${Buffer.from(`region:${token}`).toString("base64")}` },
    });

  it("says that none was issued", async () => {
    expect(await (await open()).locator("#verdict").textContent()).toBe("Aucun rapport n’a encore été émis.");
  });

  it.each([320, 1_280])("stands in nobody's way at %i pixels, the newest revision first", async (width) => {
    await issue(0, null);
    await issue(1, "relevés arrivés après coup");
    await room.declarations.writeDelivery({ quarter: "2026-T2", revision: 1, channel: "mail", target: "cosui@example.org" }, reader);
    const page = await open({ viewport: { width, height: 900 } });

    expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual([
      "Rapport T2\u00a02026 – révision 1 (en vigueur)",
      "Rapport T2\u00a02026 – v1 (remplacé)",
    ]);
    expect(await page.locator("#rapport-2026-T2-1").innerText()).toContain("par courriel le 01/06/2026");
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
    expect([...(await problemsOf(page)), ...(await violationsOf(page))]).toEqual([]);
  });

  it("leads to what may be published by the keyboard alone, without a token", async () => {
    await issue(0, null);
    const page = await open();
    await page.getByRole("link", { name: "usages-par-territoire.csv" }).focus();
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);

    expect(download.suggestedFilename()).toBe("2026-T2-usages-par-territoire.csv");
  });

  it("gives the other files to who has a token to read, and to nobody else", async () => {
    await issue(0, null);
    const [viewer, host] = [await room.tokenFor("region", "viewer"), await room.tokenFor("accueil", "site", undefined, "ouessant-mairie")];

    expect((await ask("rapport.json", viewer)).payload).toBe(files.get("rapport.json"));
    expect([(await ask("rapport.json", null)).statusCode, (await ask("rapport.json", host)).statusCode]).toEqual([401, 401]);
    expect((await ask("rapport.json", null)).headers["www-authenticate"]).toContain("Basic");
    expect((await ask("ailleurs.json", viewer)).statusCode).toBe(404);
    expect((await ask("rapport.json", viewer, 3)).statusCode).toBe(404);
  });

  it("asks for a token however often nobody showed one, and lets who guesses wait", async () => {
    await issue(0, null);
    for (let times = 0; times < 30; times += 1) expect((await ask("rapport.json", null)).statusCode).toBe(401);
    const answers = new Set<number>();
    for (let times = 0; times < 30; times += 1) answers.add((await ask("rapport.json", `faux-${times}`)).statusCode);

    expect([...answers]).toEqual([401, 429]);
    expect((await ask("rapport.json", await room.tokenFor("region", "viewer"))).statusCode).toBe(200);
  });

  it("lets an accessible report be read in the browser, with its style and without a script", async () => {
    await issue(0, null);
    const token = await room.tokenFor("region", "viewer");
    const answer = await ask("rapport.html", token);

    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(answer.headers["content-disposition"]).toContain("inline");
  });

  it("does not give out a file that somebody changed since", async () => {
    await issue(0, null);
    writeFileSync(join(dataDir, "reports/2026-T2/revision-0/usages-par-territoire.csv"), "trimestre,usages\r\n2026-T2,40\r\n");

    expect((await ask("usages-par-territoire.csv", null)).statusCode).toBe(410);
  });
});

import { readFileSync } from "node:fs";
import fastify, { type FastifyInstance } from "fastify";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { EndpointOverview, Overview } from "../../../collector/web/overview.ts";
import { statusPages } from "../../../collector/web/status-pages.ts";
import { startChromium } from "../../servers/chromium.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { detail, troubledDetail } from "./detail-fixture.ts";
import { fixedNow, fleet, overview } from "./fleet-fixture.ts";

const audit = readFileSync(new URL("./page-audit.js", import.meta.url), "utf8");
const refreshMs = 200;
/** In a call, with everything somebody should look at. */
const troubled = "codec-4-1";

/** A fleet where one endpoint is as told. */
function withEndpoint(fleetNow: Overview, id: string, change: Partial<EndpointOverview>): Overview {
  const territories = fleetNow.territories.map((territory) => ({
    ...territory,
    sites: territory.sites.map((site) => ({
      ...site,
      endpoints: site.endpoints.map((endpoint) => (endpoint.id === id ? { ...endpoint, ...change } : endpoint)),
    })),
  }));
  return { ...fleetNow, territories };
}

describeWithServers(["chromium"], "the status pages in a real Chromium", () => {
  let browser: Browser;
  let app: FastifyInstance;
  let address: string;
  let current: Overview;
  let isAnswering: boolean;
  let fragmentsAsked: number;
  let complaints: string[];

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    [current, isAnswering, fragmentsAsked, complaints] = [fleet(14), true, 0, []];
    app = fastify();
    // As strict as the collector's own: nothing in line, nothing from elsewhere.
    app.addHook("onSend", (_request, reply, _payload, done) => {
      reply.header("content-security-policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
      done();
    });
    app.addHook("onRequest", async (request, reply) => {
      if (!request.url.startsWith("/fragments/")) return;
      fragmentsAsked += 1;
      if (!isAnswering) return reply.code(503).send();
    });
    const source = {
      overview: () => Promise.resolve(current),
      endpointDetail: (id: string) => Promise.resolve(id === troubled ? troubledDetail() : detail()),
    };
    await app.register(statusPages({ ...source, now: () => fixedNow, refreshMs }));
    address = await app.listen({ port: 0, host: "127.0.0.1" });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await app.close();
  });

  async function open(path = "/", options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${address}${path}`);
    return page;
  }

  async function afterRefreshes(page: Page, count: number): Promise<void> {
    const target = fragmentsAsked + count;
    await expect.poll(() => fragmentsAsked, { timeout: 20_000 }).toBeGreaterThanOrEqual(target);
    await page.waitForFunction("true");
  }

  const focusedId = (page: Page) => page.evaluate<string>("document.activeElement.id");
  const announced = (page: Page) => page.locator("#announcements").textContent();

  it("tells the state of every endpoint without JavaScript, and filters too", async () => {
    const page = await open("/", { javaScriptEnabled: false });
    expect(await page.locator("[data-endpoint]").count()).toBe(28);
    expect(await page.locator("#ligne-codec-2-1").innerText()).toContain("indisponible – équipement");
    expect(await page.getByText("Actualiser la page").isVisible()).toBe(true);
    expect(await page.getByText("Suspendre l’actualisation").isVisible()).toBe(false);

    await page.getByLabel("État", { exact: true }).selectOption("down");
    await page.getByLabel("Équipement, site, commune ou modèle").fill("ouessant");
    await page.getByRole("button", { name: "Filtrer" }).click();

    expect(await page.locator("[data-endpoint]").count()).toBe(1);
    expect(page.url()).toBe(`${address}/?etat=down&q=ouessant#parc`);
  });

  it.each(["light", "dark"] as const)("stands in nobody's way, in %s colours", async (colorScheme) => {
    current = withEndpoint(current, "codec-0-0", { refusals: [{ channel: "http", since: fixedNow - 720_000 }] });
    const endpoints = ["codec-2-1", "codec-0-0", troubled, "nulle-part"].map((id) => `/endpoints/${id}`);
    for (const path of ["/", "/?etat=down&q=rien", ...endpoints]) {
      const page = await open(path, { colorScheme });
      await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
      expect({ path, problems: await page.evaluate(audit) }).toEqual({ path, problems: [] });
    }
  });

  it("stands in nobody's way with a thousand sites, with none, on a phone, and when frozen", async () => {
    current = fleet(1_000);
    expect(await (await open()).evaluate(audit)).toEqual([]);
    expect(await (await open("/?territoire=territoire-3", { viewport: { width: 390, height: 844 } })).evaluate(audit)).toEqual([]);
    current = overview({ territories: [], isDemonstration: false });
    expect(await (await open()).evaluate(audit)).toEqual([]);
    isAnswering = false;
    const page = await open();
    await page.locator("#frozen").waitFor({ state: "visible" });
    expect(await page.evaluate(audit)).toEqual([]);
  });

  it("finds fault where there is some, so that finding none means something", async () => {
    const page = await open();
    // In one go: a refresh in between would repair the page before it is looked at.
    const problems = await page.evaluate<string[]>(`
      document.querySelector("h2").outerHTML = "<h4>Titre</h4>";
      document.querySelector("caption").remove();
      document.querySelector("th").removeAttribute("scope");
      document.querySelector("svg.shape").removeAttribute("aria-hidden");
      document.querySelector("#verdict").style.color = "#9aa";
      ${audit}
    `);
    const found = problems.join("\n");
    for (const problem of [
      "comes after a title",
      "no caption",
      "without scope",
      "neither an alternative",
      "contrast of",
      "styled in place",
    ]) {
      expect(found).toContain(problem);
    }
  });

  it("complains of nothing under a strict content security policy, while it refreshes", async () => {
    const page = await open();
    await afterRefreshes(page, 3);
    await page.goto(`${address}/endpoints/codec-2-1`);
    await afterRefreshes(page, 2);
    expect(complaints).toEqual([]);
  });

  it("shows a new state by itself and announces it, and says nothing while nothing changes", async () => {
    const page = await open();
    await afterRefreshes(page, 3);
    expect(await announced(page)).toBe("");

    current = withEndpoint(current, "codec-0-0", { state: "down", cause: "silent_confirmed", since: fixedNow - 130_000 });
    await page.locator("#ligne-codec-0-0[data-state=down]").waitFor();

    expect(await page.locator("#ligne-codec-0-0").innerText()).toContain("ne répond plus, confirmé par trois relevés");
    expect(await page.locator("#verdict").textContent()).toBe("7\u00a0équipements à traiter sur 28");
    expect(await announced(page)).toBe(
      "Mairie de Brest, Salle du conseil\u00a0: indisponible – équipement. 7\u00a0équipements à traiter sur 28.",
    );
  });

  it("keeps focus, scroll, folded parts and what is being typed through a refresh", async () => {
    const page = await open();
    await page.locator("#ouvrir-territoire-1").click();
    await page.locator("#fiche-codec-3-0").focus();
    await page.evaluate("scrollTo(0, 1500)");
    current = withEndpoint(current, "codec-3-0", { state: "degraded", cause: "part_failed" });
    await page.locator("#ligne-codec-3-0[data-state=degraded]").waitFor();

    expect(await focusedId(page)).toBe("fiche-codec-3-0");
    expect(await page.locator("#territoire-territoire-1 details").getAttribute("open")).toBeNull();

    await page.locator("#q").pressSequentially("sal");
    await afterRefreshes(page, 2);
    expect(await page.locator("#q").inputValue()).toBe("sal");
    expect(await focusedId(page)).toBe("q");
    expect(await page.evaluate<number>("scrollY")).toBeGreaterThan(0);
  });

  it("gives the focus to the title of the section when the focused endpoint leaves it", async () => {
    const page = await open();
    await page.locator("#souci-de-codec-2-1").focus();
    current = withEndpoint(current, "codec-2-1", { state: "up", cause: "answered" });
    await page.locator("#souci-de-codec-2-1").waitFor({ state: "detached" });

    expect(await focusedId(page)).toBe("a-traiter-titre");
  });

  it("says since when the data are frozen while the collector does not answer, and when it is back", async () => {
    const page = await open();
    isAnswering = false;
    await page.locator("#frozen").waitFor({ state: "visible" });
    expect(await page.locator("#frozen").textContent()).toContain("données figées depuis le 23/11/2026\u00a014:05:10");
    expect(await announced(page)).toContain("Le collecteur ne répond pas");

    isAnswering = true;
    await page.locator("#frozen").waitFor({ state: "hidden" });
    expect(await announced(page)).toBe("Le collecteur répond de nouveau.");
  });

  it("stops refreshing when asked, and goes on when asked", async () => {
    const page = await open();
    await afterRefreshes(page, 1);
    await page.getByRole("button", { name: "Suspendre l’actualisation" }).click();
    current = withEndpoint(current, "codec-0-0", { state: "down", cause: "silent_confirmed" });
    await page.waitForTimeout(4 * refreshMs);
    expect(await page.locator("#ligne-codec-0-0").getAttribute("data-state")).toBe("up");

    await page.getByRole("button", { name: "Reprendre l’actualisation" }).click();
    await page.locator("#ligne-codec-0-0[data-state=down]").waitFor();
  });

  it("filters while one types, and the address can be shared", async () => {
    const page = await open();
    await page.locator("#q").pressSequentially("palais");
    await page.locator("#ligne-codec-2-1").waitFor({ state: "detached" });
    // A slow key lets the list be filtered by a part of the word first.
    await page.waitForURL(`${address}/?q=palais`);
    expect(await page.locator("#resultat").textContent()).toMatch(/correspond(ent)? au filtre/);
    expect(page.url()).toBe(`${address}/?q=palais`);
    const shared = await open("/?q=palais");
    expect(await shared.locator("[data-endpoint]").count()).toBe(await page.locator("[data-endpoint]").count());
  });

  it("can be used with the keyboard alone", async () => {
    const page = await open();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Aller au contenu");
    expect(await page.locator(".skip").boundingBox()).toMatchObject({ y: 0 });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await focusedId(page)).toBe("voir-up");

    for (let step = 0; step < 5; step += 1) {
      const outline = await page.evaluate<string>("getComputedStyle(document.activeElement).outline");
      expect(outline).toContain("solid");
      expect(outline).toContain("3px");
      await page.keyboard.press("Tab");
    }
    expect(await focusedId(page)).toBe("souci-de-codec-2-1");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${address}/endpoints/codec-2-1`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Salle de réunion");
  });

  it.each([320, 390])("fits a screen of %i pixels without scrolling sideways", async (width) => {
    for (const path of ["/", "/endpoints/codec-2-1"]) {
      const page = await open(path, { viewport: { width, height: 844 } });
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
      expect(await page.locator(path === "/" ? "#ligne-codec-2-1" : "#etats").isVisible()).toBe(true);
    }
  });

  it.each([800, 1_024, 1_280])("keeps every table within its card on a screen of %i pixels", async (width) => {
    const page = await open(`/endpoints/${troubled}`, { viewport: { width, height: 900 } });
    const spilling = await page.evaluate(
      "[...document.querySelectorAll('.panel')].filter((panel) => panel.scrollWidth > panel.clientWidth).map(({ id }) => id)",
    );
    expect(await page.locator(".panel table").count()).toBeGreaterThan(5);
    expect(spilling).toEqual([]);
  });

  it("keeps its tables tables for a screen reader, on a phone too", async () => {
    const page = await open("/", { viewport: { width: 390, height: 844 } });
    const table = page.getByRole("table", { name: "Équipements du territoire Ouessant" });
    expect(await table.getByRole("columnheader").allTextContents()).toContain("Dernière preuve");
    expect(await table.getByRole("row", { name: /Salle de réunion.*indisponible/ }).count()).toBe(1);
  });

  it("folds states and readings on a phone, says what is in them, opens by keyboard, and stays open", async () => {
    const page = await open(`/endpoints/${troubled}`, { viewport: { width: 390, height: 844 } });
    const states = page.locator("#etats table");
    expect(await states.isVisible()).toBe(false);
    expect(await page.locator("#ouvrir-etats").innerText()).toMatch(/^\d+\sétats depuis le .+\s: .*disponible/u);
    expect(await page.locator("#ouvrir-mesures-service").innerText()).toMatch(/Répertoire\s: en défaut/u);

    await page.locator("#ouvrir-etats").focus();
    await page.keyboard.press("Enter");
    await afterRefreshes(page, 2);

    expect(await states.isVisible()).toBe(true);
    expect(await focusedId(page)).toBe("ouvrir-etats");
    expect(await page.locator("#mesures-service table").isVisible()).toBe(false);
  });

  it("has nothing folded where there is room, until somebody folds it", async () => {
    const page = await open(`/endpoints/${troubled}`);
    await expect.poll(() => page.locator("#mesures-service table").isVisible()).toBe(true);

    await page.locator("#ouvrir-mesures-service").click();
    await afterRefreshes(page, 2);

    expect(await page.locator("#mesures-service table").isVisible()).toBe(false);
  });

  it("does not move for whoever asked for stillness", async () => {
    for (const [reducedMotion, name] of [
      ["reduce", "none"],
      ["no-preference", "settle"],
    ] as const) {
      const page = await open("/", { reducedMotion });
      // In one go: a refresh in between would take the mark away again.
      const animation = await page.evaluate(`
        document.querySelector("#ligne-codec-0-0").classList.add("has-changed");
        getComputedStyle(document.querySelector("#ligne-codec-0-0 td")).animationName;
      `);
      expect(animation).toBe(name);
      await page.context().close();
    }
  });
});

import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startChromium } from "../../servers/chromium.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { fixedNow, fleet, overview } from "./fleet-fixture.ts";
import { audit, focusedId, problemsOf, type ServedPages, servePages, troubled, unfoldAll, withEndpoint } from "./served-pages.ts";

describeWithServers(["chromium"], "the status pages in a real Chromium, for everybody", () => {
  let browser: Browser;
  let pages: ServedPages;

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    pages = await servePages(browser, fleet(14));
  });
  afterEach(() => pages.close());

  it.each(["light", "dark"] as const)("stands in nobody's way, in %s colours", async (colorScheme) => {
    pages.current = withEndpoint(pages.current, "codec-0-0", { refusals: [{ channel: "http", since: fixedNow - 720_000 }] });
    const endpoints = ["codec-2-1", "codec-0-0", troubled, "nulle-part"].map((id) => `/endpoints/${id}`);
    for (const path of ["/", "/?etat=down&q=rien", ...endpoints]) {
      const page = await pages.open(path, { colorScheme });
      await unfoldAll(page);
      expect({ path, problems: await problemsOf(page) }).toEqual({ path, problems: [] });
    }
  });

  it("stands in nobody's way with a thousand sites, with none, on a phone, and when frozen", async () => {
    pages.current = fleet(1_000);
    expect(await problemsOf(await pages.open())).toEqual([]);
    expect(await (await pages.open("/?territoire=territoire-3", { viewport: { width: 390, height: 844 } })).evaluate(audit)).toEqual([]);
    pages.current = overview({ territories: [], isDemonstration: false });
    expect(await problemsOf(await pages.open())).toEqual([]);
    pages.isAnswering = false;
    const page = await pages.open();
    await page.locator("#frozen").waitFor({ state: "visible" });
    expect(await problemsOf(page)).toEqual([]);
  });

  it("finds fault where there is some, so that finding none means something", async () => {
    const page = await pages.open();
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

  it("can be used with the keyboard alone", async () => {
    const page = await pages.open();
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
    await page.waitForURL(`${pages.address}/endpoints/codec-2-1`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Salle de réunion");
  });

  it.each([320, 390])("fits a screen of %i pixels without scrolling sideways", async (width) => {
    for (const path of ["/", "/endpoints/codec-2-1"]) {
      const page = await pages.open(path, { viewport: { width, height: 844 } });
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
      expect(await page.locator(path === "/" ? "#ligne-codec-2-1" : "#etats").isVisible()).toBe(true);
    }
  });

  it.each([800, 1_024, 1_280])("keeps every table within its card on a screen of %i pixels", async (width) => {
    const page = await pages.open(`/endpoints/${troubled}`, { viewport: { width, height: 900 } });
    const spilling = await page.evaluate(
      "[...document.querySelectorAll('.panel')].filter((panel) => panel.scrollWidth > panel.clientWidth).map(({ id }) => id)",
    );
    expect(await page.locator(".panel table").count()).toBeGreaterThan(5);
    expect(spilling).toEqual([]);
  });

  it("keeps its tables tables for a screen reader, on a phone too", async () => {
    const page = await pages.open("/", { viewport: { width: 390, height: 844 } });
    const table = page.getByRole("table", { name: "Équipements du territoire Ouessant" });
    expect(await table.getByRole("columnheader").allTextContents()).toContain("Dernière preuve");
    expect(await table.getByRole("row", { name: /Salle de réunion.*indisponible/ }).count()).toBe(1);
  });

  it("folds states and readings on a phone, says what is in them, opens by keyboard, and stays open", async () => {
    const page = await pages.open(`/endpoints/${troubled}`, { viewport: { width: 390, height: 844 } });
    const states = page.locator("#etats table");
    expect(await states.isVisible()).toBe(false);
    expect(await page.locator("#ouvrir-etats").innerText()).toMatch(/^\d+\sétats depuis le .+\s: .*disponible/u);
    expect(await page.locator("#ouvrir-mesures-service").innerText()).toMatch(/Répertoire\s: en défaut/u);

    await page.locator("#ouvrir-etats").focus();
    await page.keyboard.press("Enter");
    await pages.afterRefreshes(page, 2);

    expect(await states.isVisible()).toBe(true);
    expect(await focusedId(page)).toBe("ouvrir-etats");
    expect(await page.locator("#mesures-service table").isVisible()).toBe(false);
  });

  it("has nothing folded where there is room, until somebody folds it", async () => {
    const page = await pages.open(`/endpoints/${troubled}`);
    await expect.poll(() => page.locator("#mesures-service table").isVisible()).toBe(true);

    await page.locator("#ouvrir-mesures-service").click();
    await pages.afterRefreshes(page, 2);

    expect(await page.locator("#mesures-service table").isVisible()).toBe(false);
  });
});

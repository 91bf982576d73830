import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startChromium } from "../../servers/chromium.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { fixedNow, fleet } from "./fleet-fixture.ts";
import { announced, focusedId, refreshMs, type ServedPages, servePages, withEndpoint } from "./served-pages.ts";

describeWithServers(["chromium"], "the status pages in a real Chromium, while they refresh", () => {
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

  it("tells the state of every endpoint without JavaScript, and filters too", async () => {
    const page = await pages.open("/", { javaScriptEnabled: false });
    expect(await page.locator("[data-endpoint]").count()).toBe(28);
    expect(await page.locator("#ligne-codec-2-1").innerText()).toContain("indisponible – équipement");
    expect(await page.getByText("Actualiser la page").isVisible()).toBe(true);
    expect(await page.getByText("Suspendre l’actualisation").isVisible()).toBe(false);

    await page.getByLabel("État", { exact: true }).selectOption("down");
    await page.getByLabel("Équipement, site, commune ou modèle").fill("ouessant");
    await page.getByRole("button", { name: "Filtrer" }).click();

    expect(await page.locator("[data-endpoint]").count()).toBe(1);
    expect(page.url()).toBe(`${pages.address}/?etat=down&q=ouessant#parc`);
  });

  it("complains of nothing under a strict content security policy, while it refreshes", async () => {
    const page = await pages.open();
    await pages.afterRefreshes(page, 3);
    await page.goto(`${pages.address}/endpoints/codec-2-1`);
    await pages.afterRefreshes(page, 2);
    expect(pages.complaints).toEqual([]);
  });

  it("shows a new state by itself and announces it, and says nothing while nothing changes", async () => {
    const page = await pages.open();
    await pages.afterRefreshes(page, 3);
    expect(await announced(page)).toBe("");

    pages.current = withEndpoint(pages.current, "codec-0-0", { state: "down", cause: "silent_confirmed", since: fixedNow - 130_000 });
    await page.locator("#ligne-codec-0-0[data-state=down]").waitFor();

    expect(await page.locator("#ligne-codec-0-0").innerText()).toContain("ne répond plus, confirmé par trois relevés");
    expect(await page.locator("#verdict").textContent()).toBe("7\u00a0équipements à traiter sur 28");
    expect(await announced(page)).toBe(
      "Mairie de Brest, Salle du conseil\u00a0: indisponible – équipement. 7\u00a0équipements à traiter sur 28.",
    );
  });

  it("keeps focus, scroll, folded parts and what is being typed through a refresh", async () => {
    const page = await pages.open();
    await page.locator("#ouvrir-territoire-1").click();
    await page.locator("#fiche-codec-3-0").focus();
    await page.evaluate("scrollTo(0, 1500)");
    pages.current = withEndpoint(pages.current, "codec-3-0", { state: "degraded", cause: "part_failed" });
    await page.locator("#ligne-codec-3-0[data-state=degraded]").waitFor();

    expect(await focusedId(page)).toBe("fiche-codec-3-0");
    expect(await page.locator("#territoire-territoire-1 details").getAttribute("open")).toBeNull();

    await page.locator("#q").pressSequentially("sal");
    await pages.afterRefreshes(page, 2);
    expect(await page.locator("#q").inputValue()).toBe("sal");
    expect(await focusedId(page)).toBe("q");
    expect(await page.evaluate<number>("scrollY")).toBeGreaterThan(0);
  });

  it("gives the focus to the title of the section when the focused endpoint leaves it", async () => {
    const page = await pages.open();
    await page.locator("#souci-de-codec-2-1").focus();
    pages.current = withEndpoint(pages.current, "codec-2-1", { state: "up", cause: "answered" });
    await page.locator("#souci-de-codec-2-1").waitFor({ state: "detached" });

    expect(await focusedId(page)).toBe("a-traiter-titre");
  });

  it("says since when the data are frozen while the collector does not answer, and when it is back", async () => {
    const page = await pages.open();
    pages.isAnswering = false;
    await page.locator("#frozen").waitFor({ state: "visible" });
    expect(await page.locator("#frozen").textContent()).toContain("données figées depuis le 23/11/2026\u00a014:05:10");
    expect(await announced(page)).toContain("Le collecteur ne répond pas");

    pages.isAnswering = true;
    await page.locator("#frozen").waitFor({ state: "hidden" });
    expect(await announced(page)).toBe("Le collecteur répond de nouveau.");
  });

  it("stops refreshing when asked, and goes on when asked", async () => {
    const page = await pages.open();
    await pages.afterRefreshes(page, 1);
    await page.getByRole("button", { name: "Suspendre l’actualisation" }).click();
    pages.current = withEndpoint(pages.current, "codec-0-0", { state: "down", cause: "silent_confirmed" });
    await page.waitForTimeout(4 * refreshMs);
    expect(await page.locator("#ligne-codec-0-0").getAttribute("data-state")).toBe("up");

    await page.getByRole("button", { name: "Reprendre l’actualisation" }).click();
    await page.locator("#ligne-codec-0-0[data-state=down]").waitFor();
  });

  it("filters while one types, and the address can be shared", async () => {
    const page = await pages.open();
    await page.locator("#q").pressSequentially("palais");
    await page.locator("#ligne-codec-2-1").waitFor({ state: "detached" });
    // A slow key lets the list be filtered by a part of the word first.
    await page.waitForURL(`${pages.address}/?q=palais`);
    expect(await page.locator("#resultat").textContent()).toMatch(/correspond(ent)? au filtre/);
    expect(page.url()).toBe(`${pages.address}/?q=palais`);
    const shared = await pages.open("/?q=palais");
    expect(await shared.locator("[data-endpoint]").count()).toBe(await page.locator("[data-endpoint]").count());
  });

  it("does not move for whoever asked for stillness", async () => {
    for (const [reducedMotion, name] of [
      ["reduce", "none"],
      ["no-preference", "settle"],
    ] as const) {
      const page = await pages.open("/", { reducedMotion });
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

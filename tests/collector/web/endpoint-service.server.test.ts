import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startChromium } from "../../servers/chromium.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { agentsPage } from "./agents-fixture.ts";
import { fleet } from "./fleet-fixture.ts";
import { focusedId, problemsOf, type ServedPages, servePages, troubled, unfoldAll, violationsOf } from "./served-pages.ts";
import { eventful, serviceOf } from "./service-fixture.ts";

const phone = { width: 390, height: 844 };
const page = `/endpoints/${troubled}`;

describeWithServers(["chromium"], "the service of an endpoint in a real Chromium", () => {
  let browser: Browser;
  let pages: ServedPages;
  let asked: string[];

  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    asked = [];
    pages = await servePages(browser, fleet(14), {
      agents: () => Promise.resolve(agentsPage()),
      endpointService: (_id, quarter) => {
        asked.push(quarter);
        return serviceOf({ ...eventful, quarter, now: "2026-11-23T14:05:10" });
      },
    });
  });
  afterEach(() => pages.close());

  const addresses = [
    "/",
    "/agents",
    page,
    `${page}?trimestre=2026-T2`,
    `${page}?jour=2026-04-14`,
    "/endpoints/plus-en-service",
    "/nulle-part",
  ];

  it.each([
    { colorScheme: "light", name: "light" },
    { colorScheme: "dark", name: "dark" },
    { colorScheme: "light", viewport: phone, name: "light on a phone" },
    { colorScheme: "dark", viewport: phone, name: "dark on a phone" },
  ] as const)("keeps nobody out, by axe and by our own audit: $name", async ({ name: _, ...options }) => {
    for (const path of addresses) {
      const opened = await pages.open(path, options);
      if (path === "/nulle-part") continue;
      await unfoldAll(opened);
      expect({ path, axe: await violationsOf(opened), audit: await problemsOf(opened) }).toEqual({ path, axe: [], audit: [] });
    }
  });

  it("is kept out by axe where there is fault, so that finding none means something", async () => {
    const opened = await pages.open(page);
    await opened.getByRole("button", { name: "Suspendre l’actualisation" }).click();
    await opened.evaluate(
      "document.querySelector('#service svg.picture').removeAttribute('aria-labelledby'); document.querySelector('#frise-image').remove()",
    );
    await opened.evaluate("document.documentElement.removeAttribute('lang')");

    const found = (await violationsOf(opened)).join("\n");

    for (const rule of ["html-has-lang", "svg-img-alt"]) expect(found).toContain(rule);
  });

  it("gives the picture a name, and a table that says the same", async () => {
    const opened = await pages.open(`${page}?trimestre=2026-T2`);

    expect(await opened.getByRole("img", { name: "Frise du trimestre, une ligne par semaine" }).count()).toBe(1);
    const table = opened.getByRole("table", { name: /^Chaque intervalle du temps de service/ });
    expect(await table.getByRole("row").count()).toBe(5);
    expect(await table.getByRole("row", { name: /02\/06\/2026.09:00.*indisponible – site\/réseau.*réseau du site/ }).count()).toBe(1);
  });

  it("goes by keyboard from the present to a former quarter, to a day of it, and back", async () => {
    const opened = await pages.open(page);
    await tabTo(opened, () => opened.evaluate<boolean>("document.activeElement.textContent === 'T2 2026'"));
    await opened.keyboard.press("Enter");
    await opened.waitForURL(/trimestre=2026-T2/);
    await tabTo(opened, () => opened.evaluate<boolean>("(document.activeElement.getAttribute('href') ?? '').includes('jour=2026-04-14')"));
    await opened.keyboard.press("Enter");
    await opened.waitForURL(/jour=2026-04-14/);
    expect(await opened.locator("#journee-titre").innerText()).toMatch(/mardi 14.avril.2026/);
    await tabTo(opened, async () => (await focusedId(opened)) === "retour-trimestre");
    await opened.keyboard.press("Enter");
    await opened.waitForURL(/trimestre=2026-T2/);
  });

  /** Presses Tab until there; each stop on the way must be seen. */
  async function tabTo(opened: Page, isThere: () => Promise<boolean>): Promise<void> {
    for (let step = 0; step < 80; step += 1) {
      await opened.keyboard.press("Tab");
      const outline = await opened.evaluate<string>("getComputedStyle(document.activeElement).outlineStyle");
      expect({ stop: await focusedName(opened), outline }).toMatchObject({ outline: "solid" });
      if (await isThere()) return;
    }
    throw new Error("the keyboard does not lead there");
  }

  const focusedName = (opened: Page): Promise<string> => opened.evaluate<string>("document.activeElement.outerHTML.slice(0, 120)");

  it("asks for the same quarter again while the page stays open", async () => {
    const opened = await pages.open(`${page}?trimestre=2026-T2`);
    asked.length = 0;
    await pages.afterRefreshes(opened, 2);

    expect(new Set(asked)).toEqual(new Set(["2026-T2"]));
    expect(pages.complaints).toEqual([]);
  });

  it("takes what is no quarter and no day, or is yet to come, for the present", async () => {
    for (const query of ["trimestre=2026-T5", "trimestre=2031-T1", "jour=2026-02-30", "jour=2027-01-01", "jour=0001-01-01"]) {
      const opened = await pages.open(`${page}?${query}`);
      expect(await opened.locator(".quarters [aria-current]").innerText()).toBe("T4\u00a02026".replace("\u00a0", " "));
    }
    expect(new Set(asked)).toEqual(new Set(["2026-T4"]));
  });

  it("still tells of an endpoint that is not in service any more", async () => {
    const opened = await pages.open("/endpoints/plus-en-service?trimestre=2026-T2");

    expect(await opened.getByRole("heading", { level: 1 }).innerText()).toBe("Salle du conseil");
    expect(await opened.locator("#service").innerText()).toContain("99,24");
  });

  it.each([390, 800, 1_280])("keeps the quarter and the day within a screen of %i pixels", async (width) => {
    const opened = await pages.open(`${page}?jour=2026-04-14`, { viewport: { width, height: 900 } });
    await unfoldAll(opened);

    expect(await opened.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
    expect(
      await opened.evaluate(
        "[...document.querySelectorAll('.panel')].filter((panel) => panel.scrollWidth > panel.clientWidth).map(({ id }) => id)",
      ),
    ).toEqual([]);
  });
});

import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { htmlOf } from "../../../../collector/reports/forms/html.ts";
import { documentOf } from "../../../../collector/reports/wording/document-of.ts";
import { startChromium } from "../../../servers/chromium.ts";
import { describeWithServers } from "../../../servers/requirements.ts";
import { smallReport } from "../small-report.ts";
import { exampleDocument } from "./example-document.ts";

describeWithServers(["chromium"], "the report as a page, in a real Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startChromium();
  });
  afterAll(() => browser.close());

  async function open(width: number, document = exampleDocument(60)): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.setContent(htmlOf(document));
    return page;
  }

  it.each([
    [320, "an example", () => exampleDocument(60)],
    [1280, "an example", () => exampleDocument(60)],
    [320, "a whole report", async () => documentOf(await smallReport())],
    [1280, "a whole report", async () => documentOf(await smallReport())],
  ])("stands in nobody's way, %i pixels wide: %s", async (width, _, made) => {
    const page = await open(width, await made());
    await page.evaluate(axe.source);
    const violations = await page.evaluate<string[]>(
      `axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" "))))`,
    );

    expect(violations).toEqual([]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
  });

  it("is read by keyboard: first past the contents, then every table", async () => {
    const page = await open(1280);
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>("document.activeElement.textContent")).toBe("Aller au contenu");
    await page.keyboard.press("Enter");
    expect(await page.evaluate<string>("document.activeElement.id")).toBe("contenu");
    await page.keyboard.press("Tab");
    expect(await page.evaluate<string>("document.activeElement.className")).toBe("scroll");
  });

  it("takes names as they are and asks for nothing else", async () => {
    const page = await open(1280);

    expect(await page.locator("main").textContent()).toContain("Un site nommé <script> & #panic() reste un nom.");
    expect(await page.locator("script, link, img, iframe, [src]").count()).toBe(0);
    expect(await page.locator("figure + .scroll table").count()).toBe(await page.locator("figure svg").count());
  });
});

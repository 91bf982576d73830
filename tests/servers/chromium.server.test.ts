import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startChromium } from "./chromium.ts";
import { describeWithServers } from "./requirements.ts";

describeWithServers(["chromium"], "a real Chromium", () => {
  let browser: Browser;
  let site: Server;
  beforeAll(async () => {
    site = createServer((_request, response) => {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end("<h1>État des salles</h1>");
    });
    await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  it("reads a page as a visitor would", async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);

    expect(await page.getByRole("heading").textContent()).toBe("État des salles");
  });
});

import { readFileSync } from "node:fs";
import axe from "axe-core";
import fastify, { type FastifyInstance } from "fastify";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import type { EndpointOverview, Overview } from "../../../collector/web/overview.ts";
import { type StatusPagesOptions, statusPages } from "../../../collector/web/status-pages.ts";
import { detail, troubledDetail } from "./detail-fixture.ts";
import { fixedNow } from "./fleet-fixture.ts";

export const refreshMs = 200;
/** In a call, with everything somebody should look at. */
export const troubled = "codec-4-1";

export const audit = readFileSync(new URL("./page-audit.js", import.meta.url), "utf8");

/** The pages behind a server as strict as the collector's own, which can stop answering. */
export interface ServedPages {
  current: Overview;
  isAnswering: boolean;
  readonly address: string;
  readonly fragmentsAsked: () => number;
  /** What browsers complained of. */
  readonly complaints: string[];
  open(path?: string, options?: BrowserContextOptions): Promise<Page>;
  afterRefreshes(page: Page, count: number): Promise<void>;
  close(): Promise<void>;
}

export async function servePages(browser: Browser, first: Overview, more: Partial<StatusPagesOptions> = {}): Promise<ServedPages> {
  const app = fastify();
  let fragmentsAsked = 0;
  // As strict as the collector's own: nothing in line, nothing from elsewhere.
  app.addHook("onSend", (_request, reply, _payload, done) => {
    reply.header("content-security-policy", "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    done();
  });
  const complaints: string[] = [];
  const served: ServedPages = {
    current: first,
    isAnswering: true,
    address: "",
    complaints,
    fragmentsAsked: () => fragmentsAsked,
    open: (path = "/", options = {}) => open(browser, { address: served.address, path, options, complaints }),
    afterRefreshes: async (page, count) => {
      const target = fragmentsAsked + count;
      await expect.poll(() => fragmentsAsked, { timeout: 20_000 }).toBeGreaterThanOrEqual(target);
      await page.waitForFunction("true");
    },
    close: () => closeAll(browser, app),
  };
  app.addHook("onRequest", async (request, reply) => {
    if (!request.url.startsWith("/fragments/")) return;
    fragmentsAsked += 1;
    if (!served.isAnswering) return reply.code(503).send();
  });
  const endpointDetail = (id: string) => Promise.resolve(id === troubled ? troubledDetail() : detail());
  await app.register(
    statusPages({ overview: () => Promise.resolve(served.current), endpointDetail, now: () => fixedNow, refreshMs, ...more }),
  );
  return Object.assign(served, { address: await app.listen({ port: 0, host: "127.0.0.1" }) });
}

async function open(
  browser: Browser,
  { address, path, options, complaints }: { address: string; path: string; options: BrowserContextOptions; complaints: string[] },
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${address}${path}`);
  return page;
}

async function closeAll(browser: Browser, app: FastifyInstance): Promise<void> {
  for (const context of browser.contexts()) await context.close();
  await app.close();
}

export const focusedId = (page: Page): Promise<string> => page.evaluate<string>("document.activeElement.id");
export const announced = (page: Page): Promise<string | null> => page.locator("#announcements").textContent();

/** A fleet where one endpoint is as told. */
export function withEndpoint(fleetNow: Overview, id: string, change: Partial<EndpointOverview>): Overview {
  const territories = fleetNow.territories.map((territory) => ({
    ...territory,
    sites: territory.sites.map((site) => ({
      ...site,
      endpoints: site.endpoints.map((endpoint) => (endpoint.id === id ? { ...endpoint, ...change } : endpoint)),
    })),
  }));
  return { ...fleetNow, territories };
}

/** By our own audit. */
export const problemsOf = (page: Page): Promise<string[]> => page.evaluate<string[]>(audit);

export async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })");
}

/** By axe: the rule and where, one sentence each. Its contrasts too. */
export async function violationsOf(page: Page): Promise<string[]> {
  // The browser is asked from outside the page: what the page's policy forbids to the page, it does not forbid to us.
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" "))))`,
  );
}

import { join } from "node:path";
import { Eta } from "eta";
import { endpointStates } from "../sla/state-interval.ts";
import type { AgentsView } from "./agents-view.ts";
import type { Assets } from "./assets.ts";
import { type EndpointView } from "./endpoint-view.ts";
import type { FormerEndpointView } from "./former-endpoint.ts";
import { agentsWords } from "./fr-agents.ts";
import { accessWords, endpointWords } from "./fr-endpoint.ts";
import { influxWords, inventoryWords, overviewWords } from "./fr-overview.ts";
import { pageWords } from "./fr-page.ts";
import { purposeWords } from "./fr-purposes.ts";
import { reportsWords } from "./fr-reports.ts";
import { serviceWords } from "./fr-service.ts";
import { closedWords } from "./fr-service-closed.ts";
import { stateMeanings, stateWords } from "./fr-states.ts";
import type { OverviewView } from "./overview-view.ts";
import type { PurposeUseView } from "./purpose-view.ts";
import type { ReportsView } from "./reports-view.ts";
import type { ServiceView } from "./service-view.ts";

/** Templates escape whatever they print; only what other templates made is printed as it is (`<%~`). */
const eta = new Eta({ views: join(import.meta.dirname, "templates"), cache: true, autoEscape: true, rmWhitespace: true });

const legend = endpointStates.map((state) => ({ state, word: stateWords[state], meaning: stateMeanings[state] }));

export interface PageFrame {
  readonly title: string;
  readonly assets: Assets;
  readonly isDemonstration: boolean;
  /** Where the page's script fetches its content again; null for a page that does not change. */
  readonly fragmentHref: string | null;
  readonly selfHref: string;
  readonly refreshMs: number;
}

export function renderPage(body: string, { assets, ...frame }: PageFrame): string {
  const hrefs = { css: assets.css.href, js: assets.js.href, favicon: assets.favicon.href };
  return eta.render("./page", { ...frame, assets: hrefs, body, legend, words: pageWords });
}

export function renderOverview(view: OverviewView): string {
  return eta.render("./overview", {
    view,
    words: overviewWords,
    page: pageWords,
    influxTitle: influxWords.title,
    inventoryTitle: inventoryWords.title,
    allAgents: agentsWords.all,
    allReports: reportsWords.title,
  });
}

/** @param service null: nothing is told of it */
export function renderEndpoint(view: EndpointView, service: ServiceView | null): string {
  const words = { words: endpointWords, overview: overviewWords, access: accessWords, page: pageWords, serviceWords, closedWords };
  return eta.render("./endpoint", { view, service, ...words });
}

export function renderFormerEndpoint(view: FormerEndpointView): string {
  return eta.render("./former-endpoint", { view, serviceWords, closedWords, words: endpointWords, page: pageWords });
}

export function renderAgents(view: AgentsView): string {
  const columns = ["waiting", "lost", "plan", "clock", "credential", "polls", "version"];
  return eta.render("./agents", { view, columns, words: agentsWords, page: pageWords, inventoryTitle: inventoryWords.title });
}

export function renderReports(view: ReportsView): string {
  return eta.render("./reports", { view, words: reportsWords, page: pageWords });
}

export function renderPurposeSignIn(view: { readonly site: string; readonly href: string; readonly problem: string | null }): string {
  return eta.render("./purpose-sign-in", { ...view, words: purposeWords, page: pageWords });
}

export interface PurposesView {
  readonly site: string;
  readonly href: string;
  readonly formKey: string;
  readonly notice: string | null;
  readonly uses: readonly PurposeUseView[];
}

export function renderPurposes(view: PurposesView): string {
  return eta.render("./purposes", { ...view, words: purposeWords, page: pageWords });
}

export function renderMessage(title: string, text: string): string {
  return eta.render("./message", { title, text, home: pageWords.home });
}

import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import type { AgentsSource } from "./agents.ts";
import { agentsView } from "./agents-view.ts";
import { type Asset, type Assets, loadAssets } from "./assets.ts";
import { endpointHref } from "./endpoint-row.ts";
import type { EndpointService, EndpointServiceSource } from "./endpoint-service.ts";
import { endpointView, locateEndpoint } from "./endpoint-view.ts";
import { formerEndpointView } from "./former-endpoint.ts";
import { agentsWords } from "./fr-agents.ts";
import { pageWords } from "./fr-page.ts";
import type { EndpointDetailSource, Overview, OverviewSource } from "./overview.ts";
import { filterOf, type OverviewFilter, queryOf } from "./overview-filter.ts";
import { overviewView } from "./overview-view.ts";
import { type PageFrame, renderAgents, renderEndpoint, renderFormerEndpoint, renderMessage, renderOverview, renderPage } from "./render.ts";
import { type ServiceAsked, serviceAsked } from "./service-asked.ts";
import { type ServiceView, serviceView } from "./service-view.ts";

export interface StatusPagesOptions {
  readonly overview: OverviewSource;
  /** Without it the page of an endpoint shows what the overview knows. */
  readonly endpointDetail?: EndpointDetailSource;
  /** Without it the page of an endpoint tells nothing of its service. */
  readonly endpointService?: EndpointServiceSource;
  /** Without it there is no page of agents. */
  readonly agents?: AgentsSource;
  readonly now: () => number;
  /** How often an open page asks for its content again; 10 s unless told. */
  readonly refreshMs?: number;
}

const year = 31_536_000;
const stillPage = { fragmentHref: null, selfHref: "/", refreshMs: 0, isDemonstration: false } as const;

/** The pages a person reads: overview, one endpoint, and the files they need. Everything comes from this server. */
export function statusPages(options: StatusPagesOptions): FastifyPluginCallback {
  const assets = loadAssets();
  const frame = { assets, refreshMs: options.refreshMs ?? 10_000 };
  return (app, _options, done) => {
    for (const asset of Object.values<Asset>({ ...assets })) {
      app.get(asset.path, (request, reply) => sendAsset(asset, request, reply));
    }
    app.get("/", async (request, reply) => {
      const filter = filterOf(request.query);
      const { body, isDemonstration } = await overviewBody(options, filter);
      const query = queryOf(filter);
      const addresses = { fragmentHref: `/fragments/overview${query}`, selfHref: `/${query}` };
      return sendPage(reply, body, { ...frame, ...addresses, title: pageWords.title, isDemonstration });
    });
    app.get("/fragments/overview", async (request, reply) => sendHtml(reply, (await overviewBody(options, filterOf(request.query))).body));
    app.get<{ Params: { id: string } }>("/endpoints/:id", async (request, reply) => {
      const { id } = request.params;
      const asked = serviceAsked(request.query, options.now());
      const found = await endpointBody(options, id, asked);
      if (found === null) return sendHtml(reply.code(404), notFoundPage(assets));
      const selfHref = `${endpointHref(id)}${asked.query}`;
      const addresses = { fragmentHref: `/fragments${selfHref}`, selfHref };
      return sendPage(reply, found.body, { ...frame, ...addresses, title: found.name, isDemonstration: found.isDemonstration });
    });
    app.get<{ Params: { id: string } }>("/fragments/endpoints/:id", async (request, reply) => {
      const found = await endpointBody(options, request.params.id, serviceAsked(request.query, options.now()));
      if (found === null) return sendHtml(reply.code(404), renderMessage(pageWords.notFoundTitle, pageWords.notFound));
      return sendHtml(reply, found.body);
    });
    if (options.agents !== undefined) agentPages(app, options.agents, options.now, frame);
    app.setErrorHandler((error, request, reply) => {
      request.log.error({ err: error }, "a page could not be prepared");
      return sendHtml(reply.code(500), errorPage(assets));
    });
    done();
  };
}

function agentPages(app: FastifyInstance, agents: AgentsSource, now: () => number, frame: Pick<PageFrame, "assets" | "refreshMs">): void {
  app.get("/agents", async (_request, reply) => {
    const current = await agents();
    const addresses = { fragmentHref: "/fragments/agents", selfHref: "/agents", isDemonstration: current.isDemonstration };
    return sendPage(reply, renderAgents(agentsView(current, now())), { ...frame, ...addresses, title: agentsWords.title });
  });
  app.get("/fragments/agents", async (_request, reply) => sendHtml(reply, renderAgents(agentsView(await agents(), now()))));
}

/** For whoever handles addresses that do not exist: the same page in the same frame. */
export function notFoundPage(assets: Assets = loadAssets()): string {
  return renderPage(renderMessage(pageWords.notFoundTitle, pageWords.notFound), { ...stillPage, assets, title: pageWords.notFoundTitle });
}

function errorPage(assets: Assets): string {
  return renderPage(renderMessage(pageWords.errorTitle, pageWords.error), { ...stillPage, assets, title: pageWords.errorTitle });
}

async function overviewBody(
  { overview, now }: StatusPagesOptions,
  filter: OverviewFilter,
): Promise<{ body: string; isDemonstration: boolean }> {
  const current = await overview();
  return { body: renderOverview(overviewView(current, filter, now())), isDemonstration: current.isDemonstration };
}

async function endpointBody(
  { overview, endpointDetail, endpointService, now }: StatusPagesOptions,
  id: string,
  { quarter, day }: ServiceAsked,
): Promise<{ body: string; name: string; isDemonstration: boolean } | null> {
  const current = await overview();
  const located = locateEndpoint(current, id);
  const known = endpointService === undefined ? null : await endpointService(id, quarter);
  const service = known === null ? null : serviceView(known, endpointHref(id), day);
  if (located === null) return known === null || service === null ? null : formerBody(current, known, service);
  const detail = endpointDetail === undefined ? null : await endpointDetail(id);
  const body = renderEndpoint(endpointView(current, located, detail, now()), service);
  return { body, name: located.endpoint.name, isDemonstration: current.isDemonstration };
}

/** Of what is not in service now: what it was remains to be read. */
function formerBody(
  { generatedAt, isDemonstration }: Overview,
  { explanation }: EndpointService,
  service: ServiceView,
): { body: string; name: string; isDemonstration: boolean } {
  const { name } = explanation.endpoint;
  return { body: renderFormerEndpoint(formerEndpointView(explanation, service, generatedAt)), name, isDemonstration };
}

function sendPage(reply: FastifyReply, body: string, frame: PageFrame): FastifyReply {
  return sendHtml(reply, renderPage(body, frame));
}

function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  return reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(html);
}

/** Asked by the hash of its content a file never changes; asked otherwise it is checked each time. */
function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isByHash = request.url.endsWith(`?v=${asset.hash}`);
  const etag = `"${asset.hash}"`;
  reply.header("cache-control", isByHash ? `public, max-age=${year}, immutable` : "no-cache").header("etag", etag);
  if (request.headers["if-none-match"] === etag) return reply.code(304).send();
  return reply.type(asset.type).send(asset.body);
}

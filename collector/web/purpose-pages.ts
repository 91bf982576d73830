import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import { type Purpose, purposes, type UserKind, userKinds } from "../usage/purpose.ts";
import { loadAssets } from "./assets.ts";
import { purposeWords } from "./fr-purposes.ts";
import { usesHref } from "./overview-filter.ts";
import { isFormKeyOf, type PurposeSession, PurposeSessions } from "./purpose-sessions.ts";
import { purposeUseView, type ShownUse, whenOf } from "./purpose-view.ts";
import { renderPage, renderPurposeSignIn, renderPurposes } from "./render.ts";
import { notFoundPage } from "./status-pages.ts";

/** `refused`: the token is worth nothing here. `wait`: too many wrong ones came from there. `gone`: there is no such use. */
export type Refused = "refused" | "wait" | "gone";

export interface PurposePagesOptions {
  /** Name of a site; null: there is none. */
  readonly siteName: (site: string) => string | null;
  /** @param sha256 of the token of whoever asks, looked at anew each time */
  readonly uses: (site: string, sha256: string, source: string) => Promise<readonly ShownUse[] | Refused>;
  readonly tag: (wish: TagOnPage, sha256: string, source: string) => Promise<Refused | null>;
  readonly isDemonstration: boolean;
  /** ms since 1970 UTC */
  readonly now: () => number;
}

export interface TagOnPage {
  readonly site: string;
  readonly endpoint: string;
  readonly at: string;
  readonly purpose: Purpose | null;
  readonly users: UserKind | null;
}

interface OfSite {
  readonly Params: { readonly id: string };
}
type SiteRequest = FastifyRequest<OfSite>;

const cookieName = "vigie_uses";
const longestForm = 4_096;

/** Where the concierge of a site says what its uses were for. Signed in by a token; works without a script. */
export function purposePages(options: PurposePagesOptions): FastifyPluginCallback {
  return (app, _, done) => {
    const form = { parseAs: "string" as const, bodyLimit: longestForm };
    app.addContentTypeParser("application/x-www-form-urlencoded", form, (_request, body, parsed) =>
      parsed(null, new URLSearchParams(typeof body === "string" ? body : "")),
    );
    new PurposeRoom(options).open(app);
    done();
  };
}

class PurposeRoom {
  readonly #options: PurposePagesOptions;
  readonly #sessions = new PurposeSessions();
  readonly #assets = loadAssets();

  constructor(options: PurposePagesOptions) {
    this.#options = options;
  }

  open(app: FastifyInstance): void {
    app.get<OfSite>("/sites/:id/uses", (request, reply) => this.#show(request, reply));
    app.post<OfSite>("/sites/:id/uses", (request, reply) => this.#tag(request, reply));
    app.post<OfSite>("/sites/:id/uses/sign-in", (request, reply) => this.#signIn(request, reply));
    app.post<OfSite>("/sites/:id/uses/sign-out", (request, reply) => this.#signOut(request, reply));
  }

  async #show(request: SiteRequest, reply: FastifyReply): Promise<FastifyReply> {
    const name = this.#options.siteName(request.params.id);
    if (name === null) return sendHtml(reply.code(404), notFoundPage(this.#assets));
    const session = this.#sessionOf(request);
    if (session === null) return this.#askToken(request, reply, null);
    const uses = await this.#options.uses(session.site, session.sha256, request.ip);
    if (typeof uses === "string") return this.#turnAway(session, request, reply);
    const told = fieldsOf(request.query);
    const body = renderPurposes({
      site: name,
      href: hrefOf(request),
      formKey: session.formKey,
      notice: noticeOf(told),
      uses: uses.map(purposeUseView),
    });
    return this.#sendPage(reply, body, request);
  }

  async #tag(request: SiteRequest, reply: FastifyReply): Promise<FastifyReply> {
    const fields = fieldsOf(request.body);
    const session = this.#sessionOf(request);
    if (session === null) return this.#askToken(request, reply, purposeWords.ended);
    if (!isOurs(request) || !isFormKeyOf(session, fields.get("key") ?? "")) return reply.code(403).send();
    const at = fields.get("at") ?? "";
    const wish = {
      site: session.site,
      endpoint: fields.get("endpoint") ?? "",
      at,
      purpose: purposes.find((one) => one === fields.get("purpose")) ?? null,
      users: userKinds.find((one) => one === fields.get("users")) ?? null,
    };
    const refused = await this.#options.tag(wish, session.sha256, request.ip);
    if (refused === "refused" || refused === "wait") return this.#turnAway(session, request, reply);
    return reply.redirect(`${hrefOf(request)}?${refused === null ? "saved" : "gone"}=${encodeURIComponent(at)}`, 303);
  }

  async #signIn(request: SiteRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { id } = request.params;
    if (this.#options.siteName(id) === null) return sendHtml(reply.code(404), notFoundPage(this.#assets));
    if (!isOurs(request)) return reply.code(403).send();
    const sha256 = createHash("sha256")
      .update((fieldsOf(request.body).get("token") ?? "").trim())
      .digest("hex");
    const uses = await this.#options.uses(id, sha256, request.ip);
    if (typeof uses === "string") {
      request.log.warn({ site: id, source: request.ip }, "token refused on the page of uses");
      return this.#askToken(request, reply.code(403), uses === "wait" ? purposeWords.wait : purposeWords.refused);
    }
    const session = this.#sessions.begin(sha256, id, this.#options.now());
    return reply.header("set-cookie", cookieOf(request, session.id)).redirect(hrefOf(request), 303);
  }

  #signOut(request: SiteRequest, reply: FastifyReply): FastifyReply {
    const session = this.#sessionOf(request);
    const isAsked = session !== null && isOurs(request) && isFormKeyOf(session, fieldsOf(request.body).get("key") ?? "");
    if (isAsked) this.#sessions.end(session.id);
    return reply.redirect(hrefOf(request), 303);
  }

  #turnAway(session: PurposeSession, request: SiteRequest, reply: FastifyReply): FastifyReply {
    this.#sessions.end(session.id);
    return this.#askToken(request, reply.code(403), purposeWords.ended);
  }

  #askToken(request: SiteRequest, reply: FastifyReply, problem: string | null): FastifyReply {
    const site = this.#options.siteName(request.params.id) ?? "";
    return this.#sendPage(reply, renderPurposeSignIn({ site, href: hrefOf(request), problem }), request);
  }

  #sendPage(reply: FastifyReply, body: string, request: SiteRequest): FastifyReply {
    const { isDemonstration } = this.#options;
    const frame = { assets: this.#assets, isDemonstration, fragmentHref: null, selfHref: hrefOf(request), refreshMs: 0 };
    return sendHtml(reply, renderPage(body, { ...frame, title: purposeWords.title }));
  }

  #sessionOf(request: SiteRequest): PurposeSession | null {
    const id = new RegExp(`(?:^|;) ?${cookieName}=([\\w-]{32})(?:;|$)`).exec(request.headers.cookie ?? "")?.[1];
    return id === undefined ? null : this.#sessions.find(id, request.params.id, this.#options.now());
  }
}

const hrefOf = ({ params }: Pick<SiteRequest, "params">): string => usesHref(params.id);

/** Of this path only, unseen by scripts, and never sent along by another site. */
function cookieOf(request: SiteRequest, id: string): string {
  const secure = request.protocol === "https" ? "; Secure" : "";
  return `${cookieName}=${id}; Path=${hrefOf(request)}; HttpOnly; SameSite=Strict${secure}`;
}

/** What browsers say of where a form was sent from; those that say nothing have the key of the form. */
function isOurs({ headers }: Pick<SiteRequest, "headers">): boolean {
  const from = headers["sec-fetch-site"];
  return from === undefined || from === "same-origin" || from === "none";
}

function fieldsOf(told: unknown): ReadonlyMap<string, string> {
  if (told instanceof URLSearchParams) return new Map(told);
  const entries = typeof told === "object" && told !== null ? Object.entries(told) : [];
  return new Map(entries.flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : [])));
}

function noticeOf(told: ReadonlyMap<string, string>): string | null {
  if (told.has("gone")) return purposeWords.gone;
  const at = Date.parse(told.get("saved") ?? "");
  return Number.isNaN(at) ? null : purposeWords.saved.replace("{use}", whenOf(Math.floor(at / 1000)));
}

/** What is behind a token is for no cache on the way. */
function sendHtml(reply: FastifyReply, html: string): FastifyReply {
  return reply.header("cache-control", "no-store").type("text/html; charset=utf-8").send(html);
}

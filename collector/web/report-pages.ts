import { createHash } from "node:crypto";
import { extname } from "node:path";
import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from "fastify";
import type { ReportDelivery, ReportIssue } from "../ledger/report-issues.ts";
import { type Assets, loadAssets } from "./assets.ts";
import { reportsWords } from "./fr-reports.ts";
import { renderMessage, renderPage, renderReports } from "./render.ts";
import { isPublished, reportsView } from "./reports-view.ts";
import { notFoundPage } from "./status-pages.ts";

export interface ReportPagesOptions {
  readonly issues: () => Promise<readonly ReportIssue[]>;
  readonly deliveries: () => Promise<readonly ReportDelivery[]>;
  /** Null: it is gone, or is not what was issued. */
  readonly file: (issue: ReportIssue, name: string) => Uint8Array | null;
  /** By the SHA-256 of a token; `wait`: too many wrong ones came from there. */
  readonly mayRead: (sha256: string, source: string) => Promise<"yes" | "no" | "wait">;
  readonly isDemonstration: boolean;
}

interface OfFile {
  readonly Params: { readonly quarter: string; readonly revision: string; readonly name: string };
}

const types: Readonly<Record<string, string>> = {
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".html": "text/html; charset=utf-8",
  ".pdf": "application/pdf",
};

/** A report brings its style along, and nothing else: no script, nothing from elsewhere. */
const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The reports that were issued, with their digests, and their files. */
export function reportPages(options: ReportPagesOptions): FastifyPluginCallback {
  const assets = loadAssets();
  return (app, _options, done) => {
    app.get("/reports", async (_request, reply) => {
      const body = renderReports(reportsView(await options.issues(), await options.deliveries()));
      return sendPage(reply, body, reportsWords.title);
    });
    fileRoute(app, options, sendPage, assets);
    done();
  };

  function sendPage(reply: FastifyReply, body: string, title: string): FastifyReply {
    const { isDemonstration } = options;
    const frame = { assets, isDemonstration, fragmentHref: null, selfHref: "/reports", refreshMs: 0, title };
    return reply.header("cache-control", "no-store").type("text/html; charset=utf-8").send(renderPage(body, frame));
  }
}

type SendPage = (reply: FastifyReply, body: string, title: string) => FastifyReply;

function fileRoute(app: FastifyInstance, options: ReportPagesOptions, sendPage: SendPage, assets: Assets): void {
  app.get<OfFile>("/reports/:quarter/:revision/:name", async (request, reply) => {
    const { quarter, revision, name } = request.params;
    const issue = (await options.issues()).find((one) => one.quarter === quarter && String(one.revision) === revision);
    if (issue === undefined || !issue.files.some((file) => file.name === name)) {
      return reply.code(404).type("text/html; charset=utf-8").send(notFoundPage(assets));
    }
    const standing = isPublished(name) ? "yes" : await standingOf(request, options);
    if (standing !== "yes") return turnAway(reply, standing, sendPage);
    const content = options.file(issue, name);
    if (content === null) {
      request.log.error({ quarter, revision, name }, "a file of an issued report is gone or was changed");
      return sendPage(reply.code(410), renderMessage(reportsWords.goneTitle, reportsWords.gone), reportsWords.goneTitle);
    }
    return sendFile(reply, name, content, quarter);
  });
}

/**
 * Who has a token gives it as a password, which browsers and `curl -u` ask for by themselves. Only its digest is handed on. Who shows none
 * has guessed none: browsers ask without one first.
 */
function standingOf({ headers, ip }: FastifyRequest<OfFile>, { mayRead }: ReportPagesOptions): Promise<"yes" | "no" | "wait"> {
  const shown = /^Basic ([A-Za-z0-9+/=]{1,1024})$/.exec(headers.authorization ?? "")?.[1];
  if (shown === undefined) return Promise.resolve("no");
  const password = Buffer.from(shown, "base64")
    .toString("utf8")
    .replace(/^[^:]*:/, "");
  return mayRead(createHash("sha256").update(password).digest("hex"), ip);
}

function turnAway(reply: FastifyReply, standing: "no" | "wait", sendPage: SendPage): FastifyReply {
  const text = standing === "wait" ? reportsWords.wait : reportsWords.refused;
  const asked = standing === "wait" ? reply.code(429) : reply.code(401).header("www-authenticate", 'Basic realm="Vigie", charset="UTF-8"');
  return sendPage(asked, renderMessage(reportsWords.refusedTitle, text), reportsWords.refusedTitle);
}

function sendFile(reply: FastifyReply, name: string, content: Uint8Array, quarter: string): FastifyReply {
  const kind = extname(name);
  const disposition = kind === ".html" || kind === ".pdf" ? "inline" : "attachment";
  return reply
    .header("cache-control", "no-store")
    .header("content-security-policy", reportPolicy)
    .header("content-disposition", `${disposition}; filename="${quarter}-${name}"`)
    .type(types[kind] ?? "application/octet-stream")
    .send(Buffer.from(content));
}

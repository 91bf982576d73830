import type * as Undici from "undici";
import type { WebAccess, WebBanner } from "../drivers/driver.ts";
import type { HttpSettings } from "../poll/endpoint-settings.ts";
import { outcomeOfFailure } from "./http-failures.ts";
import type { NoAnswer } from "./no-answer.ts";
import { pinnedConnector } from "./pinned-connector.ts";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** From the root, with the query. */
  readonly path: string;
  readonly accept: string;
  readonly body?: { readonly type: string; readonly text: string };
  /** From the first byte sent to the last byte read; a codec that trickles is left then. */
  readonly deadlineMs: number;
}

/** How the connection was known to lead to the codec: a trusted authority, a fingerprint, not at all, or no TLS. */
export type TlsState = "verified" | "pinned" | "accepted" | "clear";

export type HttpAnswer = { readonly outcome: "answered"; readonly text: string } | NoAnswer;

const connectTimeoutMs = 3_000;
/** Longer than the pace of the most frequent question: a TLS handshake costs the codec and us twenty times the question. */
const keepAliveMs = 75_000;
/** The largest true document known is a call history of some 200 kB. A parsed tree weighs ten times its text. */
const maxBodyBytes = 2 * 1024 * 1024;
const wrongCredentialStatuses = new Set([401, 403, 407, 412, 423, 429]);
/** As pages say it in English and in French. */
const signInWords = /sign[\s_-]?in|log[\s_-]?in|connexion|identifi|mot de passe|password|authent/i;
/** A person's page is never a document, even when it happens to be XML. */
const pageTypes = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i;
const startOfPage = /^\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html)\b/i;
/** {"error": …}, {"success": false, "reason": …}, {"status": 401, "message": …} */
const startOfJsonError = /^\s*\{\s*(?:"\w+"\s*:\s*"?\w+"?\s*,\s*)?"(?:errors?|fault|reason|message)"\s*:/i;
const refusalWords = /authent|authori[sz]|autoris|credential|log[\s_-]?in|sign[\s_-]?in|forbidden|denied|\b40[13]\b/i;

// undici, and not node:https, although it weighs 17 MB more: it bounds bodies and times on its own, and is what the project chose for codecs.
/** A codec's web interface: one connection, kept, Basic credentials on every request, no session that could leak. */
export class HttpChannel {
  readonly #settings: HttpSettings;
  #agent: Undici.Agent | null = null;
  #tlsState: TlsState | null = null;

  constructor(settings: HttpSettings) {
    this.#settings = settings;
  }

  /** Of the last exchange; null before the first, and when no connection came about. */
  get tlsState(): TlsState | null {
    return this.#tlsState;
  }

  /** How this codec lets somebody in, once its family is known; basic until then. May be called at each poll. */
  useAccess(_access: WebAccess): void {}

  /** What the root page says to somebody who gives no name: one GET, no credentials. Null: nothing that speaks HTTP answered. */
  banner(_deadlineMs: number): Promise<WebBanner | null> {
    return Promise.resolve(null);
  }

  async ask(request: HttpRequest): Promise<HttpAnswer> {
    const answer = await this.#tryOnce(request);
    // A kept connection may have been closed by the codec just as we wrote; everything asked here may be asked twice.
    if (answer.outcome === "silent" && answer.note === "connection_closed") return this.#tryOnce(request);
    return answer;
  }

  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = null;
    await agent?.destroy();
  }

  async #tryOnce(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await this.#exchange(request);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  async #exchange({ method, path, accept, body, deadlineMs }: HttpRequest): Promise<HttpAnswer> {
    // Loaded at the first question: undici weighs 17 MB and many sites only speak SNMP.
    const undici = await import("undici");
    this.#agent ??= this.#openAgent(undici);
    const {
      statusCode,
      headers,
      body: stream,
    } = await undici.request(new URL(path, this.#settings.url), {
      dispatcher: this.#agent,
      method,
      headers: { accept, authorization: this.#credentials(), ...(body === undefined ? {} : { "content-type": body.type }) },
      ...(body === undefined ? {} : { body: body.text }),
      headersTimeout: deadlineMs,
      bodyTimeout: deadlineMs,
      signal: AbortSignal.timeout(deadlineMs),
    });
    const text = await stream.text();
    return judge(statusCode, String(headers["location"] ?? ""), String(headers["content-type"] ?? ""), text);
  }

  #openAgent(undici: typeof Undici): Undici.Agent {
    return new undici.Agent({
      connections: 1,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
      maxResponseSize: maxBodyBytes,
      connect: pinnedConnector(undici, this.#settings, connectTimeoutMs),
    });
  }

  #credentials(): string {
    const { user, password } = this.#settings;
    return `Basic ${Buffer.from(`${user}:${password.reveal()}`, "utf8").toString("base64")}`;
  }
}

/** Some codecs send a wrong user to a sign-in page with 302, others answer that page with 200, others say so in JSON with 200. */
function judge(statusCode: number, location: string, contentType: string, text: string): HttpAnswer {
  if (wrongCredentialStatuses.has(statusCode)) return { outcome: "refused", note: `http_${statusCode}` };
  if (statusCode >= 300 && statusCode < 400 && signInWords.test(location)) return { outcome: "refused", note: "login_page" };
  if (statusCode < 200 || statusCode >= 300) return { outcome: "garbled", note: `http_${statusCode}` };
  const head = text.slice(0, 65_536);
  if (pageTypes.test(contentType) || startOfPage.test(head)) {
    return signInWords.test(head) ? { outcome: "refused", note: "login_page" } : { outcome: "garbled", note: "html" };
  }
  if (startOfJsonError.test(head) && refusalWords.test(head)) return { outcome: "refused", note: "not_authenticated" };
  return { outcome: "answered", text };
}

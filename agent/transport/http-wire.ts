import { addAbortListener } from "node:events";
import type * as Undici from "undici";
import type { HttpSettings } from "../poll/endpoint-settings.ts";
import { type BodyText, isAnnouncedTooLarge, maxBodyBytes, textOfBody, tooLarge } from "./http-body.ts";
import { outcomeOfFailure } from "./http-failures.ts";
import type { NoAnswer } from "./no-answer.ts";
import { codecConnector, type TlsState } from "./pinned-connector.ts";

export interface WireRequest {
  readonly method: "GET" | "POST";
  /** From the root, with the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: { readonly type: string; readonly text: string };
}

/** What came back, whatever it says. */
export interface WireReply {
  readonly outcome: "replied";
  readonly status: number;
  /** All values of a header, separated by commas; empty when it is absent. */
  readonly header: (name: string) => string;
  readonly cookies: readonly string[];
  readonly body: BodyText;
}

const connectTimeoutMs = 3_000;
/** Longer than the pace of the most frequent question: a TLS handshake costs the codec and us twenty times the question. */
const keepAliveMs = 75_000;

// undici, and not node:https, although it weighs 17 MB more: it bounds bodies and times on its own, and is what the project chose for codecs.
/** One connection to a codec's web interface, kept between questions. Follows no redirection, knows no credentials. */
export class HttpWire {
  readonly #settings: HttpSettings;
  #agent: Undici.Agent | null = null;
  #connectionCount = 0;
  #tlsState: TlsState | null = null;
  /** The certificate last shown; empty in the clear. */
  #shown: string | null = null;
  #isToBeTheSame = false;

  constructor(settings: HttpSettings) {
    this.#settings = settings;
  }

  get tlsState(): TlsState | null {
    return this.#tlsState;
  }

  /** Whoever answers may be spoken to: what is asked next carries no credentials. */
  meetAnybody(): void {
    this.#isToBeTheSame = false;
  }

  /** From now on only whoever showed the last certificate: a connection to another fails before anything is sent on it. */
  meetOnlyThis(): void {
    this.#isToBeTheSame = true;
  }

  /** To be awaited before a deadline starts: loading our library for the first time is not the codec's slowness. */
  async ready(): Promise<void> {
    await import("undici");
  }

  /** `path` as it goes on the wire. */
  target(path: string): string {
    const { pathname, search } = new URL(path, this.#settings.url);
    return pathname + search;
  }

  /** Never rejects. `signal` bounds everything from the first byte sent to the last byte read. */
  async send(request: WireRequest, signal: AbortSignal): Promise<WireReply | NoAnswer> {
    const connections = this.#connectionCount;
    const reply = await this.#tryOnce(request, signal);
    // A kept connection may have been closed by the codec just as we wrote; everything asked here may be asked twice.
    const wasKept = connections > 0 && connections === this.#connectionCount;
    if (wasKept && reply.outcome === "silent" && reply.note === "connection_closed") return this.#tryOnce(request, signal);
    return reply;
  }

  /** Hangs up, and leaves what is under way. The next request connects anew. */
  async hangUp(): Promise<void> {
    const agent = this.#agent;
    this.#agent = null;
    await agent?.destroy();
  }

  async #tryOnce(request: WireRequest, signal: AbortSignal): Promise<WireReply | NoAnswer> {
    const deadline = Promise.withResolvers<never>();
    const listening = addAbortListener(signal, () => deadline.reject(signal.reason));
    try {
      // The library is told to give up too; but whatever it does, nothing waits for this codec any longer.
      return await Promise.race([this.#exchange(request, signal), deadline.promise]);
    } catch (error) {
      return outcomeOfFailure(error);
    } finally {
      listening[Symbol.dispose]();
    }
  }

  async #exchange({ method, path, headers, body }: WireRequest, signal: AbortSignal): Promise<WireReply> {
    // Loaded at the first question: undici weighs 17 MB and many sites only speak SNMP.
    const undici = await import("undici");
    this.#agent ??= this.#openAgent(undici);
    const answer = await undici.request(new URL(path, this.#settings.url), {
      dispatcher: this.#agent,
      method,
      headers: { "accept-encoding": "identity", ...headers, ...(body === undefined ? {} : { "content-type": body.type }) },
      ...(body === undefined ? {} : { body: body.text }),
      signal,
    });
    const header = (name: string): string => [answer.headers[name] ?? []].flat().join(", ");
    const cookies = [answer.headers["set-cookie"] ?? []].flat();
    return { outcome: "replied", status: answer.statusCode, header, cookies, body: await bodyOf(answer.body, header) };
  }

  #openAgent(undici: typeof Undici): Undici.Agent {
    return new undici.Agent({
      connections: 1,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: keepAliveMs,
      keepAliveMaxTimeout: keepAliveMs,
      maxResponseSize: maxBodyBytes,
      // The deadline of the question bounds these.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: codecConnector(undici, this.#settings, connectTimeoutMs, {
        tell: (tlsState) => {
          if (tlsState !== null) this.#connectionCount += 1;
          this.#tlsState = tlsState;
        },
        isWelcome: (certificate) => {
          if (this.#isToBeTheSame && this.#shown !== null && certificate !== this.#shown) return false;
          this.#shown = certificate;
          return true;
        },
      }),
    });
  }
}

/** A body that cannot be read does not unsay the status line. */
async function bodyOf(stream: Undici.Dispatcher.ResponseData["body"], header: WireReply["header"]): Promise<BodyText> {
  const announced = { length: header("content-length"), encoding: header("content-encoding"), type: header("content-type") };
  try {
    if (!isAnnouncedTooLarge(announced)) return await textOfBody(await stream.bytes(), announced);
    stream.on("error", () => undefined).destroy();
    return tooLarge;
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

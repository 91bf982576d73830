import type { IncomingMessage, RequestOptions } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import type { Secret } from "../../settings/secret.ts";

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** What the answer's Retry-After says, ms; null without one. */
  readonly retryAfterMs: number | null;
}

export interface PostOptions {
  /** Address of the collector, without a final slash. */
  readonly url: string;
  readonly token: Secret;
  /** The only authority trusted when given, PEM. */
  readonly caPem: string | null;
  /** From the first byte sent to the last one received. */
  readonly timeoutMs: number;
}

export interface Poster {
  /** Sends one body. Rejects when no complete answer came in time; never half an answer. */
  post(body: Buffer, signal: AbortSignal): Promise<Answer>;
  close(): void;
}

// Not by import, which reads every export: that of node:http's WebSocket loads Node's own copy of undici, 4 MB that nobody uses here.
const { Agent: PlainAgent, request: plainRequest } = process.getBuiltinModule("node:http");

const longestAnswer = 4 * 1024 * 1024;

/** The agent of a site with SNMP codecs only never loads undici, and 25 MB less is worth these lines: so the platform's own client. */
export function openPoster({ url, token, caPem, timeoutMs }: PostOptions): Poster {
  const target = new URL(`${url}/v1/envelopes`);
  const isTls = target.protocol === "https:";
  // One connection, kept: a handshake costs ten times the bytes of a minute's envelope.
  const pool = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };
  const agent = isTls ? new TlsAgent({ ...pool, ...(caPem === null ? {} : { ca: caPem }) }) : new PlainAgent(pool);
  const send = (body: Buffer, signal: AbortSignal) =>
    exchange(isTls ? tlsRequest : plainRequest, target, body, {
      method: "POST",
      agent,
      signal,
      headers: {
        authorization: `Bearer ${token.reveal()}`,
        "content-type": "application/json",
        "content-encoding": "deflate",
        "content-length": body.length,
      },
    });
  return {
    post: async (body, signal) => {
      const bounded = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      try {
        return await send(body, bounded);
      } catch (error) {
        if (!isStaleConnection(error)) throw error;
        return send(body, bounded);
      }
    },
    close: () => agent.destroy(),
  };
}

function exchange(request: typeof plainRequest, target: URL, body: Buffer, options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(target, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    sent.on("error", (error) => {
      reject(sent.reusedSocket ? Object.assign(error, { isOnReusedSocket: true }) : error);
    });
    sent.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream: AsyncIterable<Buffer> = response;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestAnswer) throw new Error("the collector's answer is too long");
  }
  if (!response.complete) throw new Error("the collector's answer was cut");
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8"), retryAfterMs: retryAfterMs(response) };
}

/** The collector closed a kept connection while we were writing on it: not a failure, and sending twice does no harm. */
function isStaleConnection(error: unknown): boolean {
  return (
    error instanceof Error && "isOnReusedSocket" in error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE")
  );
}

function retryAfterMs(response: IncomingMessage): number | null {
  const seconds = Number(response.headers["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
}

import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from "node:http";
import { Agent as TlsAgent, request as tlsRequest } from "node:https";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { credentialHeader } from "../../contract/enrolment.ts";
import { planLimits } from "../../contract/plan.ts";
import type { Credential } from "./credential.ts";

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** What the answer's Retry-After says, ms; null without one. */
  readonly retryAfterMs: number | null;
}

export interface FullAnswer extends Answer {
  readonly headers: IncomingHttpHeaders;
}

export interface PostOptions {
  /** Address of the collector, without a final slash. */
  readonly url: string;
  /** Asked before each request: what is renewed meanwhile counts at once, on a new connection. null: the agent has none yet. */
  readonly credential: () => Credential | null;
  /** The only authority trusted when given, PEM. */
  readonly caPem: string | null;
  /** From the first byte sent to the last one received. */
  readonly timeoutMs: number;
  /** The collector wants the agent to ask for a new credential. Comes with each answer until it has. */
  readonly onRenewalAsked?: () => void;
}

/** A request beside the envelopes. */
export interface Question {
  readonly method: "GET" | "POST";
  /** Under the address of the collector. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Poster {
  /** Sends one envelope. Rejects when no complete answer came in time, never half an answer; `neverLeft` where no line was open. */
  post(body: Buffer, signal: AbortSignal): Promise<Answer>;
  /** Asks the collector something else, with the same credential and on the same connection. Rejects likewise. */
  ask(question: Question, signal: AbortSignal): Promise<FullAnswer>;
  close(): void;
}

// Not by import, which reads every export: that of node:http's WebSocket loads Node's own copy of undici, 4 MB that nobody uses here.
const { Agent: PlainAgent, request: plainRequest } = process.getBuiltinModule("node:http");

const unzip = promisify(gunzip);
const longestAnswer = 4 * 1024 * 1024;
/** The plan of a central agent, unpacked. */
const longestUnpacked = planLimits.bytes;

/** The agent of a site with SNMP codecs only never loads undici, and 25 MB less is worth these lines: so the platform's own client. */
export function openPoster(options: PostOptions): Poster {
  const line = lineTo(options);
  const send = async ({ method, path, headers = {}, body }: Question, signal: AbortSignal): Promise<FullAnswer> => {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
    const target = new URL(`${options.url}${path}`);
    const attempt = () => {
      const { pool, authorization } = line.now();
      const length = body === undefined ? {} : { "content-length": body.length };
      return exchange(target, body, { method, agent: pool, signal: bounded, headers: { ...authorization, ...headers, ...length } });
    };
    const answer = await attempt().catch((error: unknown) => {
      if (!isStaleConnection(error)) throw error;
      // The first may have been read to its end before the line broke, whatever becomes of the second.
      return attempt().catch((second: unknown) => {
        throw second instanceof Error ? Object.assign(second, { neverLeft: false }) : second;
      });
    });
    if (answer.headers[credentialHeader.name] === credentialHeader.renew) options.onRenewalAsked?.();
    return answer;
  };
  return {
    post: async (body, signal) => {
      const answer = await send({ method: "POST", path: "/v1/envelopes", headers: packed, body }, signal);
      return { status: answer.status, body: answer.body, retryAfterMs: answer.retryAfterMs };
    },
    ask: send,
    close: () => line.close(),
  };
}

const packed = { "content-type": "application/json", "content-encoding": "deflate" };

type Pool = InstanceType<typeof PlainAgent>;

/** One connection, kept: a handshake costs ten times the bytes of a minute's envelope. Another credential is another connection. */
function lineTo({ url, credential, caPem }: PostOptions) {
  const isTls = url.startsWith("https:");
  let inUse: { readonly by: Credential | null; readonly pool: Pool } | null = null;
  return {
    now: (): { readonly pool: Pool; readonly authorization: Readonly<Record<string, string>> } => {
      const by = credential();
      if (inUse === null || inUse.by !== by) {
        // What is still under way on the former connection comes to its end there.
        for (const socket of Object.values(inUse?.pool.freeSockets ?? {}).flat()) socket?.destroy();
        inUse = { by, pool: isTls ? tlsPool(by, caPem) : new PlainAgent(onlyOne) };
      }
      return { pool: inUse.pool, authorization: by?.kind === "token" ? { authorization: `Bearer ${by.token.reveal()}` } : {} };
    },
    close: () => inUse?.pool.destroy(),
  };
}

const onlyOne = { keepAlive: true, maxSockets: 1, maxFreeSockets: 1 };

/** Both ends are ours: nothing older than TLS 1.3, so that nobody between them can talk it down. */
function tlsPool(by: Credential | null, caPem: string | null): Pool {
  const pem = by?.kind === "certificate" ? by.pem.reveal() : null;
  return new TlsAgent({
    ...onlyOne,
    minVersion: "TLSv1.3",
    ...(caPem === null ? {} : { ca: caPem }),
    ...(pem === null ? {} : { key: pem, cert: pem }),
  });
}

function exchange(target: URL, body: Buffer | undefined, options: RequestOptions): Promise<FullAnswer> {
  const request = target.protocol === "https:" ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const sent = request(target, options, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    let wasOpen = false;
    sent.on("socket", (socket) => {
      wasOpen = !socket.connecting;
      if (wasOpen) return;
      socket.once("connect", () => {
        wasOpen = true;
      });
    });
    sent.on("error", (error) => {
      reject(Object.assign(error, { neverLeft: !wasOpen, ...(sent.reusedSocket ? { isOnReusedSocket: true } : {}) }));
    });
    sent.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<FullAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream: AsyncIterable<Buffer> = response;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > longestAnswer) throw new Error("the collector's answer is too long");
  }
  if (!response.complete) throw new Error("the collector's answer was cut");
  const { statusCode, headers } = response;
  const packedBody = Buffer.concat(chunks);
  const body = headers["content-encoding"] === "gzip" ? await unzip(packedBody, { maxOutputLength: longestUnpacked }) : packedBody;
  return { status: statusCode ?? 0, body: body.toString("utf8"), retryAfterMs: retryAfterMs(response), headers };
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

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { inflateSync } from "node:zlib";
import { Compile } from "typebox/compile";
import { unpackObservations } from "../../../contract/columns.ts";
import { Envelope, type Receipt, type RefusalCode, type Rejection, refusalCodes } from "../../../contract/envelope.ts";
import type { Observation } from "../../../contract/observation.ts";
import { wireDictionary } from "../../../contract/wire-dictionary.ts";

/** What the stub does with one request instead of answering well. */
export type Mood =
  | { readonly kind: "status"; readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: "refuse"; readonly code: RefusalCode; readonly path?: string }
  /** Keeps the observations, then cuts the connection in the middle of the receipt. */
  | { readonly kind: "keep-and-cut" }
  /** Keeps the observations and never answers. */
  | { readonly kind: "keep-and-hang" }
  | { readonly kind: "cut" }
  | { readonly kind: "garbage" };

export interface StubOptions {
  /** Asked for every request that is a good envelope; null: answer well. */
  readonly mood?: (envelope: Envelope, observations: readonly Observation[], requestNumber: number) => Mood | null;
  /** Observations the collector rejects one by one. */
  readonly reject?: (observation: Observation) => Rejection["code"] | null;
  readonly token?: () => string;
}

/** A collector that speaks the contract and keeps everything once, in memory. */
export interface StubCollector {
  readonly url: string;
  readonly server: Server;
  /** Every observation kept, by outbox and sequence. */
  readonly kept: Map<string, Observation>;
  /** Good envelopes in the order of their arrival, whatever was answered. */
  readonly envelopes: Envelope[];
  /** Connections opened so far. */
  connections(): number;
  bodyBytes(): number;
  close(): Promise<void>;
}

const envelopeCheck = Compile(Envelope);
const dictionary = Buffer.from(wireDictionary, "utf8");

export async function startStubCollector(options: StubOptions = {}): Promise<StubCollector> {
  const kept = new Map<string, Observation>();
  const envelopes: Envelope[] = [];
  const sockets = new Set<Socket>();
  const seen = { requests: 0, connections: 0, bytes: 0 };
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      seen.requests += 1;
      seen.bytes += body.length;
      if (request.headers.authorization !== `Bearer ${options.token?.() ?? "the-token"}`) return refuse(response, "TOKEN_UNKNOWN");
      takeIn(body, response, { options, kept, envelopes, requestNumber: seen.requests });
    });
  });
  server.on("connection", (socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    kept,
    envelopes,
    connections: () => seen.connections,
    bodyBytes: () => seen.bytes,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface Visit {
  readonly options: StubOptions;
  readonly kept: Map<string, Observation>;
  readonly envelopes: Envelope[];
  readonly requestNumber: number;
}

function takeIn(body: Buffer, response: ServerResponse, { options, kept, envelopes, requestNumber }: Visit): void {
  const envelope: unknown = JSON.parse(inflateSync(body, { dictionary }).toString("utf8"));
  if (!envelopeCheck.Check(envelope)) return refuse(response, "ENVELOPE_INVALID", envelopeCheck.Errors(envelope)[0]?.instancePath);
  const observations = unpackObservations(envelope);
  envelopes.push(envelope);
  const mood = options.mood?.(envelope, observations, requestNumber) ?? null;
  if (mood !== null && mood.kind !== "keep-and-cut" && mood.kind !== "keep-and-hang") return answerBadly(mood, response);
  const receipt = keep(envelope, observations, kept, options);
  if (mood?.kind === "keep-and-hang") return;
  if (mood?.kind === "keep-and-cut") return answerHalf(receipt, response);
  answerWith(receipt, response);
}

function answerWith(receipt: Receipt, response: ServerResponse): void {
  const { count, accepted, rejected } = receipt;
  if (count > 0 && rejected.length === count) return refuse(response, "ALL_REJECTED", undefined, receipt);
  if (count > 0 && accepted === 0) return refuse(response, "SEQUENCE_ALREADY_SEEN", undefined, receipt);
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(receipt));
}

function answerBadly(mood: Exclude<Mood, { kind: "keep-and-cut" | "keep-and-hang" }>, response: ServerResponse): void {
  if (mood.kind === "status") response.writeHead(mood.status, mood.headers).end(mood.body ?? "");
  else if (mood.kind === "refuse") refuse(response, mood.code, mood.path);
  else if (mood.kind === "cut") response.destroy();
  else response.writeHead(200, { "content-type": "application/json" }).end('{"outbox": "0123');
}

function answerHalf(receipt: Receipt, response: ServerResponse): void {
  const text = JSON.stringify(receipt);
  response.writeHead(200, { "content-length": text.length });
  response.write(text.slice(0, 20), () => response.destroy());
}

function keep(envelope: Envelope, observations: readonly Observation[], kept: Map<string, Observation>, options: StubOptions): Receipt {
  const { outbox, first } = envelope;
  const rejected: Rejection[] = [];
  let accepted = 0;
  observations.forEach((observation, index) => {
    const sequence = first + index;
    const code = options.reject?.(observation) ?? null;
    if (code !== null) rejected.push({ sequence, code, message: "not here" });
    else if (!kept.has(`${outbox} ${sequence}`)) {
      kept.set(`${outbox} ${sequence}`, observation);
      accepted += 1;
    }
  });
  const count = observations.length;
  return { outbox, first, count, accepted, alreadySeen: count - accepted - rejected.length, rejected, receivedAt: Date.now() };
}

function refuse(response: ServerResponse, code: RefusalCode, path?: string, receipt?: Receipt): void {
  const body = {
    code,
    message: refusalCodes[code].meaning,
    ...(path === undefined ? {} : { path }),
    ...(receipt === undefined ? {} : { receipt }),
  };
  response.writeHead(refusalCodes[code].status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const stream: AsyncIterable<Buffer> = request;
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

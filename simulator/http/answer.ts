import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpAnswer } from "../families/family.ts";
import { faultNow } from "../life.ts";
import type { Fault } from "../script.ts";
import type { HttpFace } from "./face.ts";

const bodyLimit = 65_536;
const trickleEveryMs = 100;

/** Answers one request as the codec's state of this instant demands; a silent codec leaves it open for ever. */
export function answerRequest(request: IncomingMessage, response: ServerResponse, face: HttpFace): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("error", () => request.destroy());
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > bodyLimit) request.destroy();
    else chunks.push(chunk);
  });
  request.on("end", () => {
    const codec = face.view();
    if (faultNow(codec.life, "silent", "http") !== undefined) return;
    const answer = answerNow(request, Buffer.concat(chunks).toString("utf8"), face);
    const slow = faultNow(codec.life, "slow", "http");
    if (slow === undefined) send(response, answer);
    else sendSlowly(response, answer, slow);
  });
}

function answerNow(request: IncomingMessage, body: string, face: HttpFace): HttpAnswer {
  const codec = face.view();
  const asked = request.url ?? "/";
  const { pathname: path, searchParams: query } = new URL(asked, "http://codec");
  const method = request.method ?? "GET";
  const { authorization, cookie } = request.headers;
  const isBarred = faultNow(codec.life, "refused", "http") !== undefined;
  const refusal = face.door.answer({ method, path, url: asked, headers: { authorization, cookie }, body, nowMs: codec.nowMs, isBarred });
  if (refusal !== null) return refusal;
  const answer = face.answer({ method, path, query, body }, codec);
  return faultNow(codec.life, "garbled", "http") === undefined ? answer : { ...answer, body: garbled(answer.body) };
}

/** A document cut in its middle, with the control characters that some screens put into their names. */
function garbled(body: string): string {
  return `${body.slice(0, Math.floor(body.length * 0.6))}\u0001\u0005<&{]`;
}

function send(response: ServerResponse, answer: HttpAnswer): void {
  response.writeHead(answer.status, headersOf(answer)).end(answer.body);
}

function sendSlowly(response: ServerResponse, answer: HttpAnswer, { answerAfterMs = 0, trickles = false }: Fault): void {
  if (!trickles) {
    const timer = setTimeout(() => send(response, answer), answerAfterMs);
    response.on("close", () => clearTimeout(timer));
    return;
  }
  const body = Buffer.from(answer.body);
  const step = Math.max(1, Math.ceil((body.length * trickleEveryMs) / Math.max(trickleEveryMs, answerAfterMs)));
  let sent = 0;
  response.writeHead(answer.status, headersOf(answer));
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + step));
    sent += step;
    if (sent >= body.length) response.end();
  }, trickleEveryMs);
  response.on("close", () => clearInterval(timer));
}

function headersOf({ contentType, body, headers = {} }: HttpAnswer): Record<string, string | number> {
  return { "content-type": contentType, "content-length": Buffer.byteLength(body), "cache-control": "no-store", ...headers };
}

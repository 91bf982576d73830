import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { Agent, request } from "undici";
import type { Envelope } from "../../../contract/envelope.ts";

/** Sends one envelope until the collector has answered for good, or the signal says stop. @throws FillError */
export type PostEnvelope = (agent: string, envelope: () => Envelope, signal: AbortSignal) => Promise<void>;

/** The collector will never take this envelope. */
export class FillError extends Error {
  constructor(status: number, reason: string) {
    super(`HTTP ${status} ${reason}`);
    this.name = "FillError";
  }
}

const gzipped = promisify(gzip);
const Reason = Compile(Type.Object({ code: Type.String(), message: Type.String() }));
/** Kept now, kept before, or too old by now to be kept: in each case there is nothing more to send. */
const settled: readonly number[] = [200, 409, 422];
const retryMs = 2_000;

export function envelopePoster(collectorUrl: string, tokenOf: (agent: string) => string): { post: PostEnvelope; close(): Promise<void> } {
  const dispatcher = new Agent({ connections: 1, headersTimeout: 120_000, bodyTimeout: 30_000 });
  const post: PostEnvelope = async (agent, envelope, signal) => {
    while (!signal.aborted) {
      const answer = await attempt(dispatcher, `${collectorUrl}/v1/envelopes`, tokenOf(agent), envelope(), signal);
      if (answer !== null && settled.includes(answer.status)) return;
      if (answer !== null && answer.status !== 429 && answer.status < 500) throw new FillError(answer.status, reasonOf(answer.body));
      await wait(retryMs, undefined, { signal }).catch(() => undefined);
    }
  };
  return { post, close: () => dispatcher.destroy() };
}

/** null when the collector could not be reached. */
async function attempt(
  dispatcher: Agent,
  url: string,
  token: string,
  envelope: Envelope,
  signal: AbortSignal,
): Promise<{ status: number; body: string } | null> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "content-encoding": "gzip" };
  try {
    const body = await gzipped(JSON.stringify(envelope), { level: 1 });
    const answer = await request(url, { method: "POST", headers, body, dispatcher, signal });
    return { status: answer.statusCode, body: await answer.body.text() };
  } catch {
    return null;
  }
}

function reasonOf(body: string): string {
  try {
    const refusal: unknown = JSON.parse(body);
    return Reason.Check(refusal) ? `${refusal.code} ${refusal.message}` : "";
  } catch {
    return "";
  }
}

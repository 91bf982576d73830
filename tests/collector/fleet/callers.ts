import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { type SecureVersion, TLSSocket } from "node:tls";
import { newKey, requestFor } from "../../../agent/enrol/request.ts";
import { packObservations } from "../../../contract/columns.ts";
import type { Secret } from "../../../settings/secret.ts";
import { observed } from "../ledger/small-ledger.ts";
import { type FleetRoom, operator } from "./fleet-room.ts";

export interface Heard {
  readonly status: number;
  readonly body: { readonly code?: string; readonly [key: string]: unknown };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Whether an older connection was used again. */
  readonly isSameConnection: boolean;
  /** Whether TLS went on where an older connection was. */
  readonly isResumedSession: boolean;
}

/** What a client shows and how it speaks. */
export interface Manner {
  /** Key and certificate, PEM. */
  readonly pem?: string;
  readonly token?: string;
  readonly tls?: SecureVersion;
  readonly forwardedFor?: string;
  /** A connection for each request. */
  readonly isHangingUp?: boolean;
}

/** A client of that collector with one connection that it keeps. It trusts the collector's authority and no other. */
export function callerOf(room: FleetRoom, { pem, token, tls, forwardedFor, isHangingUp = false }: Manner = {}) {
  const ca = readFileSync(join(room.dataDir, "ca", "ca.pem"), "utf8");
  const versions = tls === undefined ? {} : { minVersion: tls, maxVersion: tls, ciphers: "DEFAULT@SECLEVEL=0" };
  const agent = new Agent({
    keepAlive: !isHangingUp,
    maxSockets: 1,
    ca,
    ...versions,
    ...(pem === undefined ? {} : { key: pem, cert: pem }),
  });
  const headers = {
    "content-type": "application/json",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor }),
  };
  const send = (method: string, path: string, body?: unknown) =>
    new Promise<Heard>((resolve, reject) => {
      const sent = request(`${room.url}${path}`, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString();
          const isJson = String(response.headers["content-type"]).includes("json");
          resolve({
            status: response.statusCode ?? 0,
            body: isJson ? (JSON.parse(text) as Heard["body"]) : { text },
            headers: response.headers,
            isSameConnection: sent.reusedSocket,
            isResumedSession: sent.socket instanceof TLSSocket && sent.socket.isSessionReused(),
          });
        });
      });
      sent.on("error", reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    get: (path: string) => send("GET", path),
    post: (path: string, body: unknown) => send("POST", path, body),
    close: () => agent.destroy(),
  };
}

/** One observation of an endpoint, made a minute ago, as an agent of that name sends it. */
export function envelopeOf(agent: string, endpoint: string, first = 1) {
  const now = Date.now();
  return {
    version: 1,
    agent,
    outbox: "00112233aabbccdd",
    first,
    sentAt: now,
    boot: "cafe0123",
    monotonicMs: 100_000,
    ...packObservations([observed(0, { endpoint, observedAt: now - 60_000, clockMs: now - 100_000 })]),
  };
}

/** A key and a request for it. */
export function requestWithKey(): { readonly key: Secret; readonly wanted: { readonly kind: "certificate"; readonly request: string } } {
  const key = newKey();
  return { key, wanted: { kind: "certificate", request: requestFor(key) } };
}

/** Key and certificate of an agent that enrolled as it should. */
export async function enrolled(room: FleetRoom, agent: string): Promise<string> {
  const { code } = room.fleet.makeCode(agent, operator);
  const { key, wanted } = requestWithKey();
  const caller = callerOf(room);
  const { status, body } = await caller.post("/v1/enrolments", { code, wanted });
  caller.close();
  if (status !== 200) throw new Error(`not enrolled: ${JSON.stringify(body)}`);
  return pemOf(key, body);
}

/** The key with the certificate that was issued for it. */
export function pemOf(key: Secret, body: Heard["body"]): string {
  return `${key.reveal()}${(body["credential"] as { certificate: string }).certificate}`;
}

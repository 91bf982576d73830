import { createHash } from "node:crypto";
import { deflateSync, gzipSync } from "node:zlib";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Directory } from "../../../collector/directory/directory.ts";
import { openFleet } from "../../../collector/fleet/fleet.ts";
import { authenticator } from "../../../collector/ingest/authenticate.ts";
import { envelopeRoutes } from "../../../collector/ingest/envelope-routes.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { packObservations } from "../../../contract/columns.ts";
import type { Envelope } from "../../../contract/envelope.ts";
import type { Observation } from "../../../contract/observation.ts";
import { wireDictionary } from "../../../contract/wire-dictionary.ts";
import { observed } from "../ledger/small-ledger.ts";

const token = "a-token-nobody-else-has";
const now = Date.UTC(2026, 9, 1, 0, 10);

const agents = [
  { id: "agent-a", site: "site-a", tokenSha256: createHash("sha256").update(token).digest("hex") },
  { id: "agent-b", site: "site-b", tokenSha256: createHash("sha256").update("another").digest("hex") },
];
const directory = {
  agents,
  agent: (id: string) => agents.find((agent) => agent.id === id),
  endpoint: (id: string) => (id === "codec-a" || id === "codec-b" ? { id } : undefined),
  endpointsOf: (agent: string) => new Set(agent === "agent-a" ? ["codec-a"] : ["codec-b"]),
} as unknown as Directory;

let app: FastifyInstance;
let ledger: Ledger;
let counted: Record<string, number>;

beforeEach(async () => {
  ledger = await openSqliteLedger({ file: ":memory:" });
  counted = {};
  const count = (name: string, number = 1) => {
    counted[name] = (counted[name] ?? 0) + number;
  };
  app = fastify();
  envelopeRoutes(app, {
    directory,
    authenticate: authenticator(directory, openFleet({ file: ":memory:", now: () => now })),
    ledger,
    counters: {
      accepted: (number) => count("accepted", number),
      alreadySeen: (number) => count("alreadySeen", number),
      rejected: (code, number) => count(code, number),
      refused: (code) => count(code),
      observeDuration: () => count("timed"),
    },
    retentionDays: 35,
    now: () => now,
    onKept: () => count("woken"),
  });
});

afterEach(async () => {
  await app.close();
  await ledger.close();
});

/** An envelope sent now, by an agent whose clocks agree with ours. */
function envelope(observations: readonly Observation[], more: Partial<Envelope> = {}): Envelope {
  const clockMs = observations[0]?.clockMs ?? 0;
  return {
    version: 1,
    agent: "agent-a",
    outbox: "00112233aabbccdd",
    first: 1,
    sentAt: now,
    boot: "cafe0123",
    monotonicMs: now - clockMs,
    ...packObservations(observations),
    ...more,
  };
}

function post(body: unknown, headers: Record<string, string> = {}) {
  const payload = Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body);
  return app.inject({
    method: "POST",
    url: "/v1/envelopes",
    payload,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
  });
}

async function keptCount(): Promise<number> {
  return (await ledger.observationsAfter(0, 100_000)).length;
}

describe("a good envelope", () => {
  it("is answered once the ledger holds it", async () => {
    const answer = await post(envelope([observed(0), observed(60)]));

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      outbox: "00112233aabbccdd",
      first: 1,
      count: 2,
      accepted: 2,
      alreadySeen: 0,
      rejected: [],
      receivedAt: now,
    });
    expect(await keptCount()).toBe(2);
    expect(counted).toMatchObject({ accepted: 2, woken: 1, timed: 1 });
  });

  it.each([
    ["gzip", (json: string) => gzipSync(json), "gzip"],
    [
      "deflate with the dictionary of the wire",
      (json: string) => deflateSync(json, { dictionary: Buffer.from(wireDictionary) }),
      "deflate",
    ],
    ["deflate without it", (json: string) => deflateSync(json), "deflate"],
  ])("may come as %s", async (_name, pack, encoding) => {
    const answer = await post(pack(JSON.stringify(envelope([observed(0)]))), { "content-encoding": encoding });

    expect(answer.statusCode).toBe(200);
  });

  it("that comes twice is told so and changes nothing, so that the agent can forget it", async () => {
    await post(envelope([observed(0)]));
    const again = await post(envelope([observed(0)]));

    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: "SEQUENCE_ALREADY_SEEN", receipt: { first: 1, count: 1, alreadySeen: 1 } });
    expect(await keptCount()).toBe(1);
  });

  it("is kept even if one of its observations cannot be", async () => {
    const answer = await post(envelope([observed(0), observed(0, { endpoint: "codec-b" }), observed(60)]));

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ accepted: 2, rejected: [{ sequence: 2, code: "ENDPOINT_UNKNOWN" }] });
    expect(counted).toMatchObject({ accepted: 2, ENDPOINT_UNKNOWN: 1 });
  });
});

describe("an agent's wrong clock", () => {
  it("an hour ahead puts its observations at the right time all the same", async () => {
    const hour = 3_600_000;
    const answer = await post({
      ...envelope([observed(0, { observedAt: now - 30_000 + hour, clockMs: hour })], { sentAt: now + hour }),
      monotonicMs: now,
    });

    expect(answer.statusCode).toBe(200);
    expect((await ledger.observationsAfter(0, 1))[0]?.observedAt).toBe(now - 30_000);
  });

  it("set right between poll and sending puts the observation back where it belongs", async () => {
    const day = 86_400_000;
    const answer = await post({ ...envelope([observed(0, { observedAt: now - 300_000 - day, clockMs: -day })]), monotonicMs: now });

    expect(answer.statusCode).toBe(200);
    expect((await ledger.observationsAfter(0, 1))[0]?.observedAt).toBe(now - 300_000);
  });
});

describe("the time of a former boot", () => {
  it("is taken at its word, whatever the clock of the present boot says", async () => {
    // JSON leaves undefined out.
    const former = { ...envelope([observed(0)], { sentAt: now - 8 * 3_600_000 }), monotonicMs: undefined };

    expect((await post(former)).statusCode).toBe(200);
    expect((await ledger.observationsAfter(0, 1))[0]?.observedAt).toBe(observed(0).observedAt);
  });
});

describe("a call that cannot have taken place", () => {
  it.each([
    ["in 2099", Date.UTC(2099, 0, 1)],
    ["in 1970", 0],
  ])("%s is left out and counted, the others are kept", async (_when, startedAt) => {
    const call = {
      key: "1",
      startedAt: now - 600_000,
      durationS: 60,
      isConnected: true,
      direction: "in",
      protocol: "sip",
      quality: "not_told",
    } as const;
    const answer = await post(envelope([observed(0, { question: "history", calls: [call, { ...call, key: "2", startedAt }] })]));

    expect(answer.statusCode).toBe(200);
    expect((await ledger.callsAfter(0, 10)).map(({ key }) => key)).toEqual(["1"]);
    expect(counted["CALL_TIME"]).toBe(1);
  });
});

describe("a call of a codec whose clock is wrong", () => {
  it("is judged by when it truly took place: a dead battery's 1970 is no hindrance once the offset is known", async () => {
    const yearsOffS = -Math.round(now / 1000) + 86_400;
    const call = {
      key: "1",
      startedAt: 80_000_000,
      durationS: 60,
      isConnected: true,
      direction: "in",
      protocol: "sip",
      quality: "not_told",
      clockOffsetS: yearsOffS,
    } as const;
    const tomorrow = { ...call, key: "2", startedAt: now - 600_000, clockOffsetS: -86_400 };

    await post(envelope([observed(0, { question: "history", calls: [call, tomorrow] })]));

    expect((await ledger.callsAfter(0, 10)).map(({ key }) => key)).toEqual(["1"]);
    expect(counted["CALL_TIME"]).toBe(1);
  });
});

describe("a hostile or broken envelope changes nothing and is counted:", () => {
  const future = Date.UTC(2099, 0, 1);
  const good = () => envelope([observed(0)]);
  const zeros = Array.from({ length: 1_000_000 }, () => 0);
  const million = () =>
    gzipSync(JSON.stringify({ ...good(), columns: Object.fromEntries(Object.keys(good().columns).map((name) => [name, zeros])) }));
  const nested = () => JSON.stringify(good()).replace('"numbers":{}', `"numbers":${"[".repeat(200_000)}${"]".repeat(200_000)}`);

  it.each<[string, number, string, () => unknown, Record<string, string>]>([
    ["no token", 401, "TOKEN_MISSING", good, { authorization: "" }],
    ["an unknown token", 401, "TOKEN_UNKNOWN", good, { authorization: "Bearer wrong" }],
    ["the token of another agent", 403, "AGENT_MISMATCH", good, { authorization: "Bearer another" }],
    ["another version", 400, "VERSION_UNSUPPORTED", () => ({ ...good(), version: 2 }), {}],
    ["no version", 400, "ENVELOPE_INVALID", () => ({ ...good(), version: undefined }), {}],
    ["an unknown field", 400, "ENVELOPE_INVALID", () => ({ ...good(), extra: 1 }), {}],
    ["an unknown field deep inside", 400, "ENVELOPE_INVALID", () => ({ ...good(), columns: { ...good().columns, extra: [1] } }), {}],
    ["columns of different lengths", 400, "ENVELOPE_INVALID", () => ({ ...good(), columns: { ...good().columns, elapsedMs: [1, 2] } }), {}],
    [
      "a reading kind nobody knows",
      400,
      "ENVELOPE_INVALID",
      () => ({ ...good(), forms: [{ ...good().forms[0], readings: { shoe_size: 42 } }] }),
      {},
    ],
    [
      "a key named __proto__",
      400,
      "ENVELOPE_INVALID",
      () => JSON.stringify(good()).replace('"readings":{}', '"readings":{"__proto__":1}'),
      {},
    ],
    ["five million readings in fifteen kilobytes", 400, "ENVELOPE_INVALID", million, { "content-encoding": "gzip" }],
    ["lists in lists without end", 400, "ENVELOPE_INVALID", nested, {}],
    [
      "an observation of 2099",
      422,
      "ALL_REJECTED",
      () => envelope([observed(0, { observedAt: future, clockMs: 0 })], { monotonicMs: now }),
      {},
    ],
    [
      "an observation older than what is kept",
      422,
      "ALL_REJECTED",
      () => envelope([observed(0, { observedAt: now - 36 * 86_400_000, clockMs: 0 })], { monotonicMs: now }),
      {},
    ],
    ["only endpoints of another site", 422, "ALL_REJECTED", () => envelope([observed(0, { endpoint: "codec-b" })]), {}],
    ["something that is not JSON", 400, "NOT_JSON", () => "{", {}],
    ["nothing at all", 400, "NOT_JSON", () => "", {}],
    ["a list", 400, "ENVELOPE_INVALID", () => "[]", {}],
    ["another content type", 415, "MEDIA_TYPE", good, { "content-type": "text/plain" }],
    ["an encoding nobody reads", 415, "MEDIA_TYPE", good, { "content-encoding": "br" }],
    ["gzip that is not gzip", 400, "ENCODING_INVALID", good, { "content-encoding": "gzip" }],
    ["gzip cut short", 400, "ENCODING_INVALID", () => gzipSync(JSON.stringify(good())).subarray(0, 60), { "content-encoding": "gzip" }],
    ["a gzip bomb", 413, "TOO_LARGE", () => gzipSync(Buffer.alloc(200 * 1024 * 1024, 32)), { "content-encoding": "gzip" }],
    ["a hundred megabytes", 413, "TOO_LARGE", () => Buffer.alloc(100 * 1024 * 1024, 32), {}],
  ])("%s gets %i %s", async (_what, status, code, body, headers) => {
    const answer = await post(body(), headers);

    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ code });
    expect(answer.json<{ message: string }>().message.length).toBeGreaterThan(10);
    expect(counted[code]).toBe(1);
    expect(await keptCount()).toBe(0);
    expect(await ledger.agents()).toEqual(new Map());
  });

  it("tells an unknown field from a wrong one", async () => {
    expect((await post({ ...good(), extra: 1 })).json()).toMatchObject({
      path: "/extra",
      message: "/extra is not a field of this wire version",
    });
  });

  it("says where the fault is", async () => {
    const answer = await post({ ...good(), columns: { ...good().columns, elapsedMs: [1, 2] } });

    expect(answer.json()).toMatchObject({ path: "/columns/elapsedMs" });
  });
});

describe("a ledger that cannot write", () => {
  it("makes the agent keep what it sent", async () => {
    await ledger.close();
    const answer = await post(envelope([observed(0)]));
    ledger = await openSqliteLedger({ file: ":memory:" });

    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: "LEDGER_UNAVAILABLE" });
    expect(answer.headers["retry-after"]).toBe("5");
  });
});

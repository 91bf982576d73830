import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeEnvelope } from "../../agent/uplink/encode.ts";
import { buildApp } from "../../collector/app.ts";
import { createDirectory } from "../../collector/directory/create-directory.ts";
import { openFleet } from "../../collector/fleet/fleet.ts";
import { authenticator } from "../../collector/ingest/authenticate.ts";
import { openSqliteLedger } from "../../collector/ledger/sqlite-ledger.ts";
import { createIngestCounters } from "../../collector/metrics/ingest-counters.ts";
import { packObservations } from "../../contract/columns.ts";
import { refusalCodes } from "../../contract/envelope.ts";
import { observed } from "./ledger/small-ledger.ts";

const now = Date.UTC(2026, 9, 1, 0, 10);

describe("the collector as a whole", () => {
  let app: FastifyInstance;
  let hindrances: string[];
  let close: () => Promise<void>;

  beforeEach(async () => {
    const ledger = await openSqliteLedger({ file: ":memory:" });
    hindrances = [];
    const directory = createDirectory({
      territories: [],
      sites: [],
      endpoints: [{ id: "codec-a", name: "A", site: "site-a" }],
      // The digest of the word "token".
      agents: [
        {
          id: "agent-a",
          vantage: "site",
          site: "site-a",
          sites: ["site-a"],
          tokenSha256: "3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0",
        },
      ],
    });
    app = await buildApp({
      directory,
      authenticate: authenticator(directory, openFleet({ file: ":memory:", now: () => now })),
      ledger,
      counters: createIngestCounters(),
      retentionDays: 35,
      now: () => now,
      onKept: () => {},
      version: "1.2.3",
      log: pino({ level: "silent" }),
      tls: null,
      trustedProxies: [],
      rooms: [],
      hindrances: () => Promise.resolve(hindrances),
    });
    close = async () => {
      await app.close();
      await ledger.close();
    };
  });

  afterEach(() => close());

  it("takes in an envelope just as an agent packs it", async () => {
    const observations = [observed(0)];
    const clockMs = observations[0]?.clockMs ?? 0;
    const answer = await app.inject({
      method: "POST",
      url: "/v1/envelopes",
      headers: { authorization: "Bearer token", "content-type": "application/json", "content-encoding": "deflate" },
      payload: encodeEnvelope({
        version: 1,
        agent: "agent-a",
        outbox: "00112233aabbccdd",
        first: 1,
        sentAt: now,
        boot: "cafe0123",
        monotonicMs: now - clockMs,
        ...packObservations(observations),
      }),
    });

    expect([answer.statusCode, answer.json()]).toMatchObject([200, { accepted: 1 }]);
  });

  it("describes itself: the schema of the envelope and every refusal an agent may meet", async () => {
    const description = (await app.inject("/openapi.json")).json<{
      openapi: string;
      info: object;
      paths: Record<string, { post?: object }>;
    }>();

    expect(description).toMatchObject({ openapi: "3.1.0", info: { version: "1.2.3" } });
    const text = JSON.stringify(description.paths["/v1/envelopes"]?.post);
    for (const word of ["observedAt", "monotonicMs", "lossRatio", ...Object.keys(refusalCodes)]) expect(text).toContain(word);
  });

  it("says whether it lives and whether it can work, apart from each other", async () => {
    hindrances = ["ledger cannot be read"];

    expect((await app.inject("/healthz")).statusCode).toBe(200);
    const ready = await app.inject("/readyz");
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: "not ready", hindrances: ["ledger cannot be read"] }]);
  });

  it("tells an agent nothing that is meant for browsers: its line is paid by the byte", async () => {
    const { headers } = await app.inject({ method: "POST", url: "/v1/envelopes", payload: {} });

    expect(Object.keys(headers).filter((name) => /policy|security|^x-/.test(name))).toEqual([]);
  });

  it("lets no page load anything from elsewhere", async () => {
    const { headers } = await app.inject("/healthz");

    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });
});

import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Agent, Directory } from "../../../collector/directory/directory.ts";
import { envelopeRoutes } from "../../../collector/ingest/envelope-routes.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import type { AgentEvent } from "../../../contract/agent-event.ts";
import { packObservations } from "../../../contract/columns.ts";
import type { Envelope } from "../../../contract/envelope.ts";
import type { Observation } from "../../../contract/observation.ts";
import { observed } from "../ledger/small-ledger.ts";

const agent: Agent = { id: "agent-a", vantage: "site", site: "site-a", sites: ["site-a"], tokenSha256: "0".repeat(64) };
const directory = {
  agents: [agent],
  agent: () => agent,
  endpoint: () => undefined,
  endpointsOf: () => new Set(["codec-a"]),
} as unknown as Directory;
const start = Date.UTC(2026, 9, 1, 0, 10);
const hour = 3_600_000;

let app: FastifyInstance;
let ledger: Ledger;
let now = start;

beforeEach(async () => {
  now = start;
  ledger = await openSqliteLedger({ file: ":memory:" });
  app = fastify();
  const nobody = () => {};
  const counters = { accepted: nobody, alreadySeen: nobody, rejected: nobody, refused: nobody, observeDuration: nobody };
  envelopeRoutes(app, { directory, authenticate: () => agent, ledger, counters, retentionDays: 35, now: () => now, onKept: nobody });
});

afterEach(async () => {
  await app.close();
  await ledger.close();
});

const origin = start - 10 * hour;

/** An envelope sent now, by an agent whose wall clock is wrong by so much. */
function envelope(observations: readonly Observation[], more: Partial<Envelope> = {}, wrongMs = 0): Envelope {
  const frame = { version: 1, agent: agent.id, outbox: "00112233aabbccdd", first: 1, boot: "cafe0123" } as const;
  return { ...frame, sentAt: now + wrongMs, monotonicMs: now - origin, ...packObservations(observations), ...more };
}

function post(body: Envelope) {
  const { monotonicMs, ...rest } = body;
  const payload = JSON.stringify(monotonicMs === undefined ? rest : body);
  return app.inject({ method: "POST", url: "/v1/envelopes", payload, headers: { "content-type": "application/json" } });
}

/** A poll truly made `agoMs` ago, by a wall clock wrong by so much. */
const polled = (agoMs: number, wrongMs = 0): Observation => observed(0, { observedAt: now - agoMs + wrongMs, clockMs: origin + wrongMs });

/** Now less so much, by a wall clock wrong by so much. */
const instant = (agoMs: number, wrongMs = 0) => ({ at: now - agoMs + wrongMs, clockMs: origin + wrongMs, boot: "cafe0123" });
const told = (...list: AgentEvent[]) => ({ events: { boot: "cafe0123", monotonicMs: now - origin, list } });
const loss = (count: number): AgentEvent => ({
  id: "0123456789abcdef",
  kind: "loss",
  reason: "bytes",
  count,
  noticed: instant(hour),
  oldest: instant(5 * hour),
  newest: instant(2 * hour),
});

describe("what an agent tells of itself", () => {
  it("is kept at its true time, though the agent's clock is wrong by a day", async () => {
    const day = 24 * hour;
    const started: AgentEvent = {
      id: "aaaaaaaaaaaaaaaa",
      kind: "started",
      at: instant(hour, day),
      previous: instant(3 * hour, day),
      ending: "killed",
    };

    expect((await post(envelope([polled(0, day)], told(started), day))).statusCode).toBe(200);

    expect(await ledger.agentEvents("agent-a", now - 3 * hour, now)).toMatchObject([
      { from: now - 3 * hour, to: now - hour, event: { ending: "killed" } },
    ]);
    expect(await ledger.agentEvents("agent-a", now - 30 * 60_000, now)).toEqual([]);
  });

  it("may come without any observation, and shows that the agent lives", async () => {
    const answer = await post(envelope([], told(loss(7))));

    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ first: 1, count: 0, accepted: 0, rejected: [] });
    expect(await ledger.lossCounts()).toEqual(new Map([["agent-a", { bytes: 7 }]]));
    expect((await ledger.agents()).get("agent-a")).toMatchObject({ lastContactAt: now, newestObservedAt: null });
  });

  it("is kept although every observation beside it was there already, or is refused", async () => {
    await post(envelope([polled(0)]));
    expect((await post(envelope([polled(0)], told(loss(7))))).statusCode).toBe(409);
    expect(await ledger.lossCounts()).toEqual(new Map([["agent-a", { bytes: 7 }]]));

    const stranger = { ...polled(0), endpoint: "codec-b" };
    expect((await post(envelope([stranger], { first: 2, ...told(loss(9)) }))).statusCode).toBe(422);
    expect(await ledger.lossCounts()).toEqual(new Map([["agent-a", { bytes: 9 }]]));
  });

  it("is never later than now", async () => {
    const step: AgentEvent = {
      id: "bbbbbbbbbbbbbbbb",
      kind: "clock_step",
      at: { ...instant(0), at: now + hour, clockMs: origin },
      byMs: hour,
    };
    await post(envelope([], told(step)));

    expect(await ledger.agentEvents("agent-a", 0, now + 1)).toMatchObject([{ from: now, to: now }]);
  });
});

describe("the correction of an agent's clock", () => {
  it("is kept with its evidence, in one row for as long as it is the same", async () => {
    await post(envelope([polled(120_000, hour), polled(60_000, hour)], {}, hour));
    await post(envelope([polled(0, hour), polled(0, -hour)], { first: 3 }, -hour));

    const rows = await ledger.clockCorrections("agent-a", 10);
    expect(rows).toMatchObject([
      { first: 4, next: 5, byMs: hour, basis: "monotonic" },
      { first: 1, next: 4, byMs: -hour, from: now - 120_000, to: now, basis: "monotonic", boot: "cafe0123" },
    ]);
    expect(JSON.parse(rows[1]?.evidence ?? "")).toEqual({ sentAt: now + hour, monotonicMs: now - origin, receivedAt: now });
  });

  it("is none where the clock was right", async () => {
    await post(envelope([polled(120_000), polled(60_000)]));

    expect(await ledger.clockCorrections("agent-a", 10)).toEqual([]);
  });
});

describe("the future", () => {
  it("is not observed: an observation ahead of the collector's clock is refused, whatever it is said to rest on", async () => {
    const ahead = observed(0, { observedAt: now + 2 * hour, clockMs: origin });
    const former = { boot: "ffffffff", anchor: { boot: "ffffffff", heardMs: origin + 2 * hour } };
    const fromFormerBoot = { ...envelope([polled(0)], { first: 9, ...former }) };
    delete fromFormerBoot.monotonicMs;

    expect((await post(envelope([ahead]))).json()).toMatchObject({
      code: "ALL_REJECTED",
      receipt: { rejected: [{ code: "OBSERVED_IN_FUTURE" }] },
    });
    expect((await post(fromFormerBoot)).json()).toMatchObject({ code: "ALL_REJECTED" });
    expect(await ledger.observationsAfter(0, 10)).toEqual([]);
  });
});

describe("a sequence that was forged", () => {
  it("far ahead leaves the true ones their place", async () => {
    await post(envelope([polled(0)], { first: 9_000_000_000 }));

    expect((await post(envelope([polled(120_000), polled(60_000)]))).json()).toMatchObject({ accepted: 2 });
    expect(await ledger.observationsAfter(0, 10)).toHaveLength(3);
  });

  it("that was kept already changes nothing, whatever it says this time", async () => {
    await post(envelope([polled(60_000)]));
    const forged = await post(envelope([{ ...polled(30_000), channels: { snmp: "silent" } }]));

    expect(forged.json()).toMatchObject({ code: "SEQUENCE_ALREADY_SEEN" });
    expect(await ledger.observationsAfter(0, 10)).toMatchObject([{ observedAt: now - 60_000, channels: { snmp: "answered" } }]);
  });

  it("for half of an envelope leaves the other half: what is new is kept, what was there is counted and named", async () => {
    await post(envelope([polled(300_000), polled(240_000)], { first: 3 }));
    const answer = await post(
      envelope([polled(420_000), polled(360_000), polled(300_000), polled(240_000), polled(180_000)], { first: 1 }),
    );

    expect(answer.json()).toMatchObject({ first: 1, count: 5, accepted: 3, alreadySeen: 2, seen: [{ first: 3, count: 2 }], rejected: [] });
    const kept = (await ledger.observationsAfter(0, 10)).map(({ observedAt }) => (now - observedAt) / 60_000);
    expect(kept.toSorted((left, right) => left - right)).toEqual([3, 4, 5, 6, 7]);
  });

  it("of another agent's outbox takes nothing from that agent", async () => {
    await ledger.append({
      agent: "agent-b",
      outbox: "00112233aabbccdd",
      receivedAt: now,
      sentAt: now,
      boot: "cafe0123",
      first: 1,
      count: 1,
      observations: [{ sequence: 1, observation: polled(0) }],
    });

    expect((await post(envelope([polled(60_000)]))).json()).toMatchObject({ accepted: 1 });
  });
});

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOutbox } from "../../agent/outbox/open-outbox.ts";
import type { Observation } from "../../contract/observation.ts";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import type { Daemon } from "../servers/daemon.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { outboxCounters } from "./numbers.ts";
import { layOutProduct, type Product } from "./product.ts";

const days = 28;
const polls = 300_000;
const stepMs = Math.floor((days * 86_400_000) / polls);
/** The codec was silent for a while, two weeks ago. */
const outage = { from: 60_000, to: 60_040 };
const strangers = 7;

describe("an agent that comes back after four weeks", () => {
  let fleet: Fleet;
  let product: Product;
  let collector: Daemon;
  let agent: Daemon;

  beforeAll(async () => {
    fleet = await startFleet([{ id: "codec-0", family: "generic-mib2", community: "public" }]);
    product = await layOutProduct({
      endpoints: fleet.codecs.map((codec) => ({
        id: codec.identity.id,
        host: codec.address,
        family: "generic-mib2",
        snmp: { port: codec.snmpPort ?? 0, community: "public" },
      })),
      paces: { stateSeconds: 2 },
    });
    mkdirSync(product.outboxFolder, { recursive: true, mode: 0o700 });
    fillOutbox(join(product.outboxFolder, "outbox.db"));
    collector = await product.startCollector();
    agent = await product.startAgent();
  }, 120_000);

  afterAll(async () => {
    await agent.stop();
    await collector.stop();
    await fleet.close();
  });

  it("tells the present first, then all of the past, and none of it as if it were now", async () => {
    const seen = new Set<string>();
    await waitUntil("the state of the codec is known", async () => (await stateOf(product)) === "up", 60_000);
    await waitUntil(
      "the past is in",
      async () => {
        seen.add(await stateOf(product));
        return outboxCounters(product).waiting <= strangers + 5 && (await lagOf(product)) === 0;
      },
      120_000,
    );

    // A machine that is too busy to poll would make it unknown; nothing makes it down.
    expect([...seen].filter((state) => state !== "unknown")).toEqual(["up"]);
    const { kept, liveFirst, downFrom, downTo } = inLedger(product);
    expect(kept).toBe(polls);
    // What was seen today came while the past was still coming.
    expect(liveFirst).toBeLessThan(polls);
    expect([downFrom, downTo]).toEqual([secondOf(outage.from), secondOf(outage.to)]);
  });

  it("loses nothing, and is not held up by what the collector cannot keep", () => {
    const { waiting, rejected, lost } = outboxCounters(product);

    expect(lost).toBe(0);
    // They were refused one by one, each in an envelope whose rest was kept; the agent may still hold them, for an inventory that knows them.
    expect(waiting + rejected).toBeGreaterThanOrEqual(strangers);
  });
});

/** When this test began: what was observed since is the present. */
const now = Date.now();
const start = now - days * 86_400_000;
const bootedAt = start - 86_400_000;

function secondOf(poll: number): number {
  return Math.floor((start + poll * stepMs) / 1000);
}

function pollOf(index: number, endpoint = "codec-0"): Observation {
  const isSilent = index >= outage.from && index < outage.to;
  return {
    endpoint,
    question: "state",
    observedAt: start + index * stepMs,
    clockMs: bootedAt,
    elapsedMs: 20,
    intervalS: 60,
    channels: { snmp: isSilent ? "silent" : "answered" },
    readings: isSilent ? [] : [{ kind: "snmp_uptime_seconds", value: 1_000 + Math.floor((index * stepMs) / 1000) }],
    calls: [],
  };
}

/** What the agent saw before its machine was started again, and of codecs that have left the inventory since. */
function fillOutbox(file: string): void {
  const clock = { nowMs: () => Date.now(), monotonicMs: () => Date.now() - bootedAt, boot: "00000b07" };
  const complain = (facts: unknown) => {
    throw new Error(`the outbox complained: ${JSON.stringify(facts)}`);
  };
  const log = { info: () => undefined, warn: complain, error: complain };
  const outbox = openOutbox({ file, clock, log, maxBytes: 2e9, maxDays: 30 });
  const all = Array.from({ length: polls }, (_, index) => pollOf(index));
  for (let index = 0; index < strangers; index += 1) all.splice(index * 10_000, 0, pollOf(index * 10_000, "codec-gone"));
  for (let index = 0; index < all.length; index += 1_000) outbox.append(all.slice(index, index + 1_000));
  outbox.close();
}

async function metric(product: Product, pattern: RegExp): Promise<string | undefined> {
  const { body } = await request(`${product.url}/metrics`);
  return pattern.exec(await body.text())?.[1];
}

async function stateOf(product: Product): Promise<string> {
  return (await metric(product, /^visio_endpoint_state\{[^}]*endpoint="codec-0"[^}]*state="([a-z_]+)"[^}]*\} 1$/m)) ?? "none";
}

async function lagOf(product: Product): Promise<number> {
  return Number(await metric(product, /^visio_follower_lag_entries\{[^}]*follower="states"[^}]*\} (\d+)$/m));
}

function inLedger({ ledgerFile }: Product) {
  const database = new DatabaseSync(ledgerFile, { readOnly: true, timeout: 5_000 });
  const one = (sql: string, ...values: number[]) => database.prepare(sql).get(...values) ?? {};
  const { kept } = one("SELECT count(*) AS kept FROM observation WHERE observed_at_ms < ?", now);
  const { live } = one("SELECT min(entry) AS live FROM observation WHERE observed_at_ms >= ?", now);
  const down = one("SELECT from_s, to_s FROM state_interval WHERE state = 'down'");
  database.close();
  return { kept: Number(kept), liveFirst: Number(live), downFrom: Number(down["from_s"]), downTo: Number(down["to_s"]) };
}

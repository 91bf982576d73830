import { describe, expect, it } from "vitest";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { bestChannels } from "../../../collector/states/best-word.ts";
import { refusalsOf } from "../../../collector/states/present-refusals.ts";
import type { Observation } from "../../../contract/observation.ts";
import { batchOf, observed } from "../ledger/small-ledger.ts";

const t0 = observed(0).observedAt;

/** What refuses at `atS`, when it began, and the last it said before. */
async function refusalsAfter(observations: readonly Observation[], atS: number) {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  await ledger.append(batchOf(1, observations));
  const now = t0 + atS * 1000;
  const endpoint = (await ledger.endpointStandings()).get("codec-a")?.map((standing) => ({ ...standing, lastObservedAt: now })) ?? [];
  const known = { channels: (await ledger.channelStandings()).get("codec-a") ?? [], endpoint };
  const channels = bestChannels(known, [], { state: "up", nowMs: now });
  const refusals = await refusalsOf(ledger, "codec-a", channels, (await ledger.latestReadings()).get("codec-a") ?? []);
  await ledger.close();
  return refusals.map(({ channel, since, lastRead }) => [channel, since === null ? null : (since - t0) / 1000, lastRead?.value ?? null]);
}

const bothAnswer = { snmp: "answered", http: "answered" } as const;
const webRefuses = { snmp: "answered", http: "refused" } as const;
const status = observed(0, {
  question: "status",
  intervalS: 300,
  channels: bothAnswer,
  readings: [{ kind: "tls_state", value: "accepted" }],
});

describe("a channel that refuses us", () => {
  it("has refused since the first poll it refused, not since the last it let through slowly, nor since the last told", async () => {
    const polls = [status, observed(60, { channels: bothAnswer }), observed(120, { channels: webRefuses })];
    const resting = [180, 240, 300].map((atS) => observed(atS, { channels: webRefuses }));

    expect(await refusalsAfter([...polls, ...resting], 310)).toEqual([["http", 120, "accepted"]]);
  });

  it("has refused since nobody knows when, where it never let itself be read", async () => {
    expect(await refusalsAfter([observed(0, { channels: webRefuses })], 10)).toEqual([["http", null, null]]);
  });

  it("is told of SNMP too, by what SNMP alone says", async () => {
    const readings = [{ kind: "snmp_uptime_seconds", value: 60 }] as const;
    const polls = [
      observed(0, { channels: bothAnswer, readings: [...readings] }),
      observed(60, { channels: { snmp: "refused", http: "answered" } }),
    ];

    expect(await refusalsAfter(polls, 70)).toEqual([["snmp", 60, 60]]);
  });

  it("is none that answers again, is a port or an echo, or was refused too long ago to be so now", async () => {
    expect(await refusalsAfter([status, observed(60, { channels: webRefuses }), observed(120, { channels: bothAnswer })], 130)).toEqual([]);
    expect(await refusalsAfter([observed(0, { channels: { snmp: "answered", tcp: "refused" } })], 10)).toEqual([]);
    expect(await refusalsAfter([observed(0, { channels: webRefuses })], 3_600)).toEqual([]);
  });
});

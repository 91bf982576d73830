import { describe, expect, it } from "vitest";
import { systemClock } from "../../../agent/clock.ts";
import { farEndsOf } from "../../../agent/far-ends/far-ends.ts";
import { pollEndpoint } from "../../../agent/poll/poll-endpoint.ts";
import { openTarget } from "../../../agent/poll/poll-target.ts";
import { plainSite } from "../../../agent/poll/site.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { twoPastQuarters } from "../../../cli/demo/past/fill-progress.ts";
import { countStates, pastObservations, stretchesOf } from "../../../cli/demo/past/past-observations.ts";
import { memoryAfter, planPast, type SitePast } from "../../../cli/demo/past/plan-past.ts";
import { packObservations } from "../../../contract/columns.ts";
import type { Observation } from "../../../contract/observation.ts";
import { Secret } from "../../../settings/secret.ts";
import { demoSites } from "../../../simulator/fleet/demonstration.ts";
import { startFleet } from "../../../simulator/fleet.ts";

const now = Date.parse("2026-11-23T09:07:31Z");
const period = twoPastQuarters(now);
const pasts = planPast(demoSites, period, 7);
const key = new Secret("une-clef-de-test-longue");
const farEnds = farEndsOf(key);

function observationsOf(past: SitePast): Observation[] {
  return stretchesOf(period).flatMap((stretch) => [...pastObservations(past, stretch, (address) => farEnds.tell(address, 2026))]);
}

function pastOf(site: string): SitePast {
  const past = pasts.find((candidate) => candidate.site.id === site);
  if (past === undefined) throw new Error(`no site ${site}`);
  return past;
}

describe("the past of the demonstration", () => {
  it("begins with the quarter before last, at midnight in Paris, and ends now", () => {
    expect(new Date(period.fromMs).toISOString()).toBe("2026-03-31T22:00:00.000Z");
    expect(new Date(period.toMs).toISOString()).toBe("2026-11-23T09:05:00.000Z");
    expect(new Date(twoPastQuarters(Date.parse("2027-01-01T00:00:00Z")).fromMs).toISOString()).toBe("2026-06-30T22:00:00.000Z");
  });

  it("is the same for the same seed, and another for another", () => {
    expect(planPast(demoSites, period, 7)).toEqual(pasts);
    expect(planPast(demoSites, period, 8)).not.toEqual(pasts);
  });

  it("calls two or three times a month where a site is used, and never from the site that nobody uses", () => {
    const months = (period.toMs - period.fromMs) / (30.4 * 86_400_000);
    for (const { site, codecs } of pasts) {
      const perMonth = codecs.reduce((sum, codec) => sum + codec.calls.length, 0) / months;
      if (site.callsPerMonth === 0) expect(perMonth).toBe(0);
      else expect(perMonth).toBeGreaterThan(1);
      expect(perMonth).toBeLessThan(6);
    }
  });

  it("has calls that do not get through, for a reason, and some that do at the second try", () => {
    const calls = pasts.flatMap((past) => observationsOf(past).flatMap(({ calls: told }) => told));
    const failed = calls.filter(({ isConnected }) => !isConnected);
    const secondTries = calls.filter(({ retryOf }) => retryOf !== undefined);

    expect(new Set(failed.map(({ cause }) => cause)).size).toBeGreaterThan(2);
    expect(secondTries.length).toBeGreaterThan(3);
    expect(secondTries.length).toBeLessThan(calls.length / 6);
    expect(secondTries.every(({ isConnected }) => isConnected)).toBe(true);
  });

  it("tells every five minutes of every codec, except while the agent saw nothing", () => {
    const past = pastOf("ouessant-mairie");
    const states = observationsOf(past).filter((observation) => observation.question === "state");

    expect(states).toHaveLength(countStates(past, period));
    expect(past.agentGaps.length).toBeGreaterThan(3);
    for (const gap of past.agentGaps) {
      expect(states.filter(({ observedAt }) => observedAt >= gap.fromMs + 1_400 && observedAt < gap.toMs)).toEqual([]);
    }
  });

  it("says only what the contract knows", () => {
    const packed = packObservations(observationsOf(pastOf("treguier-services")).slice(0, 5_000));

    expect(packed.endpoints).toEqual(["treguier-services-1", "treguier-services-2", "treguier-services-3"]);
    expect(packed.forms.length).toBeLessThan(30);
  });

  it("shows a failed registration as degraded evidence and an outage as silence on both channels", () => {
    const past = pastOf("treguier-services");
    const observations = observationsOf(past);
    const [codec] = past.codecs;
    const outage = codec?.silences.find((span) => span.toMs - span.fromMs > 20 * 60_000);
    const during = observations.filter(
      ({ endpoint, observedAt }) => endpoint === codec?.codec.id && observedAt >= (outage?.fromMs ?? 0) && observedAt < (outage?.toMs ?? 0),
    );

    expect(during.length).toBeGreaterThan(2);
    for (const { channels, readings } of during)
      expect({ channels, readings }).toEqual({ channels: { snmp: "silent", http: "silent" }, readings: [] });
    const failed = observations.filter(({ readings }) =>
      readings.some(({ kind, value }) => kind === "sip_registration" && value === "failed"),
    );
    expect(failed.length).toBeGreaterThan(5);
  });

  it("never lets an uptime grow faster than time", () => {
    const uptimes = observationsOf(pastOf("brest-conseil"))
      .filter(({ endpoint, question, readings }) => endpoint === "brest-conseil-1" && question === "state" && readings.length > 0)
      .map(({ observedAt, readings }) => ({ observedAt, value: Number(readings[0]?.value) }))
      .toSorted((left, right) => left.observedAt - right.observedAt);

    const tooFast = uptimes.filter(({ observedAt, value }, index) => {
      const before = uptimes[index - 1];
      return before !== undefined && value > before.value + (observedAt - before.observedAt) / 1000 + 1;
    });

    expect(uptimes.length).toBeGreaterThan(60_000);
    expect(tooFast).toEqual([]);
  });

  it.each(["brest-conseil-1", "treguier-services-1"])("tells the calls of %s as its agent would read them from its history", async (id) => {
    const past = pasts.flatMap(({ codecs }) => codecs).find(({ codec }) => codec.id === id);
    const site = pasts.find(({ codecs }) => codecs.some(({ codec }) => codec.id === id));
    if (past === undefined || site === undefined) throw new Error(`no codec ${id}`);
    const { family, model, firmware } = past.codec;
    const fleet = await startFleet([{ id, family, model, firmware, httpUser: "u", httpPassword: "p", memory: memoryAfter(past) }]);
    const http = { url: fleet.codec(id).httpUrl ?? "", user: "u", password: new Secret("p"), verifyTls: false };
    const settings = { id, host: "127.0.0.1", family, http, timeoutMs: 3_000, retries: 0 };
    const paces = { state: 5, status: 10, history: 15, inventory: 86_400 };
    const target = openTarget(settings, { counters: newTransportCounters(), paces, site: plainSite(key) });
    try {
      const { observation } = await pollEndpoint(target, "history", systemClock());
      const told = observationsOf(site)
        .filter(({ endpoint }) => endpoint === id)
        .flatMap(({ calls }) => calls);

      expect(told.length).toBeGreaterThan(3);
      const byStart = (left: { startedAt: number }, right: { startedAt: number }): number => left.startedAt - right.startedAt;
      const unique = new Map(told.map((call) => [call.key, call]));
      expect(unique.size).toBe(told.length);
      expect(observation.calls.toSorted(byStart).map(({ lossRatio: _loss, ...call }) => call)).toEqual(
        told.toSorted(byStart).map(({ lossRatio: _loss, ...call }) => call),
      );
    } finally {
      await target.close();
      await fleet.close();
    }
  });
});

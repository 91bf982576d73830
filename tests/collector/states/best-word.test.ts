import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { createDirectory } from "../../../collector/directory/create-directory.ts";
import type { Site } from "../../../collector/directory/directory.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { noContract } from "../../../collector/sla/contract.ts";
import { roundTheClock } from "../../../collector/sla/opening-hours.ts";
import type { EndpointState } from "../../../collector/sla/state-interval.ts";
import { bestChannels, bestReadings } from "../../../collector/states/best-word.ts";
import { figuresOf } from "../../../collector/states/figures.ts";
import { presentOf } from "../../../collector/states/present.ts";
import { watchersIn } from "../../../collector/states/watchers.ts";
import type { Observation, Outcome, Reading } from "../../../contract/observation.ts";
import { callTold, observed, t0 } from "../ledger/small-ledger.ts";
import { central, ledgerAfter, site, type Told } from "./watched-site.ts";

const place = { territory: "t", insee: "29019", commune: "Brest", hostKind: "collectivite" } as const;
const promise: Pick<Site, "calendar" | "contracts" | "memberships"> = {
  calendar: { hours: [{ from: 0, hours: roundTheClock }], closures: [] },
  contracts: [noContract],
  memberships: [{ from: 0, epci: null, territories: ["t"] }],
};
const agent = { sites: ["site-a"], tokenSha256: null } as const;
const directory = createDirectory({
  territories: [],
  sites: [{ ...place, ...promise, id: "site-a", name: "A", hasTechnician: false, regionalAidEuros: 0, isFictional: true }],
  endpoints: [{ id: "codec-a", name: "Salle", site: "site-a" }],
  agents: [
    { ...agent, id: central.agent, vantage: "central", site: null },
    { ...agent, id: site.agent, vantage: "site", site: "site-a" },
  ],
});
const watchers = watchersIn(directory);

const say = (atS: number, by: string, more: Partial<Observation> = {}): Told => ({ agent: by, observation: observed(atS, more) });
const warm = (value: number): Reading[] => [{ kind: "temperature_celsius", value }];
const fromSite = (atS: number, more: Partial<Observation> = {}): Told => say(atS, site.agent, more);
const fromCentral = (atS: number, more: Partial<Observation> = {}): Told => say(atS, central.agent, more);

async function presentAt(ledger: Ledger, atS: number) {
  const at = t0 + atS * 1000;
  const [one] = await presentOf(ledger, directory, (await figuresOf(ledger, { directory, maintenance: [] }, at)).endpoints, at);
  if (one === undefined) throw new Error("codec-a is in the directory");
  return one;
}

/** What is shown of the temperature after each of these. */
async function temperatures(told: readonly Told[]): Promise<(number | string | undefined)[]> {
  const seen: (number | string | undefined)[] = [];
  for (let count = 1; count <= told.length; count += 1) {
    const ledger = await ledgerAfter(told.slice(0, count), watchers);
    const lastS = ((told[count - 1]?.observation?.observedAt ?? t0) - t0) / 1000;
    seen.push((await presentAt(ledger, lastS)).readings.find(({ kind }) => kind === "temperature_celsius")?.value);
    await ledger.close();
  }
  return seen;
}

describe("a codec that two agents watch", () => {
  it("shows what the site's agent reads, while the other reads something else in between", async () => {
    const turns = [0, 60, 120].flatMap((atS) => [fromSite(atS, { readings: warm(40) }), fromCentral(atS + 30, { readings: warm(50) })]);

    expect(await temperatures(turns)).toEqual([40, 40, 40, 40, 40, 40]);
  });

  it("shows what is read from elsewhere once the site's agent has said nothing for three polls, and the site's again when it is back", async () => {
    const turns = [
      fromSite(0, { readings: warm(40) }),
      fromCentral(30, { readings: warm(50) }),
      fromCentral(150, { readings: warm(51) }),
      fromCentral(210, { readings: warm(52) }),
      fromSite(240, { readings: warm(41) }),
      fromCentral(270, { readings: warm(53) }),
    ];

    expect(await temperatures(turns)).toEqual([40, 40, 40, 52, 41, 41]);
  });

  it("shows a channel that only the central agent uses beside those of the site's agent", async () => {
    const http = { question: "status", intervalS: 300, channels: { http: "answered" } } as const;
    const ledger = await ledgerAfter([fromSite(0), fromCentral(10, http), fromSite(60)], watchers);

    const { channels } = await presentAt(ledger, 70);

    expect(channels.map(({ channel, state }) => [channel, state])).toEqual([
      ["snmp", "answered"],
      ["http", "answered"],
      ["tcp", "not_configured"],
      ["icmp", "not_configured"],
    ]);
    await ledger.close();
  });

  it("tells the refusal of the agent whose word is shown, and since when that one is refused", async () => {
    const refused = { channels: { snmp: "answered", http: "refused" } } as const;
    const ledger = await ledgerAfter(
      [
        fromSite(0, { channels: { snmp: "answered", http: "answered" }, readings: [{ kind: "tls_state", value: "verified" }] }),
        fromCentral(10, refused),
        fromSite(60, refused),
      ],
      watchers,
    );

    expect((await presentAt(ledger, 70)).refusals).toMatchObject([
      { channel: "http", since: t0 + 60_000, lastRead: { value: "verified" } },
    ]);
    await ledger.close();
  });

  it("is heard through the other agent while one hears nothing of what is known to be up", () => {
    const standing = (by: string, outcome: Outcome, atS: number) =>
      ({ agent: by, channel: "snmp", outcome, observedAt: t0 + atS * 1000, intervalS: 60 }) as const;
    const known = {
      channels: [standing(site.agent, "silent", 60), standing(central.agent, "answered", 30)],
      endpoint: [
        { agent: site.agent, lastObservedAt: t0 + 60_000, lastAnsweredAt: null },
        { agent: central.agent, lastObservedAt: t0 + 30_000, lastAnsweredAt: t0 + 30_000 },
      ],
    };
    const snmp = (state: EndpointState) => bestChannels(known, [site, central], { state, nowMs: t0 + 70_000 })[0]?.state;

    expect([snmp("up"), snmp("down"), snmp("unknown")]).toEqual(["answered", "silent", "silent"]);
  });

  it("does not listen any longer to an agent that was taken out of the inventory, but for what the codec is", () => {
    const old = { agent: "agent-before", instance: null, observedAt: t0, intervalS: 60 };
    const told = [
      { ...old, kind: "active_calls", value: 1 },
      { ...old, kind: "model", value: "X" },
      { ...old, agent: site.agent, observedAt: t0 + 600_000, kind: "uptime_seconds", value: 5 },
    ];

    expect(bestReadings(told, [site], t0 + 610_000).map(({ kind }) => kind)).toEqual(["model", "uptime_seconds"]);
    expect(bestReadings(told.slice(0, 2), [site], t0 + 610_000).map(({ kind }) => kind)).toEqual(["active_calls", "model"]);
  });
});

const anyReadings = fc.subarray<Reading>([
  { kind: "temperature_celsius", value: 40 },
  { kind: "active_calls", value: 1 },
  { kind: "camera_state", value: "ok", instance: "1" },
  { kind: "firmware", value: "9.1" },
]);
const anyOutcome = fc.constantFrom<Outcome>("answered", "answered", "silent", "refused", "garbled");

/** Polls of one agent, no two at the same instant; each value says who read it and when. */
function anyPolls(by: string): fc.Arbitrary<Told[]> {
  const poll = fc.record({
    gap: fc.constantFrom(7, 60, 60, 300),
    question: fc.constantFrom("state", "status"),
    snmp: anyOutcome,
    http: fc.option(anyOutcome, { nil: undefined }),
    readings: anyReadings,
    isInCall: fc.boolean(),
  });
  return fc.array(poll, { minLength: 1, maxLength: 8 }).map((steps) => {
    let atS = 0;
    return steps.map(({ gap, question, snmp, http, readings, isInCall }) => {
      atS += gap;
      return say(atS, by, {
        question,
        channels: http === undefined ? { snmp } : { snmp, http },
        readings: readings.map((reading) => ({ ...reading, value: typeof reading.value === "number" ? atS : `${by} ${atS}` })),
        calls: isInCall ? [callTold("7")] : [],
      });
    });
  });
}

const anyArrival = fc.tuple(anyPolls(site.agent), anyPolls(central.agent)).chain((polls) => {
  const told = polls.flat();
  const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 });
  return fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length }), sizes);
});

describe("in whatever order the words of two agents come", () => {
  test.prop([anyArrival, fc.constantFrom(0, 100, 250, 1_000)], { numRuns: 60 })(
    "the present is the same, and each reading of it is the site's agent's where that one still says it",
    async ([told, shuffled, sizes], laterS) => {
      const lastS = Math.max(...told.map(({ observation }) => ((observation?.observedAt ?? t0) - t0) / 1000)) + laterS;
      const inOrder = await ledgerAfter(told, watchers);
      const anyOrder = await ledgerAfter(shuffled, watchers, sizes);

      const present = await presentAt(anyOrder, lastS);
      expect(present).toEqual(await presentAt(inOrder, lastS));
      const ofSite = (await anyOrder.latestReadings()).get("codec-a")?.filter((reading) => reading.agent === site.agent) ?? [];
      for (const reading of ofSite) {
        const isHeld = reading.observedAt + 3 * 60_000 >= t0 + lastS * 1000;
        if (isHeld) expect(present.readings).toContainEqual(reading);
      }
      await inOrder.close();
      await anyOrder.close();
    },
  );
});

import { describe, expect, it } from "vitest";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { observed, t0 } from "../ledger/small-ledger.ts";
import {
  central,
  collectorSilent,
  gatewaySilent,
  ledgerAfter,
  polls,
  site,
  started,
  statesIn,
  type Told,
  watchedBy,
} from "./watched-site.ts";

const byBoth = watchedBy(site, central);
const bySite = watchedBy(site);

/** From the 600th second to the 1,800th the site's agent had no answer of the collector. */
const cut = collectorSilent(600, 1_800);

/** Everything an agent saw, arriving after the cut. */
const later = (told: readonly Told[]): Told[] => told.map((one) => ({ ...one, receivedS: 20_000 }));
/** Something of another agent arrives in the middle of the cut. */
const elsewhere: Told = { agent: "agent-b", observation: observed(1_000, { endpoint: "codec-of-another-site" }), receivedS: 1_000 };

/** What an agent with a line of its own sees comes at once. */
const atOnce = (told: readonly Told[]): Told[] =>
  told.map((one) => ({ ...one, receivedS: ((one.observation?.observedAt ?? t0) - t0) / 1000 }));

const centralSilence = atOnce([
  ...polls(0, 600, "answered", "agent-z"),
  ...polls(660, 1_740, "silent", "agent-z"),
  ...polls(1_800, 2_400, "answered", "agent-z"),
]);

/** A codec that says each minute whether it is registered. */
function registered(fromS: number, toS: number, value: "registered" | "failed"): Told[] {
  return Array.from({ length: (toS - fromS) / 60 + 1 }, (_, index) => ({
    agent: "agent-a",
    observation: observed(fromS + 60 * index, { readings: [{ kind: "sip_registration", value }] }),
  }));
}

const lostItsRegistration = [
  ...registered(0, 600, "registered"),
  ...registered(660, 1_740, "failed"),
  ...registered(1_800, 2_400, "registered"),
];

async function causesOf(told: readonly Told[], watchers = bySite): Promise<[string, string, number, number][]> {
  return statesIn(await ledgerAfter(told, watchers));
}

const evidenceOf = async (ledger: Ledger, cause: string) =>
  (await ledger.statesOf("codec-a", 0, 4e9)).find((interval) => interval.cause === cause)?.evidence;

describe("the line of a site, beyond its gateway", () => {
  it("is what cost a codec its registration, where the agent had no collector meanwhile and the collector heard others", async () => {
    const told = [elsewhere, ...later([...lostItsRegistration, cut])];

    expect(await causesOf(told)).toEqual([
      ["up", "answered", 0, 660],
      ["site", "operator_link", 660, 1_800],
      ["up", "answered", 1_800, 2_580],
    ]);
    expect((await evidenceOf(await ledgerAfter(told, bySite), "operator_link"))?.events).toEqual(["f".repeat(16)]);
  });

  it("is not accused where the collector heard nobody: it may have been away itself", async () => {
    expect((await causesOf(later([...lostItsRegistration, cut])))[1]).toEqual(["degraded", "registration_failed", 660, 1_800]);
  });

  it("is not accused while the gateway was silent too: the fault is on the site", async () => {
    const told = [elsewhere, ...later([...lostItsRegistration, cut, gatewaySilent(600, 1_800)])];

    expect((await causesOf(told))[1]).toEqual(["degraded", "registration_failed", 660, 1_800]);
  });

  it("is not accused of the time in which the agent did not run", async () => {
    const told = [elsewhere, ...later([...polls(0, 600), cut, started(610, 1_790, "killed"), ...polls(1_800, 2_400)])];

    expect((await causesOf(told)).map(([, cause]) => cause)).toEqual(["answered", "agent_not_running", "answered"]);
  });

  it("was cut where both ends say so: the codec answered on its site, and to nobody elsewhere", async () => {
    const told = [...centralSilence, ...later([...polls(0, 2_400), cut])];

    expect((await causesOf(told, byBoth)).filter(([, , , to]) => to <= 2_400)).toEqual([
      ["up", "answered", 0, 660],
      ["site", "operator_link", 660, 1_800],
    ]);
  });

  it("was not cut where one elsewhere heard the codec through it, whatever the site's agent lacks", async () => {
    const told = [...atOnce(polls(0, 2_400, "answered", "agent-z")), ...later([...lostItsRegistration, cut])];

    expect((await causesOf(told, byBoth))[1]).toEqual(["degraded", "registration_failed", 660, 1_800]);
  });

  it("does not excuse a codec that was silent on its own site", async () => {
    const told = [elsewhere, ...later([...polls(0, 600), ...polls(660, 1_740, "silent"), ...polls(1_800, 2_400), cut])];

    expect((await causesOf(told))[1]).toEqual(["down", "silent_confirmed", 660, 1_800]);
  });

  it("leaves a codec up that kept its registration, as far as one agent can tell", async () => {
    expect(await causesOf([elsewhere, ...later([...registered(0, 2_400, "registered"), cut])])).toEqual([["up", "answered", 0, 2_580]]);
  });

  it("is told in two pieces as in one: first that it is cut, then until when", async () => {
    const first = { ...collectorSilent(600, null), receivedS: 1_810 };
    const told = [elsewhere, first, ...later([...lostItsRegistration, cut])];

    expect(await causesOf(told)).toEqual(await causesOf([elsewhere, ...later([...lostItsRegistration, cut])]));
  });
});

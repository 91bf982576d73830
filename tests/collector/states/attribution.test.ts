import { describe, expect, it } from "vitest";
import {
  central,
  gatewaySilent,
  ledgerAfter,
  lost,
  neighbourSilent,
  poll,
  polls,
  site,
  started,
  statesIn,
  watchedBy,
} from "./watched-site.ts";

const bySite = watchedBy(site);
const byBoth = watchedBy(site, central);

describe("a lost minute", () => {
  it("is the site's while the gateway was silent too, as the agent tells afterwards", async () => {
    const outage = [...polls(0, 120), ...polls(180, 900, "silent"), ...polls(960, 1_020)];

    const ledger = await ledgerAfter([...outage, gatewaySilent(170, 950)], bySite);

    expect(await statesIn(ledger)).toEqual([
      ["up", "answered", 0, 180],
      ["site", "site_network", 180, 960],
      ["up", "answered", 960, 1_200],
    ]);
    const [, cut] = await ledger.statesOf("codec-a", 0, 4e9);
    expect(cut?.evidence.events).toEqual(["a".repeat(16)]);
  });

  it("is the codec's while the gateway answers", async () => {
    const ledger = await ledgerAfter([...polls(0, 60), ...polls(120, 600, "silent"), gatewaySilent(700, 800)], bySite);

    expect((await statesIn(ledger))[1]).toEqual(["down", "silent_confirmed", 120, 700]);
  });

  it("is the codec's again from its first silent poll after the gateway is back, once that is confirmed", async () => {
    const told = [...polls(0, 60), ...polls(120, 1_200, "silent"), gatewaySilent(110, 500)];

    expect(await statesIn(await ledgerAfter(told, bySite))).toEqual([
      ["up", "answered", 0, 120],
      ["site", "site_network", 120, 540],
      ["down", "silent_confirmed", 540, 1_380],
    ]);
  });

  it("is nobody's while the agent was cut off from all its neighbours: it may be the agent's own cable", async () => {
    const withPrinter = watchedBy({ ...site, neighbours: ["printer"] });
    const outage = [...polls(0, 60), ...polls(120, 600, "silent"), gatewaySilent(110, 610)];

    const alone = await ledgerAfter([...outage, neighbourSilent("printer", 100, 620)], withPrinter);
    const inCompany = await ledgerAfter(outage, withPrinter);

    expect((await statesIn(alone))[1]).toEqual(["unknown", "agent_cut_off", 120, 780]);
    expect((await statesIn(inCompany))[1]).toEqual(["site", "site_network", 120, 780]);
  });

  it("is nobody's where the agent looks from elsewhere and was cut off there", async () => {
    const outage = [...polls(0, 60, "answered", "agent-z"), ...polls(120, 600, "silent", "agent-z")];
    const cut = gatewaySilent(110, 610, "e".repeat(16), "agent-z");

    expect((await statesIn(await ledgerAfter([...outage, cut], watchedBy(central))))[1]).toEqual(["unknown", "agent_cut_off", 120, 780]);
  });

  it("is the site's power where agent and codec both started anew, until the codec answers again", async () => {
    const told = [
      ...polls(0, 300),
      started(310, 3_900, "machine_restarted"),
      poll(3_960, "silent"),
      poll(4_020, "silent"),
      poll(4_080, "answered", 150),
    ];

    expect(await statesIn(await ledgerAfter(told, bySite))).toEqual([
      ["up", "answered", 0, 310],
      ["site", "site_power", 310, 4_080],
      ["up", "answered", 4_080, 4_260],
    ]);
  });

  it("is unknown where the agent's machine alone started anew: the codec ran on", async () => {
    const told = [...polls(0, 300), started(310, 3_900, "machine_restarted"), poll(3_960, "answered", 90_000)];

    expect(await statesIn(await ledgerAfter(told, bySite))).toEqual([
      ["up", "answered", 0, 480],
      ["unknown", "agent_not_running", 480, 3_900],
      ["up", "answered", 3_960, 4_140],
    ]);
  });

  it("is unknown where the agent alone was killed, though the codec started meanwhile", async () => {
    const told = [...polls(0, 300), started(310, 3_900, "killed"), poll(3_960, "answered", 600)];

    expect((await statesIn(await ledgerAfter(told, bySite)))[1]).toEqual(["unknown", "agent_not_running", 480, 3_900]);
  });

  it("is one power cut where the power came back for a moment only", async () => {
    const told = [
      ...polls(0, 300),
      started(310, 1_000, "machine_restarted", "1".repeat(16)),
      started(1_010, 2_000, "machine_restarted", "2".repeat(16)),
      poll(2_040, "answered", 60),
    ];
    const ledger = await ledgerAfter(told, bySite);

    expect((await statesIn(ledger))[1]).toEqual(["site", "site_power", 310, 2_040]);
    expect((await ledger.statesOf("codec-a", 0, 4e9))[1]?.evidence.events).toEqual(["1".repeat(16), "2".repeat(16)]);
  });

  it("is not lost at all where the line alone was cut and the observations came later", async () => {
    expect(await statesIn(await ledgerAfter(polls(0, 3_600), bySite))).toEqual([["up", "answered", 0, 3_780]]);
  });

  it("is unknown, and why is said, where observations were given up", async () => {
    const told = [...polls(0, 60), ...polls(3_600, 3_660), lost(120, 3_540)];

    expect((await statesIn(await ledgerAfter(told, bySite)))[1]).toEqual(["unknown", "observations_lost", 240, 3_540]);
  });

  it("is laid to a silence that still goes on, and no longer once that has ended", async () => {
    const outage = [...polls(0, 60), ...polls(120, 1_200, "silent")];
    const open = await ledgerAfter([...outage, gatewaySilent(110, null)], bySite);
    const closed = await ledgerAfter([...outage, gatewaySilent(110, null), gatewaySilent(110, 500)], bySite);

    expect((await statesIn(open)).at(-1)).toEqual(["site", "site_network", 120, 1_380]);
    expect((await statesIn(closed)).at(-1)).toEqual(["down", "silent_confirmed", 540, 1_380]);
  });
});

describe("an endpoint with two agents", () => {
  const bothFromZero = [...polls(0, 60), ...polls(0, 60, "answered", "agent-z")];

  it("is what its site's agent sees, and the contrary seen from elsewhere is kept with it", async () => {
    const ledger = await ledgerAfter([...polls(0, 600), ...polls(0, 600, "silent", "agent-z")], byBoth);

    expect(await statesIn(ledger)).toEqual([["up", "answered", 0, 780]]);
    expect((await ledger.statesOf("codec-a", 0, 4e9))[0]?.evidence.dissent).toBe("agent-z");
  });

  it("is what is seen from elsewhere while the site's agent says nothing", async () => {
    const ledger = await ledgerAfter([...bothFromZero, ...polls(120, 900, "answered", "agent-z"), ...polls(960, 960)], byBoth);

    expect(await statesIn(ledger)).toEqual([["up", "answered", 0, 1_140]]);
  });

  it("was up where the site's agent was cut off and the one elsewhere got an answer", async () => {
    const told = [...polls(0, 60), ...polls(120, 600, "silent"), ...polls(0, 600, "answered", "agent-z"), gatewaySilent(110, 610)];
    const ledger = await ledgerAfter(told, byBoth);

    const states = (await statesIn(ledger)).filter(([, , from]) => from < 600);
    expect(states.map(([state]) => state)).toEqual(states.map(() => "up"));
    expect(states.at(-1)?.[3]).toBeGreaterThan(600);
  });

  it("is nobody's where the site's agent is cut off from all its neighbours and the one elsewhere gets no answer either", async () => {
    const silentToBoth = [...bothFromZero, ...polls(120, 600, "silent"), ...polls(120, 600, "silent", "agent-z"), gatewaySilent(110, 610)];
    const withPrinter = watchedBy({ ...site, neighbours: ["printer"] }, central);

    const alone = await ledgerAfter([...silentToBoth, neighbourSilent("printer", 100, 620)], withPrinter);
    const inCompany = await ledgerAfter(silentToBoth, withPrinter);

    expect((await statesIn(alone))[1]).toEqual(["unknown", "agent_cut_off", 120, 780]);
    expect((await statesIn(inCompany))[1]).toEqual(["site", "site_network", 120, 780]);
  });

  it("is down where its own site's agent says so, whatever a machine elsewhere answers", async () => {
    const told = [...polls(0, 60), ...polls(120, 600, "silent"), ...polls(0, 600, "answered", "agent-z")];

    expect((await statesIn(await ledgerAfter(told, byBoth)))[1]?.slice(0, 3)).toEqual(["down", "silent_confirmed", 120]);
  });
});

import { join } from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { startTcpRelay, type TcpRelay } from "../faults/tcp-relay.ts";
import { startUdpRelay, type UdpRelay } from "../faults/udp-relay.ts";
import { agentWithToken, brest, type CollectorPlace, layOutCollector, siteOf } from "../servers/collector.ts";
import type { Daemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { layOutAgent, newToken } from "./site-agent.ts";
import { toldPolls, toldStates } from "./told-states.ts";

const here = { host: "127.0.0.1" };
const paces = { stateSeconds: 1, statusSeconds: 60, historySeconds: 60 };

/** One codec; an agent beside it, whose words to the collector go over the link of the site; one elsewhere, whose polls come over it. */
describe("an endpoint that two agents watch", () => {
  const daemons: Daemon[] = [];
  const tokens = { "agent-a": newToken(), "agent-centre": newToken() };
  let fleet: Fleet;
  let collector: CollectorPlace;
  let inbound: UdpRelay;
  let outbound: TcpRelay;
  let startSiteAgent: ReturnType<typeof layOutAgent>;
  let siteAgent: Daemon;

  beforeAll(async () => {
    const folder = temporaryFolder("two-agents");
    fleet = await startFleet([{ id: "room", family: "generic-mib2", community: "public" }]);
    const snmpPort = fleet.codec("room").snmpPort ?? 0;
    inbound = await startUdpRelay(here, { ...here, port: snmpPort }, { runNow: () => 0, onAnswer: () => {} });
    collector = await layOutCollector({ folder, inventory: inventoryOf(tokens, inbound.port) });
    outbound = await startTcpRelay(here, { ...here, port: Number(new URL(collector.url).port) });
    const site = { id: "agent-a", token: tokens["agent-a"], collectorUrl: `http://127.0.0.1:${outbound.port}`, folder };
    const centre = { id: "agent-centre", token: tokens["agent-centre"], collectorUrl: collector.url, folder };
    startSiteAgent = layOutAgent({ ...site, endpoints: [polledAt(snmpPort)], paces });
    daemons.push(await collector.start());
    siteAgent = await startSiteAgent();
    daemons.push(await layOutAgent({ ...centre, endpoints: [polledAt(inbound.port)], paces })());
    for (const agent of ["agent-a", "agent-centre"]) await tells(agent, 3);
  });

  afterAll(async () => {
    await siteAgent.stop();
    for (const daemon of daemons.toReversed()) await daemon.stop();
    inbound.close();
    await outbound.close();
    await fleet.close();
  });

  /** Whatever an earlier test, or an earlier try of the same, has left. */
  beforeEach(async () => {
    inbound.become("open");
    outbound.become("open");
    await siteAgent.stop();
    siteAgent = await startSiteAgent();
    for (const agent of ["agent-a", "agent-centre"]) await tells(agent, 3);
    await isUp();
  });

  const states = () => toldStates(collector.ledgerFile, "room");
  const countDown = () => states().filter((state) => state === "down silent_confirmed").length;
  const isUp = () => waitUntil("the room is up", async () => (await collector.states())["room"] === "up");
  /** So many more polls of this agent are in the ledger, whatever it heard. */
  const tells = (agent: string, more: number) => {
    const known = toldPolls(collector.ledgerFile, "room", agent);
    return waitUntil(`${agent} tells ${more} polls`, () => toldPolls(collector.ledgerFile, "room", agent) >= known + more);
  };
  /** While this agent tells so many polls. A machine that stood still meanwhile has proven nothing: then the same is asked again. */
  const staysUpWhile = (agent: string, polls: number) =>
    waitUntil(
      "the room stays up",
      async () => {
        const before = states().length;
        await tells(agent, polls);
        const since = states().slice(before - 1);
        return since.at(-1) === "up answered" && since.every((state) => state === "up answered" || state.startsWith("unknown"));
      },
      30_000,
    );
  const page = async (): Promise<string> =>
    (await (await request(`${collector.url}/endpoints/room`)).body.text()).replace(/[\u00a0\u202f]/g, " ");

  it("is up on the word of the one beside it while the one elsewhere hears nothing, and that is kept as a dissent", async () => {
    inbound.become("cut");
    await waitUntil("the dissent is shown", async () => (await page()).includes("l’agent agent-centre a constaté l’inverse"));

    await staysUpWhile("agent-centre", 5);
    expect(states().at(-1)).toBe("up answered");
  });

  it("stays up on the word of the one elsewhere while the one beside it does not run", async () => {
    await siteAgent.stop("SIGKILL");

    await staysUpWhile("agent-centre", 8);
    siteAgent = await startSiteAgent();
    await staysUpWhile("agent-a", 3);
    await isUp();
    expect((await collector.states())["room"]).toBe("up");
  });

  it("was cut off by the link of its site, where both ends say so once the site is heard again", async () => {
    const downBefore = countDown();
    outbound.become("cut");
    inbound.become("cut");
    await waitUntil("the site's agent misses the collector", () => siteAgent.log().includes('"witness":"collector"'));
    await waitUntil("the one elsewhere calls it silent", async () => (await collector.states())["room"] === "down");
    await tells("agent-centre", 15);
    expect(states().at(-1)).toBe("down silent_confirmed");

    outbound.become("open");
    inbound.become("open");
    await waitUntil("the link is named, and the room is up again", () => {
      const told = states();
      return told.includes("site operator_link") && told.at(-1) === "up answered";
    });
    expect(countDown()).toBe(downBefore);
    const body = await page();
    expect(body).toContain("liaison du site coupée au-delà de sa passerelle (liaison de l’opérateur)");
    expect(body).toContain("le collecteur n’a pas répondu à l’agent agent-a");
  });
});

function polledAt(port: number): object {
  const snmp = { version: "2c", port, communityFile: join("secrets", "public") };
  return { id: "room", host: "127.0.0.1", family: "generic-mib2", timeoutMs: 400, retries: 0, snmp };
}

function inventoryOf(tokens: Readonly<Record<"agent-a" | "agent-centre", string>>, port: number): object {
  const poll = { host: "127.0.0.1", family: "generic-mib2", snmp: { version: "2c", community: "public", port } };
  const site = siteOf("site-a", {
    agent: agentWithToken("agent-a", tokens["agent-a"]),
    endpoints: [{ id: "room", name: "Room", poll }],
  });
  const centre = { ...agentWithToken("agent-centre", tokens["agent-centre"]), vantage: "central", sites: ["site-a"] };
  return { territories: [brest], sites: [site], agents: [centre] };
}

import { fileURLToPath } from "node:url";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../../simulator/fleet.ts";
import { agentWithToken, brest, type CollectorPlace, layOutCollector, siteOf } from "../servers/collector.ts";
import type { Daemon } from "../servers/daemon.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { waitUntil } from "../servers/wait-until.ts";
import { bootVariable } from "./other-boot.ts";
import { layOutAgent, newToken } from "./site-agent.ts";
import { toldPolls, toldStates } from "./told-states.ts";

const otherBoot = { flags: ["--import", fileURLToPath(new URL("other-boot.ts", import.meta.url))], env: { [bootVariable]: "5ea1ed00" } };

describe("a site whose agent was gone for a while", () => {
  const daemons: Daemon[] = [];
  let fleet: Fleet;
  let collector: CollectorPlace;
  let startAgent: ReturnType<typeof layOutAgent>;
  let agent: Daemon;

  beforeEach(async () => {
    const folder = temporaryFolder("power-cut");
    const token = newToken();
    fleet = await startFleet([{ id: "room", family: "generic-mib2", community: "public" }]);
    collector = await layOutCollector({ folder, inventory: inventoryOf(fleet, token) });
    startAgent = layOutAgent({ id: "agent-a", token, collectorUrl: collector.url, folder });
    daemons.push(await collector.start());
    agent = await startAgent();
    await waitUntil("the room is up, and has been between two polls", async () => {
      return (await collector.states())["room"] === "up" && toldPolls(collector.ledgerFile, "room", "agent-a") > 2;
    });
  });

  afterEach(async () => {
    await agent.stop();
    for (const daemon of daemons.splice(0)) await daemon.stop();
    await fleet.close();
  });

  const page = async (): Promise<string> =>
    (await (await request(`${collector.url}/endpoints/room`)).body.text()).replace(/[\u00a0\u202f]/g, " ");

  /** Gone without a word, for longer than its last answer holds. */
  const goesDark = async (): Promise<void> => {
    await agent.stop("SIGKILL");
    const holdsUntil = Date.now() + 4_000;
    await waitUntil("no answer holds any more", async () => Date.now() > holdsUntil && (await collector.states())["room"] === "unknown");
  };
  /** On a busy machine a poll may come too late: what is unknown for that proves nothing, and what holds goes on. */
  const proven = (): string[] => {
    const states = toldStates(collector.ledgerFile, "room");
    const telling = states.filter((state) => !["unknown silent_unconfirmed", "unknown no_observation"].includes(state));
    return telling.filter((state, index) => state !== telling[index - 1]);
  };
  const isConcluded = (cause: string) =>
    waitUntil(`${cause} is concluded, and what came after`, () => {
      const states = toldStates(collector.ledgerFile, "room");
      return states.includes(cause) && states.at(-1) === "up answered";
    });

  it("was without power where its machine and its codec both started anew", async () => {
    await goesDark();
    fleet.codec("room").apply({ does: "reboot", silentS: 1 });
    agent = await startAgent(otherBoot);
    await isConcluded("site site_power");

    expect(proven()).toEqual(["up answered", "site site_power", "up answered"]);
    expect(await page()).toContain("coupure de courant probable du site (alimentation du site)");
    expect(await page()).toContain("l’agent agent-a et l’équipement ont redémarré tous deux");
  });

  it("is unknown where its machine alone started anew: the codec ran on", async () => {
    await goesDark();
    agent = await startAgent(otherBoot);
    await isConcluded("unknown agent_not_running");

    expect(toldStates(collector.ledgerFile, "room")).not.toContain("site site_power");
    expect(await page()).toContain("la machine de l’agent agent-a a redémarré");
  });

  it("is unknown where the codec started anew and the machine of the agent did not", async () => {
    await goesDark();
    fleet.codec("room").apply({ does: "reboot", silentS: 1 });
    agent = await startAgent();
    await isConcluded("unknown agent_not_running");

    expect(toldStates(collector.ledgerFile, "room")).not.toContain("site site_power");
    expect(await page()).toContain("l’agent agent-a s’est interrompu brusquement");
  });
});

function inventoryOf(fleet: Fleet, token: string): object {
  const { address, snmpPort } = fleet.codec("room");
  const snmp = { version: "2c", community: "public", port: snmpPort };
  return {
    polling: { paces: { stateSeconds: 1, statusSeconds: 60, historySeconds: 60 }, timeoutMs: 500, retries: 0 },
    territories: [brest],
    sites: [
      siteOf("site-a", {
        agent: agentWithToken("agent-a", token),
        endpoints: [{ id: "room", name: "Room", poll: { host: address, family: "generic-mib2", snmp } }],
      }),
    ],
  };
}

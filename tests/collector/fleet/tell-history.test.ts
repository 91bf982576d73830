import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fleetFile, openFleet } from "../../../collector/fleet/fleet.ts";
import { waitUntil } from "../../servers/wait-until.ts";
import { callerOf, enrolled, requestWithKey } from "./callers.ts";
import { type FleetRoom, operator, startFleetRoom } from "./fleet-room.ts";

let room: FleetRoom;

beforeEach(async () => {
  room = await startFleetRoom();
});

afterEach(() => room.close());

/** What the collector's log says of agents' right to speak, without when. */
const told = () =>
  room
    .log()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, string | undefined>)
    .filter(({ msg }) => /^(one-time code|agent) (is|has)/.test(msg ?? ""))
    .map(({ msg, agent, site, kind, source }) => [msg, agent, site, kind, source].filter((fact) => fact !== undefined).join(" | "));

describe("the collector's log", () => {
  it("has one line for each act on an agent's right to speak: which agent, of which site, how, from where", async () => {
    const pem = await enrolled(room, "agent-a");
    const line = callerOf(room, { pem });
    await line.post("/v1/agents/self/credential", { wanted: requestWithKey().wanted });
    line.close();
    room.fleet.askRotation("agent-a", operator);
    room.fleet.revoke(room.agent("agent-a"), operator);
    await waitUntil("the revocation is told", () => told().length === 5);

    expect(told()).toEqual([
      "one-time code is given | agent-a | site-a | the collector's machine",
      "agent is enrolled | agent-a | site-a | certificate | 127.0.0.1",
      "agent has renewed its credential | agent-a | site-a | certificate | 127.0.0.1",
      "agent is asked for a new credential | agent-a | site-a | the collector's machine",
      "agent is revoked | agent-a | site-a | the collector's machine",
    ]);
  });

  it("does not say who gave a command: that is in the history", async () => {
    room.fleet.revoke(room.agent("agent-b"), operator);
    await waitUntil("the revocation is told", () => told().length === 1);

    expect(room.log()).not.toContain(`"${operator.who}"`);
    expect(room.fleet.historyOf("agent-b")).toMatchObject([{ what: "revoked", who: operator.who }]);
  });

  it("tells what commands did while the collector was stopped, and nothing twice", async () => {
    const { dataDir } = room;
    room.fleet.makeCode("agent-a", operator);
    await waitUntil("the code is told", () => told().length === 1);
    await room.close();
    const command = openFleet({ file: fleetFile(dataDir), now: Date.now });
    command.revoke(room.agent("agent-b"), operator);
    command.close();
    room = await startFleetRoom({ dataDir });

    expect(told()).toEqual(["agent is revoked | agent-b | site-b | the collector's machine"]);
  });
});

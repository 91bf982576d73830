import { readFileSync } from "node:fs";
import { Agent, request as plainRequest } from "node:http";
import { request } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { waitUntil } from "../servers/wait-until.ts";
import { callerOf, enrolled, envelopeOf } from "./fleet/callers.ts";
import { type FleetRoom, type FleetRoomOptions, startFleetRoom } from "./fleet/fleet-room.ts";

/** More than one place gets, and fewer than there are for all. */
const many = 600;
let room: FleetRoom | null = null;
let sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  await room?.close();
});

/** So many connections from one address that say nothing; how many of them are open once the collector has looked at all. */
async function silentConnections(options: FleetRoomOptions): Promise<number> {
  room = await startFleetRoom(options);
  const { port } = room;
  let ended = 0;
  let connected = 0;
  for (let count = 0; count < many; count += 1) {
    const socket = connect({ host: "127.0.0.1", port });
    socket.on("error", () => {});
    socket.once("connect", () => void (connected += 1));
    socket.once("close", () => void (ended += 1));
    socket.resume();
    sockets.push(socket);
  }
  await waitUntil("all are connected", () => connected === many);
  await waitUntil("the collector has closed those it does not want", () => ended === (options.trustedProxies === undefined ? 100 : 0));
  return connected - ended;
}

/** Whether somebody at another address is answered. */
function isAnswered(from: string): Promise<boolean> {
  const { port = 0, dataDir = "" } = room ?? {};
  const ca = readFileSync(join(dataDir, "ca", "ca.pem"), "utf8");
  return new Promise((resolve) => {
    const asked = request({ host: "localhost", port, path: "/healthz", ca, localAddress: from, family: 4, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on("error", () => resolve(false));
    asked.end();
  });
}

describe("hundreds of connections from one place that say nothing", () => {
  it("do not keep out another place; the log names the place once", async () => {
    expect(await silentConnections({})).toBe(500);
    expect(await isAnswered("127.0.0.2")).toBe(true);
    expect(await isAnswered("127.0.0.1")).toBe(false);
    expect(room?.log().match(/"source":"127\.0\.0\.1","connections":500,"msg":"too many connections from one place/g)).toHaveLength(1);
  });

  it("are for the proxy to bound where they come from a trusted one: behind it may be everybody", async () => {
    expect(await silentConnections({ trustedProxies: ["127.0.0.1/32"] })).toBe(many);
  });
});

/** More than there is room for. */
const crowd = 2_100;

/** As many as wait at a server's door before the system lets further ones try again later. */
const burst = 300;

/** A crowd of silent connections, so many of each address; told once the collector has closed those for which it has no room. */
async function crowdedBy(perPlace: number): Promise<void> {
  const { port = 0 } = room ?? {};
  let over = 0;
  let connected = 0;
  for (let count = 0; count < crowd; count += 1) {
    const place = Math.floor(count / perPlace);
    const socket = connect({ host: "127.0.0.1", port, localAddress: `127.1.${Math.floor(place / 200)}.${1 + (place % 200)}` });
    socket.on("error", () => {});
    socket.once("connect", () => void (connected += 1));
    socket.once("close", () => void (over += 1));
    socket.resume();
    sockets.push(socket);
    if (sockets.length % burst === 0) await waitUntil("all so far have come", () => connected === sockets.length);
  }
  await waitUntil("the collector has made room", () => over >= crowd - 1_800);
}

describe("more connections than there is room for, from so many places that none has too many", () => {
  it("do not close the connection of an agent that has spoken", async () => {
    room = await startFleetRoom();
    const agent = callerOf(room, { pem: await enrolled(room, "agent-a") });
    await agent.post("/v1/envelopes", envelopeOf("agent-a", "codec-a"));
    await crowdedBy(70);
    const answer = await agent.post("/v1/envelopes", envelopeOf("agent-a", "codec-a", 2));
    agent.close();

    expect([answer.status, answer.isSameConnection]).toEqual([200, true]);
  });

  it("do not keep out an agent that comes then; the log says once that there was a crowd", async () => {
    room = await startFleetRoom();
    const agent = callerOf(room, { pem: await enrolled(room, "agent-a"), isHangingUp: true });
    await crowdedBy(70);
    const answer = await agent.post("/v1/envelopes", envelopeOf("agent-a", "codec-a"));
    agent.close();

    expect(answer.status).toBe(200);
    expect(room.log().match(/too many connections, the oldest of strangers are closed/g)).toHaveLength(1);
  });

  it("do not leave a stolen credential all the room it likes", async () => {
    room = await startFleetRoom({ tls: null, trustedProxies: [] });
    const agent = new Agent({ keepAlive: true });
    await Promise.all(Array.from({ length: 12 }, () => speakAs("token-of-b", agent)));
    const spoken = Object.values(agent.freeSockets).flatMap((free) => free ?? []);
    await crowdedBy(1);
    await waitUntil("four of them are closed", () => spoken.filter(({ destroyed }) => destroyed).length === 4);
    agent.destroy();

    expect(spoken).toHaveLength(12);
  });
});

/** A request with a token over plain HTTP, whose connection stays open. */
function speakAs(token: string, agent: Agent): Promise<void> {
  const { port = 0 } = room ?? {};
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const asked = plainRequest({ host: "127.0.0.1", port, path: "/v1/envelopes", method: "POST", headers, agent }, (response) => {
      response.resume();
      response.once("end", () => setImmediate(resolve));
    });
    asked.on("error", reject);
    asked.end("{}");
  });
}

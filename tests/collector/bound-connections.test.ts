import { readFileSync } from "node:fs";
import { request } from "node:https";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { waitUntil } from "../servers/wait-until.ts";
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

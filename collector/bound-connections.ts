import type { Server } from "node:http";
import type { Socket } from "node:net";
import { isIn, listOf } from "../settings/host-ranges.ts";
import { speakerOn } from "./ingest/authenticate.ts";
import { networkOf } from "./network-of.ts";

/** Connections at a time, whoever they are of. Each that says nothing costs some seventy kilobytes. */
const mostConnections = 2_000;
/** From here on strangers make room. What lies between is for those who come through a trusted proxy, and for a whole burst at once. */
const crowded = 1_800;
/** Strangers let go at a time: to look at all of them costs more than to close a few. */
const madeRoom = 64;
/** Of one place: hundreds of agents may come through the one address of their network, and no place may take the room of all others. */
const mostPerPlace = 500;
/** Of one agent: it has one, and another while a line that broke is not yet known to be dead. A stolen credential fills no room either. */
const mostOfAgent = 8;
/** For whoever is there to say what he wants, a poor satellite line's lost packets included; what he then sends has a time of its own. */
export const greetingMs = 10_000;

interface Bounded {
  readonly server: Pick<Server, "maxConnections" | "headersTimeout" | "on">;
  readonly log: { warn(facts: object, message: string): void };
}

interface Connection {
  readonly socket: Socket;
  readonly place: string;
  /** What requests come out of: where TLS ends here, not the socket that was accepted. */
  spoken: Socket;
}

/**
 * However many connections are opened and left silent, from one place or from thousands, agents are heard: who has shown a good credential
 * keeps its connection, and of the strangers those leave who were there longest, of the place that has most of them. A newcomer is
 * always let in, and has the time to say who it is. Of a trusted proxy, whose connections are those of everybody, only the whole is
 * bounded: how many of them one sender gets is for the proxy to say.
 */
export function boundConnections({ server, log }: Bounded, trustedProxies: readonly string[]): void {
  server.maxConnections = mostConnections;
  server.headersTimeout = greetingMs;
  const proxies = listOf(trustedProxies);
  const open = new Map<string, Connection>();
  const places = countPlaces(log);
  let toldCrowd = false;
  const forget = (line: string, connection: Connection): void => {
    if (open.get(line) !== connection) return;
    open.delete(line);
    places.gone(connection.place);
    // Told again once there was room in between.
    if (open.size < crowded / 2) toldCrowd = false;
  };
  server.on("connection", (socket: Socket) => {
    const address = addressOf(socket);
    if (address === undefined || isIn(proxies, address)) return;
    const place = networkOf(address);
    if (!places.hasRoom(place)) return void socket.destroy();
    if (open.size >= crowded) {
      if (!toldCrowd) log.warn({ connections: open.size }, "too many connections, the oldest of strangers are closed");
      toldCrowd = true;
      for (const [line, stranger] of strangersToLeave([...open])) {
        stranger.socket.destroy();
        forget(line, stranger);
      }
    }
    const line = lineOf(socket);
    const connection = { socket, place, spoken: socket };
    open.set(line, connection);
    places.come(place);
    socket.once("close", () => forget(line, connection));
  });
  server.on("secureConnection", (spoken: Socket) => {
    const connection = open.get(lineOf(spoken));
    if (connection !== undefined) connection.spoken = spoken;
  });
}

/** Oldest first in `open`. Whoever has most newer ones of its own place beside it leaves first: so all places come to the same number. */
function strangersToLeave(open: readonly [string, Connection][]): [string, Connection][] {
  const agents = new Map<string, number>();
  const newer = new Map<string, number>();
  const depths: { readonly entry: [string, Connection]; readonly depth: number }[] = [];
  for (const entry of open.toReversed()) {
    const [, { spoken, place }] = entry;
    const agent = speakerOn(spoken);
    if (agent !== undefined && addOne(agents, agent) <= mostOfAgent) continue;
    depths.push({ entry, depth: addOne(newer, place) });
  }
  // The sort is stable: of equals, the oldest come first once turned round.
  const ordered = depths.toReversed().toSorted((one, other) => other.depth - one.depth);
  return ordered.slice(0, madeRoom).map(({ entry }) => entry);
}

function addOne(counts: Map<string, number>, key: string): number {
  const count = (counts.get(key) ?? 0) + 1;
  counts.set(key, count);
  return count;
}

/** How many connections each place has; names in the log, once, a place that wants too many. */
function countPlaces(log: Bounded["log"]) {
  const open = new Map<string, number>();
  const told = new Set<string>();
  return {
    hasRoom: (place: string): boolean => {
      const count = open.get(place) ?? 0;
      if (count < mostPerPlace) return true;
      if (!told.has(place)) log.warn({ source: place, connections: count }, "too many connections from one place, further ones are closed");
      told.add(place);
      return false;
    },
    come: (place: string): void => void addOne(open, place),
    gone: (place: string): void => {
      const left = (open.get(place) ?? 1) - 1;
      if (left > 0) open.set(place, left);
      else open.delete(place);
      // Told again once the place has come to reason in between.
      if (left < mostPerPlace / 2) told.delete(place);
    },
  };
}

const addressOf = ({ remoteAddress }: Socket): string | undefined => remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, "");

/** The same for a socket that was accepted and for the TLS that runs over it, and for no other that is open. */
const lineOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string =>
  [remoteAddress, remotePort, localAddress, localPort].join(" ");

import type { Server } from "node:http";
import type { Socket } from "node:net";
import { isIn, listOf } from "../settings/host-ranges.ts";
import { networkOf } from "./network-of.ts";

/** Connections at a time: a thousand agents and as many browsers. Each that says nothing costs some seventy kilobytes. */
const mostConnections = 2_000;
/** Of one place: hundreds of agents may come through the one address of their network, and no place may take the room of all others. */
const mostPerPlace = 500;
/** For whoever is there to say what he wants; what he then sends has a time of its own. */
export const greetingMs = 20_000;

interface Bounded {
  readonly server: Pick<Server, "maxConnections" | "headersTimeout" | "on">;
  readonly log: { warn(facts: object, message: string): void };
}

/**
 * However many connections one place opens and leaves silent, the others are heard. Of a trusted proxy, whose connections are those of
 * everybody, only the whole is bounded: how many of them one sender gets is for the proxy to say.
 */
export function boundConnections({ server, log }: Bounded, trustedProxies: readonly string[]): void {
  server.maxConnections = mostConnections;
  server.headersTimeout = greetingMs;
  const proxies = listOf(trustedProxies);
  const open = new Map<string, number>();
  const told = new Set<string>();
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, "");
    if (address === undefined || isIn(proxies, address)) return;
    const place = networkOf(address);
    const count = open.get(place) ?? 0;
    if (count >= mostPerPlace) {
      if (!told.has(place))
        log.warn({ source: address, connections: count }, "too many connections from one place, further ones are closed");
      told.add(place);
      socket.destroy();
      return;
    }
    open.set(place, count + 1);
    socket.once("close", () => {
      const left = (open.get(place) ?? 1) - 1;
      if (left > 0) open.set(place, left);
      else open.delete(place);
      // Told again once the place has come to reason in between.
      if (left < mostPerPlace / 2) told.delete(place);
    });
  });
}

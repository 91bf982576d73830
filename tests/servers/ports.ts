import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below those that Linux gives by itself: whoever opens a connection or listens on any port, in this test or another, never takes
 * the one that a server is about to take, or takes again after a restart.
 */
const ownPorts = { first: 15_000, last: 32_000 };

/** A TCP port of 127.0.0.1 that is free and that nobody is given by chance. */
export function freeTcpPort(): Promise<number> {
  return firstFree(async (port) => {
    const server = createServer();
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    server.close();
    await once(server, "close");
  });
}

/** A UDP port of 127.0.0.1 that is free and that nobody is given by chance. */
export function freeUdpPort(): Promise<number> {
  return firstFree(async (port) => {
    const socket = createSocket("udp4");
    socket.bind(port, "127.0.0.1");
    await once(socket, "listening");
    socket.close();
    await once(socket, "close");
  });
}

async function firstFree(take: (port: number) => Promise<void>): Promise<number> {
  for (let tries = 0; ; tries += 1) {
    const port = randomInt(ownPorts.first, ownPorts.last);
    try {
      await take(port);
      return port;
    } catch (error) {
      if (tries === 50) throw error;
    }
  }
}

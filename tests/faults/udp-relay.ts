import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

export interface UdpRelay {
  readonly port: number;
  /** Nothing passes while it is cut, and nobody is told. */
  become(state: "open" | "cut"): void;
  delay(ms: number): void;
  close(): void;
}

/** Stands between who asks and one codec. `onAnswer` hears each answer as it is handed over. */
export async function startUdpRelay(
  listen: { host: string },
  target: { host: string; port: number },
  onAnswer: (bytes: Buffer) => void,
): Promise<UdpRelay> {
  const outside = createSocket("udp4");
  const ways = new Map<number, Socket>();
  let isCut = false;
  let delayMs = 0;
  const later = (work: () => void): void => {
    if (isCut) return;
    if (delayMs === 0) work();
    else setTimeout(() => isCut || work(), delayMs);
  };
  /** One socket for each who asks, so that answers find the way back. */
  const wayOf = (address: string, port: number): Socket => {
    const known = ways.get(port);
    if (known !== undefined) return known;
    const inside = createSocket("udp4");
    inside.on("error", () => {});
    inside.on("message", (answer) =>
      later(() => {
        onAnswer(answer);
        outside.send(answer, port, address);
      }),
    );
    ways.set(port, inside);
    return inside;
  };
  outside.on("error", () => {});
  outside.on("message", (bytes, { address, port }) => later(() => wayOf(address, port).send(bytes, target.port, target.host)));
  outside.bind(0, listen.host);
  await once(outside, "listening");
  return {
    port: outside.address().port,
    become: (state) => {
      isCut = state === "cut";
    },
    delay: (ms) => {
      delayMs = ms;
    },
    close: () => {
      outside.close();
      for (const socket of ways.values()) socket.close();
    },
  };
}

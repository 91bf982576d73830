import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

export interface UdpRelay {
  readonly port: number;
  /** Nothing passes while it is cut, and nobody is told. */
  become(state: "open" | "cut"): void;
  delay(ms: number): void;
  close(): void;
}

/** Who listens at the line. */
export interface LineListener {
  /** Which run of the agent asks, at the moment its question comes: the answer may come when another has begun. */
  readonly runNow: () => number;
  /** Each answer as it is handed over, with the run that asked. */
  readonly onAnswer: (bytes: Buffer, run: number) => void;
}

/** Stands between who asks and one codec. */
export async function startUdpRelay(
  listen: { host: string },
  target: { host: string; port: number },
  { runNow, onAnswer }: LineListener,
): Promise<UdpRelay> {
  const outside = createSocket("udp4");
  const ways = new Map<string, Socket>();
  let isCut = false;
  let delayMs = 0;
  const later = (work: () => void): void => {
    if (isCut) return;
    if (delayMs === 0) work();
    else setTimeout(() => isCut || work(), delayMs);
  };
  /** One socket for each who asks, so that answers find the way back. */
  const wayOf = (address: string, port: number, run: number): Socket => {
    const known = ways.get(`${port} ${run}`);
    if (known !== undefined) return known;
    const inside = createSocket("udp4");
    inside.on("error", () => {});
    inside.on("message", (answer) =>
      later(() => {
        onAnswer(answer, run);
        outside.send(answer, port, address);
      }),
    );
    ways.set(`${port} ${run}`, inside);
    return inside;
  };
  outside.on("error", () => {});
  outside.on("message", (bytes, { address, port }) => {
    const run = runNow();
    later(() => wayOf(address, port, run).send(bytes, target.port, target.host));
  });
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

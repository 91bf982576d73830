import { EventEmitter, once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * `open`: passes everything on. `cut`: refuses, and drops who is connected. `swallow`: takes connections and bytes and never says a
 * word, as a firewall that forgot the line. `tear`: resets the connection in the middle of the next message.
 */
export type LinkState = "open" | "cut" | "swallow" | "tear";

export interface TcpRelay {
  readonly port: number;
  /** `asked` when bytes go towards the server, `answered` when they come back; before they are passed on. */
  readonly passing: EventEmitter<{ asked: []; answered: [] }>;
  become(state: LinkState): void;
  /** Of what is passed on from now on, both ways. */
  delay(ms: number): void;
  close(): Promise<void>;
}

/** Stands between a client and a server, and is the line between them. */
export async function startTcpRelay(listen: { host: string }, target: { host: string; port: number }): Promise<TcpRelay> {
  const passing: TcpRelay["passing"] = new EventEmitter();
  const sockets = new Set<Socket>();
  let state: LinkState = "open";
  let delayMs = 0;
  const dropAll = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const pass = (from: Socket, to: Socket, event: "asked" | "answered"): void => {
    from.on("data", (bytes: Buffer) => {
      if (state === "swallow") return;
      passing.emit(event);
      const whole = state === "tear" ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
      setTimeout(() => {
        if (!to.destroyed) to.write(whole);
        if (whole !== bytes) setImmediate(dropAll);
      }, delayMs);
    });
    from.on("end", () => setTimeout(() => to.end(), delayMs));
    from.on("error", () => to.destroy());
    from.on("close", () => {
      sockets.delete(from);
      to.destroySoon();
    });
    sockets.add(from);
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (state === "cut") return void client.resetAndDestroy();
    const there = connect({ ...target, allowHalfOpen: true });
    pass(client, there, "asked");
    pass(there, client, "answered");
  });
  server.listen(0, listen.host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    passing,
    become: (next) => {
      // Who was swallowed hears nothing of it that the line is back, unless something tells it.
      if (next === "cut" || state === "swallow") dropAll();
      state = next;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    close: async () => {
      dropAll();
      const closed = once(server, "close");
      server.close();
      await closed;
    },
  };
}

import { createSocket, type RemoteInfo, type Socket, type SocketType } from "node:dgram";
import { SocketAddress } from "node:net";

/** Who may be heard on a socket, and who is told about everything else. None of these may throw. */
export interface SocketGuard {
  /** The only address and port whose datagrams are let through. */
  readonly address: string;
  readonly port: number;
  /** Whether one more datagram may leave: a hostile codec can make net-snmp answer its Reports for ever. */
  maySend(): boolean;
  onHeard(): void;
  onStranger(): void;
  /** net-snmp threw while it read a datagram; its own callback will never be called. */
  onThrown(error: unknown): void;
  onSocketError(error: Error): void;
}

type MessageListener = (datagram: Buffer, from: RemoteInfo) => void;
type SendCallback = (error: Error | null, bytes: number) => void;

/** The part of node:dgram that a net-snmp session uses. */
export interface GuardedSocket {
  on(event: "message", listener: MessageListener): void;
  on(event: "close" | "error", listener: () => void): void;
  send(datagram: Buffer, offset: number, length: number, port: number, address: string, callback: SendCallback): void;
  ref(): void;
  unref(): void;
  close(): void;
}

/**
 * For net-snmp's `dgramModule` option. net-snmp never looks at who sent a reply, emits socket errors under the error's own
 * name (nobody hears them), and lets some datagrams throw out of the event loop; this wrapper closes the three.
 */
export function guardedDgram(guard: SocketGuard): { createSocket(type: SocketType): GuardedSocket } {
  return { createSocket: (type) => guardSocket(createSocket({ type, lookup: keepAddress }), guard) };
}

type FoundAddress = (error: null, address: string, family: number) => void;

/** A session knows its address. The lookup of Node would examine it again for every datagram, and answer one turn later. */
export function keepAddress(address: string, _options: unknown, found: FoundAddress): void {
  found(null, address, address.includes(":") ? 6 : 4);
}

function guardSocket(socket: Socket, guard: SocketGuard): GuardedSocket {
  let isClosed = false;
  socket.on("error", (error) => guard.onSocketError(error));
  socket.once("close", () => {
    isClosed = true;
  });
  return {
    on: (event: string, listener: MessageListener & (() => void)) => {
      if (event === "message") socket.on("message", guardMessages(listener, guard));
      else if (event === "close") socket.on("close", listener);
    },
    send: (datagram, offset, length, port, address, callback) => {
      if (guard.maySend()) socket.send(datagram, offset, length, port, address, callback);
      else callback(new Error("too many datagrams for one request"), 0);
    },
    ref: () => void socket.ref(),
    unref: () => void socket.unref(),
    close: () => {
      if (isClosed) return;
      isClosed = true;
      socket.close();
    },
  };
}

export function guardMessages(listener: MessageListener, guard: SocketGuard): MessageListener {
  const expected = plainAddress(guard.address);
  return (datagram, from) => {
    if (from.port !== guard.port || (from.address !== guard.address && plainAddress(from.address) !== expected)) {
      guard.onStranger();
      return;
    }
    guard.onHeard();
    try {
      listener(datagram, from);
    } catch (error) {
      guard.onThrown(error);
    }
  };
}

/** One spelling per address: IPv6 has many, and link-local ones carry the name of an interface. */
export function plainAddress(address: string): string {
  const [bare = address] = address.split("%");
  if (!bare.includes(":")) return bare;
  return new SocketAddress({ address: bare, family: "ipv6" }).address;
}

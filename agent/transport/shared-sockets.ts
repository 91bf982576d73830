import { createSocket, type Socket, type SocketType } from "node:dgram";
import { type GuardedSocket, guardMessages, keepAddress, plainAddress, type SocketGuard } from "./guarded-socket.ts";

/** Up to so many codecs each have a socket, and a port of their own that nobody guesses; more of them share these. */
const mostSockets = 64;

type MessageListener = Parameters<typeof guardMessages>[0];

/** The sockets of an agent that polls thousands: without them each codec would be one more open file. */
export class SharedSockets {
  readonly #sockets: Record<SocketType, SharedSocket[]> = { udp4: [], udp6: [] };
  readonly #most: number;

  constructor(most = mostSockets) {
    this.#most = most;
  }

  /** For net-snmp's `dgramModule` option, as `guardedDgram`. */
  moduleFor(guard: SocketGuard): { createSocket(type: SocketType): GuardedSocket } {
    return { createSocket: (type) => this.#socketOf(type).seat(guard) };
  }

  #socketOf(type: SocketType): SharedSocket {
    const sockets = this.#sockets[type];
    if (sockets.length >= this.#most) return sockets.reduce((least, socket) => (socket.count < least.count ? socket : least));
    const socket = new SharedSocket(type, () => sockets.splice(sockets.indexOf(socket), 1));
    sockets.push(socket);
    return socket;
  }
}

/** One session of net-snmp on a socket it shares. */
interface Seat {
  readonly guard: SocketGuard;
  readonly key: string;
  readonly hear: MessageListener[];
  readonly onClose: (() => void)[];
}

/** Who sent a datagram decides whose it is: an answer of one codec never reaches the session of another. */
class SharedSocket {
  readonly #socket: Socket;
  readonly #seats = new Map<string, Seat[]>();
  /** Those that wait for an answer: they keep the process alive. */
  readonly #waiting = new Set<Seat>();
  readonly #leave: () => void;
  #count = 0;

  constructor(type: SocketType, leave: () => void) {
    this.#leave = leave;
    this.#socket = createSocket({ type, lookup: keepAddress });
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("message", (datagram, from) => {
      const seats = this.#seats.get(keyOf(from.address, from.port));
      if (seats === undefined) this.#anyone()?.guard.onStranger();
      else for (const hear of seats.flatMap((seat) => seat.hear)) hear(datagram, from);
    });
  }

  get count(): number {
    return this.#count;
  }

  seat(guard: SocketGuard): GuardedSocket {
    const seat: Seat = { guard, key: keyOf(guard.address, guard.port), hear: [], onClose: [] };
    this.#seats.set(seat.key, [...(this.#seats.get(seat.key) ?? []), seat]);
    this.#count += 1;
    return {
      on: (event: string, listener: MessageListener & (() => void)) => {
        if (event === "message") seat.hear.push(guardMessages(listener, guard));
        else if (event === "close") seat.onClose.push(listener);
      },
      send: (datagram, offset, length, port, address, callback) => {
        if (guard.maySend()) this.#socket.send(datagram, offset, length, port, address, callback);
        else callback(new Error("too many datagrams for one request"), 0);
      },
      ref: () => this.#wait(seat, true),
      unref: () => this.#wait(seat, false),
      close: () => this.#stand(seat),
    };
  }

  #wait(seat: Seat, isWaiting: boolean): void {
    if (isWaiting) this.#waiting.add(seat);
    else this.#waiting.delete(seat);
    if (this.#waiting.size > 0) this.#socket.ref();
    else this.#socket.unref();
  }

  #stand(seat: Seat): void {
    const seats = this.#seats.get(seat.key) ?? [];
    if (!seats.includes(seat)) return;
    const others = seats.filter((other) => other !== seat);
    if (others.length > 0) this.#seats.set(seat.key, others);
    else this.#seats.delete(seat.key);
    this.#count -= 1;
    this.#wait(seat, false);
    for (const closed of seat.onClose) setImmediate(closed);
    if (this.#count > 0) return;
    this.#leave();
    this.#socket.close();
  }

  /** Each session leaves in its own way; the last one closes the socket. */
  #fail(error: Error): void {
    for (const { guard } of [...this.#seats.values()].flat()) guard.onSocketError(error);
  }

  #anyone(): Seat | undefined {
    return this.#seats.values().next().value?.[0];
  }
}

function keyOf(address: string, port: number): string {
  return `${plainAddress(address)} ${port}`;
}

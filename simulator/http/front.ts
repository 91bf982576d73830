import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import { faultNow } from "../life.ts";
import { answerRequest } from "./answer.ts";
import type { HttpFace } from "./face.ts";
import type { Certificate } from "./self-signed.ts";

export interface HttpPort {
  readonly port: number;
  /** What a reboot does to those who were connected, and signed in. */
  restart(): void;
  close(): Promise<void>;
}

/** One web server for a whole fleet: each codec has its own port in front of it, and 2,000 codecs share one TLS context. */
export interface HttpFront {
  open(face: HttpFace, address: string, port: number): Promise<HttpPort>;
}

export function createHttpFront(certificate: () => Certificate): HttpFront {
  const faces = new Map<string, HttpFace>();
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const face = faces.get(placeOf(request.socket));
    if (face === undefined) return void request.socket.destroy();
    answerRequest(request, response, face);
  };
  const plain = createHttp(onRequest);
  let secure: ReturnType<typeof createHttps> | undefined;
  const serverFor = (scheme: HttpFace["scheme"]) => {
    if (scheme === "http") return plain;
    secure ??= createHttps(certificate(), onRequest);
    return secure;
  };
  return {
    async open(face, address, port) {
      const server = serverFor(face.scheme);
      const sockets = new Set<Socket>();
      const listener = createTcp((socket) => welcome(socket, sockets, face, () => server.emit("connection", socket)));
      const bound = await listen(listener, address, port);
      const place = `${address}:${bound}`;
      faces.set(place, face);
      const dropConnections = (): void => sockets.forEach((socket) => socket.destroy());
      return {
        port: bound,
        restart: () => {
          face.door.forget();
          dropConnections();
        },
        close: () => {
          faces.delete(place);
          dropConnections();
          return new Promise((resolve) => listener.close(() => resolve()));
        },
      };
    },
  };
}

/** A codec that is off still has its port open here: it takes the connection and never says a word. */
function welcome(socket: Socket, sockets: Set<Socket>, face: HttpFace, handOver: () => void): void {
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
  socket.on("error", () => socket.destroy());
  if (faultNow(face.view().life, "silent", "http") === undefined) handOver();
  else socket.resume();
}

function placeOf(socket: Socket): string {
  return `${socket.localAddress}:${socket.localPort}`;
}

function listen(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address, port, backlog: 64 }, () => {
      server.off("error", reject);
      resolve(portOf(server.address()));
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  return address !== null && typeof address === "object" ? address.port : 0;
}

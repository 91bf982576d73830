import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer, type ServerOptions } from "node:https";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { selfSignedCertificate } from "../../../simulator/http/self-signed.ts";

export interface WebCodec {
  readonly url: string;
  /** SHA-256 of its certificate, with colons. */
  readonly fingerprint: string;
  readonly connectionCount: () => number;
  /** Drops every open connection, as a codec does when it tidies up. */
  dropConnections(): void;
  close(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export async function startWebCodec(handler: Handler, scheme: "http" | "https" = "http"): Promise<WebCodec> {
  const certificate = selfSignedCertificate("codec", Date.now());
  const server = scheme === "http" ? createHttpServer(handler) : createHttpsServer(certificate, handler);
  return listen(server, scheme, new X509Certificate(certificate.cert).fingerprint256);
}

/** The same with a certificate, versions and ciphers of one's own. */
export async function startTlsCodec(
  options: ServerOptions,
  handler: Handler = (_, response) => response.end("<Status/>"),
): Promise<WebCodec> {
  const server = createHttpsServer(options, handler);
  server.on("tlsClientError", () => undefined);
  return listen(server, "https", "");
}

/** A port that accepts and does what it likes with the connection. */
export async function startTcp(onConnection: (socket: Socket) => void): Promise<WebCodec> {
  return listen(createTcpServer(onConnection), "http", "");
}

async function listen(server: Server, scheme: "http" | "https", fingerprint: string): Promise<WebCodec> {
  const open = new Set<Socket>();
  let count = 0;
  server.on("connection", (socket: Socket) => {
    count += 1;
    open.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => open.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const dropConnections = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `${scheme}://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`,
    fingerprint,
    connectionCount: () => count,
    dropConnections,
    close: async () => {
      dropConnections();
      server.close();
      await once(server, "close");
    },
  };
}

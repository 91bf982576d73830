import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { HttpSettings } from "../../../agent/poll/endpoint-settings.ts";
import { secret } from "../recorded-codec.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export const silence = Symbol("no answer");

/** A cookie that lets somebody in. */
export interface Session {
  readonly cookie: string;
}

/** A document that takes it some time to write. */
export interface Late {
  readonly afterMs: number;
  readonly text: string;
}

export const after = (afterMs: number, text: string): Late => ({ afterMs, text });

/** What it says: a document, a status, or null for something it does not have. */
export type Say = (asked: Asked) => string | number | Session | Late | null | typeof silence;

/** A codec on loopback that makes up its answers when it is asked, over real HTTP. */
export interface SpokenCodec {
  readonly http: HttpSettings;
  /** Requests as the codec saw them, with what was posted: "GET /rest/system", "POST /putxml <Command>…". */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function startSpokenCodec(say: Say): Promise<SpokenCodec> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { method = "", url = "" } = request;
      requests.push(`${method} ${url}${body === "" ? "" : ` ${body}`}`);
      const said = say({ method, path: url, body });
      if (said === silence) return;
      if (said !== null && typeof said === "object" && "afterMs" in said)
        return void setTimeout(() => response.end(said.text), said.afterMs);
      if (said !== null && typeof said === "object") return void response.writeHead(200, { "set-cookie": said.cookie }).end("{}");
      if (typeof said !== "string") return void response.writeHead(said ?? 404).end();
      response.writeHead(200, { "content-type": said.trimStart().startsWith("<") ? "text/xml" : "application/json" }).end(said);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    http: { url: `http://127.0.0.1:${port}`, user: "vigie", password: secret("mot-de-passe"), verifyTls: false },
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

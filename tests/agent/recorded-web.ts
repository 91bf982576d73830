import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { text as textOf } from "node:stream/consumers";
import type { WebAccess } from "../../agent/drivers/driver.ts";
import { drivers } from "../../agent/drivers/index.ts";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";
import { type Door, doorOf, type Signed } from "./recorded-doors.ts";

/** What a codec's web interface once said. */
export interface WebWords {
  /** By the path asked, query included; "/a_apicommand.cgi callinfo" answers what is posted there with that word in it. */
  readonly answers: Readonly<Record<string, string | WebAnswer>>;
  /** Absent: whoever has the right name and password is let in, in the way of whatever family that is shown. */
  readonly access?: WebAccess | undefined;
}

export interface WebAnswer {
  readonly text: string;
  /** Default: 200. */
  readonly status?: number;
  /** Sent in this encoding, and said so nowhere. Default: UTF-8. */
  readonly encoding?: "latin1";
  /** Sent as it stands in Content-Type. Default: by the look of the text. */
  readonly type?: string;
  /** The connection is cut after this many bytes. */
  readonly cutAt?: number;
  /** Bytes announced in Content-Length, whatever is sent. */
  readonly announced?: number;
}

const certificate = selfSignedCertificate("codec", Date.now());
const signInPage: WebAnswer = { text: "<!doctype html><html><head><title>Sign in</title></head></html>", type: "text/html" };
const everyAccess: readonly WebAccess[] = [{ kind: "basic" }, { kind: "digest" }, ...drivers.flatMap(({ access }) => access ?? [])];

export async function startWeb({ answers, access }: WebWords, requests: string[]): Promise<Server> {
  const doors = (access === undefined ? everyAccess : [access]).map(doorOf);
  const server = createServer(certificate, (request, response) => void answer(answers, doors, requests, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

export function urlOf(server: Server): string {
  const address = server.address();
  return `https://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
}

async function answer(
  answers: WebWords["answers"],
  doors: readonly Door[],
  requests: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url = "" } = request;
  requests.push(`${method} ${url}`);
  const posted = await textOf(request);
  const own = answerTo(answers, url, posted);
  const signed = signedAt(doors, url, posted);
  if (signed !== null) return own === undefined ? sendSigned(signed, response) : send(own, response);
  if (url === "/" && doors.every(({ hasPage }) => hasPage)) return send(own ?? signInPage, response);
  if (!doors.some(({ isLetIn }) => isLetIn(request))) return void response.writeHead(401, { ...doors[0]?.challenge }).end();
  if (own === undefined) return void response.writeHead(404).end("not found");
  send(own, response);
}

function signedAt(doors: readonly Door[], url: string, posted: string): Signed | null {
  const said = doors.map(({ signed }) => signed(url, posted)).filter((each) => each !== null);
  return said.find(({ status }) => status === 200) ?? said[0] ?? null;
}

function answerTo(answers: WebWords["answers"], url: string, posted: string): WebAnswer | undefined {
  const spoken = decodeURIComponent(posted.replaceAll("+", " ").replace(/%(?![0-9A-Fa-f]{2})/g, "%25"));
  const fits = Object.entries(answers).filter(([asked]) => {
    const [path, ...words] = asked.split(" ");
    return path === url && spoken.includes(words.join(" "));
  });
  const said = fits.toSorted(([one], [other]) => other.length - one.length)[0]?.[1];
  return typeof said === "string" ? { text: said } : said;
}

function send({ text, status = 200, encoding, type, cutAt, announced }: WebAnswer, response: ServerResponse): void {
  const bytes = Buffer.from(text, encoding ?? "utf8");
  const contentType = type ?? (text.trimStart().startsWith("<") ? "text/xml" : "application/json");
  response.writeHead(status, { "content-type": contentType, "content-length": announced ?? bytes.length });
  if (cutAt === undefined) return void response.end(bytes);
  response.write(bytes.subarray(0, cutAt), () => response.destroy());
}

function sendSigned({ status, cookies, tree }: Signed, response: ServerResponse): void {
  response
    .writeHead(status, { "content-type": "application/json", ...(cookies.length === 0 ? {} : { "set-cookie": [...cookies] }) })
    .end(JSON.stringify(tree));
}

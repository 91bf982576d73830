import { createHash } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { text as textOf } from "node:stream/consumers";
import type { WebAccess } from "../../agent/drivers/driver.ts";
import { selfSignedCertificate } from "../../simulator/http/self-signed.ts";

/** What a codec's web interface once said. */
export interface WebWords {
  /** By the path asked, query included; "/a_apicommand.cgi callinfo" answers what is posted there with that word in it. */
  readonly answers: Readonly<Record<string, string | WebAnswer>>;
  /** Absent: whoever has the right name and password is let in, however that is shown. */
  readonly access?: WebAccess["kind"] | undefined;
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

export const webUser = { name: "vigie", password: "mot-de-passe" };

const certificate = selfSignedCertificate("codec", Date.now());
const sessionCookie = "session_id=PSN0HppfZap7wtV9";
const echoToken = "e7a849b5";
const tokenPath = "/api/v1/signin";
const token = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ2aWdpZSJ9.c2lnbmF0dXJl";
const signInPage: WebAnswer = { text: "<!doctype html><html><head><title>Sign in</title></head></html>", type: "text/html" };

export async function startWeb(words: WebWords, requests: string[]): Promise<Server> {
  const server = createServer(certificate, (request, response) => void answer(words, requests, request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

export function urlOf(server: Server): string {
  const address = server.address();
  return `https://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
}

async function answer(
  { answers, access }: WebWords,
  requests: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url = "" } = request;
  requests.push(`${method} ${url}`);
  const posted = await textOf(request);
  const own = answerTo(answers, url, posted);
  if ((access ?? "session") === "session" && url === "/rest/session")
    return own === undefined ? answerSession(posted, response) : send(own, response);
  if (access === "session" && url === "/" && own === undefined) return send(signInPage, response);
  if (access === "token" && url === tokenPath) return own === undefined ? answerToken(posted, response) : send(own, response);
  if (!isLetIn(access, request)) return void response.writeHead(401, challengeOf(access)).end();
  if (own === undefined) return void response.writeHead(404).end("not found");
  send(own, response);
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

function isLetIn(access: WebWords["access"], request: IncomingMessage): boolean {
  if (access === undefined) return (["basic", "digest", "session"] as const).some((kind) => isLetIn(kind, request));
  const { headers, method = "" } = request;
  const { authorization = "", cookie = "" } = headers;
  if (access === "session") return cookie.includes(sessionCookie) && headers["x-xsrf-token"] === echoToken;
  if (access === "token") return authorization === `Bearer ${token}`;
  if (access === "digest") return isDigestRight(authorization, method);
  return authorization === `Basic ${Buffer.from(`${webUser.name}:${webUser.password}`).toString("base64")}`;
}

const realm = "codec";
const nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";

function challengeOf(access: WebWords["access"]): Record<string, string> {
  if (access === "session" || access === "token") return {};
  return { "www-authenticate": access === "digest" ? `Digest realm="${realm}", nonce="${nonce}", qop="auth"` : `Basic realm="${realm}"` };
}

/** RFC 7616, MD5 with qop "auth". */
function isDigestRight(authorization: string, method: string): boolean {
  const told = new Map(
    [...authorization.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, name, quoted, plain]) => [name, quoted ?? plain]),
  );
  const md5 = (...parts: readonly (string | undefined)[]): string => createHash("md5").update(parts.join(":")).digest("hex");
  const who = md5(webUser.name, realm, webUser.password);
  const what = md5(method, told.get("uri"));
  return told.get("nonce") === nonce && told.get("response") === md5(who, nonce, told.get("nc"), told.get("cnonce"), told.get("qop"), what);
}

/** As a Poly does: a session with two cookies, one of which has to come back in a header too. */
function answerSession(posted: string, response: ServerResponse): void {
  const asked = JSON.parse(posted) as { readonly action?: string; readonly user?: string; readonly password?: string };
  if (asked.action === "Logout") return void response.writeHead(200).end("{}");
  const isRight = asked.user === webUser.name && asked.password === webUser.password;
  if (!isRight) return void response.writeHead(401).end();
  response
    .writeHead(200, {
      "content-type": "application/json",
      "set-cookie": [`${sessionCookie}; Path=/; Secure; HttpOnly`, `XSRF-TOKEN=${echoToken}; Path=/; Secure`],
    })
    .end(JSON.stringify({ success: true, session: { sessionId: sessionCookie.split("=")[1], userId: asked.user } }));
}

/** As a Logitech does: a token in the answer, to be shown with each question. */
function answerToken(posted: string, response: ServerResponse): void {
  const asked = JSON.parse(posted) as { readonly username?: string; readonly password?: string };
  if (asked.username !== webUser.name || asked.password !== webUser.password) return void response.writeHead(401).end();
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ code: 200, message: "", result: { auth_token: token } }));
}

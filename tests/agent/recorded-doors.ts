import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { SessionAccess, TokenAccess, WebAccess } from "../../agent/drivers/driver.ts";

export const webUser = { name: "vigie", password: "mot-de-passe" };

/** How a codec lets somebody in, after the `access` of its family. */
export interface Door {
  /** What it answers to a sign-in or a sign-out; null: not asked here. */
  readonly signed: (path: string, posted: string) => Signed | null;
  readonly isLetIn: (request: IncomingMessage) => boolean;
  /** Headers of a refusal. */
  readonly challenge: Readonly<Record<string, string>>;
  /** The page where people sign in is for everybody. */
  readonly hasPage: boolean;
}

export interface Signed {
  readonly status: 200 | 401;
  readonly cookies: readonly string[];
  readonly tree: unknown;
}

export function doorOf(access: WebAccess): Door {
  switch (access.kind) {
    case "basic":
      return { ...withoutSignIn, isLetIn: isBasicRight, challenge: { "www-authenticate": `Basic realm="${realm}"` } };
    case "digest":
      return {
        ...withoutSignIn,
        isLetIn: isDigestRight,
        challenge: { "www-authenticate": `Digest realm="${realm}", nonce="${nonce}", qop="auth"` },
      };
    case "session":
      return sessionDoor(access);
    case "token":
      return tokenDoor(access);
  }
}

const realm = "codec";
const nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
const withoutSignIn = { signed: () => null, hasPage: false };
const refused: Signed = { status: 401, cookies: [], tree: {} };

/** Cookies are set, but for the one that the answer tells; the one to be echoed has to come back in its header too. */
function sessionDoor({ signIn, signOut, cookieAt, echo }: SessionAccess): Door {
  const session = { cookie: cookieAt?.cookie ?? "session", value: "PSN0HppfZap7wtV9" };
  const echoed = echo === undefined ? [] : [{ ...echo, value: "e7a849b5" }];
  const set = [...(cookieAt === undefined ? [session] : []), ...echoed].map(({ cookie, value }) => `${cookie}=${value}; Path=/; Secure`);
  const tree = cookieAt === undefined ? {} : treeWith(cookieAt.at, session.value);
  return {
    signed: (path, posted) => {
      if (path === signOut.path && posted === signOut.text) return { status: 200, cookies: [], tree: {} };
      if (path !== signIn.path) return null;
      return posted === filled(signIn.text) ? { status: 200, cookies: set, tree } : refused;
    },
    isLetIn: ({ headers }) =>
      [session, ...echoed].every(({ cookie, value }) => headers.cookie?.split("; ").includes(`${cookie}=${value}`)) &&
      echoed.every(({ header, value }) => headers[header.toLowerCase()] === value),
    challenge: {},
    hasPage: true,
  };
}

function tokenDoor({ signIn, tokenAt }: TokenAccess): Door {
  const token = "eyJhbGciOiJub25lIn0.eyJhdWQiOiJ2aWdpZSJ9.c2lnbmF0dXJl";
  return {
    signed: (path, posted) => {
      if (path !== signIn.path) return null;
      return posted === filled(signIn.text) ? { status: 200, cookies: [], tree: treeWith(tokenAt, token) } : refused;
    },
    isLetIn: ({ headers }) => headers.authorization === `Bearer ${token}`,
    challenge: {},
    hasPage: true,
  };
}

const filled = (text: string): string => text.replace("{user}", webUser.name).replace("{password}", webUser.password);

/** The smallest document with this value at that place: "session/sessionId". */
function treeWith(place: string, value: string): unknown {
  return place.split("/").reduceRight<unknown>((inner, name) => ({ [name.replace("[]", "")]: inner }), value);
}

const isBasicRight = ({ headers }: IncomingMessage): boolean =>
  headers.authorization === `Basic ${Buffer.from(`${webUser.name}:${webUser.password}`).toString("base64")}`;

/** RFC 7616, MD5 with qop "auth". */
function isDigestRight({ headers, method }: IncomingMessage): boolean {
  const told = new Map(
    [...(headers.authorization ?? "").matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g)].map(([, name, quoted, plain]) => [name, quoted ?? plain]),
  );
  const md5 = (...parts: readonly (string | undefined)[]): string => createHash("md5").update(parts.join(":")).digest("hex");
  const who = md5(webUser.name, realm, webUser.password);
  const what = md5(method, told.get("uri"));
  return told.get("nonce") === nonce && told.get("response") === md5(who, nonce, told.get("nc"), told.get("cnonce"), told.get("qop"), what);
}

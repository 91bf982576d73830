import snmp from "net-snmp";
import { Agent, request } from "undici";
import { digestAuthorization, digestChallengeOf } from "../../agent/transport/digest.ts";
import type { SimulatedCodec, SimulatedCodecOptions } from "../../simulator/fleet.ts";
import type { UsmUser } from "../../simulator/snmp/usm-keys.ts";

export const sysDescr = "1.3.6.1.2.1.1.1.0";
export const sysUpTime = "1.3.6.1.2.1.1.3.0";

export const v3User: UsmUser = { user: "vigie", authProtocol: "sha256", authPassword: "authentification", privPassword: "confidentialite" };

export function options(family: SimulatedCodecOptions["family"], more: Partial<SimulatedCodecOptions> = {}): SimulatedCodecOptions {
  return { id: family, family, community: "public", v3User, httpUser: "admin", httpPassword: "mot-de-passe", ...more };
}

/** Values by object identifier, or null when nothing readable came. Texts as strings. */
export function getV2c(codec: SimulatedCodec, oids: string[], community = "public"): Promise<Record<string, unknown> | null> {
  return get(snmp.createSession(codec.address, community, { ...timing(codec), version: snmp.Version2c }), oids);
}

export function getV3(codec: SimulatedCodec, oids: string[], user: UsmUser = v3User): Promise<Record<string, unknown> | null> {
  const words = {
    name: user.user,
    level: snmp.SecurityLevel.authPriv,
    authProtocol: snmp.AuthProtocols[user.authProtocol],
    authKey: user.authPassword,
    privProtocol: snmp.PrivProtocols.aes,
    privKey: user.privPassword,
  };
  return get(snmp.createV3Session(codec.address, words, { ...timing(codec), version: snmp.Version3 }), oids);
}

/** Everything under `root`, by GETBULK. */
export function walk(codec: SimulatedCodec, root: string): Promise<string[]> {
  const session = snmp.createSession(codec.address, "public", { ...timing(codec), version: snmp.Version2c });
  const seen: string[] = [];
  return new Promise((resolve, reject) => {
    const feed = (varbinds: snmp.Varbind[]): void => varbinds.forEach((varbind) => seen.push(varbind.oid));
    session.on("error", reject);
    session.subtree(root, 10, feed, (error) => {
      session.close();
      if (error === null || error === undefined) resolve(seen);
      else reject(error);
    });
  });
}

export interface WebAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What a JSON page says; null when nothing readable came. */
export async function json(codec: SimulatedCodec, path: string, body?: string): Promise<unknown> {
  const answer = await web(codec, path, body === undefined ? {} : { body });
  return answer === null ? null : JSON.parse(answer.body);
}

type Send = (path: string, headers?: Record<string, string>, body?: string) => Promise<WebAnswer>;

/** One question, let in as the codec's family wants; null when nothing came within the time allowed. */
export async function web(
  codec: SimulatedCodec,
  path: string,
  more: { body?: string; password?: string; waitMs?: number } = {},
): Promise<WebAnswer | null> {
  const waitMs = more.waitMs ?? 3000;
  const password = more.password ?? "mot-de-passe";
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false, timeout: waitMs }, headersTimeout: waitMs, bodyTimeout: waitMs });
  const send: Send = async (to, headers = {}, body) => {
    const post = body === undefined ? {} : { method: "POST" as const, body };
    const answer = await request(`${codec.httpUrl}${to}`, { dispatcher, headers, ...post });
    return { status: answer.statusCode, body: await answer.body.text(), headers: answer.headers };
  };
  try {
    return await ways[codec.identity.family](send, path, password, more.body);
  } catch {
    return null;
  } finally {
    await dispatcher.destroy();
  }
}

type Way = (send: Send, path: string, password: string, body?: string) => Promise<WebAnswer>;

const byBasic: Way = (send, path, password, body) =>
  send(path, { authorization: `Basic ${Buffer.from(`admin:${password}`).toString("base64")}` }, body);

const bySession: Way = async (send, path, password, body) => {
  const signIn = await send("/rest/session", {}, JSON.stringify({ action: "Login", user: "admin", password }));
  if (signIn.status !== 200) return signIn;
  const cookie = String(signIn.headers["set-cookie"]).replace(/;.*$/, "");
  const answer = await send(path, { cookie }, body);
  await send("/rest/session", { cookie }, JSON.stringify({ action: "Logout" }));
  return answer;
};

const byDigest: Way = async (send, path, password, body) => {
  const challenge = digestChallengeOf(String((await send(path, {}, body)).headers["www-authenticate"]));
  if (typeof challenge === "string") throw new Error(challenge);
  const method = body === undefined ? "GET" : "POST";
  return send(
    path,
    { authorization: digestAuthorization(challenge, { method, uri: path, user: "admin", password, count: 1, cnonce: "c0ffee" }) },
    body,
  );
};

const ways = { "generic-mib2": byBasic, "cisco-ce": byBasic, "poly-videoos": bySession, "poly-hdx": byDigest } as const;

function timing(codec: SimulatedCodec): { port: number; timeout: number; retries: number } {
  return { port: codec.snmpPort ?? 0, timeout: 400, retries: 0 };
}

function get(session: snmp.Session, oids: string[]): Promise<Record<string, unknown> | null> {
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (value: Record<string, unknown> | null): void => {
      // Closing a session fails its requests, which would close it once more.
      if (isSettled) return;
      isSettled = true;
      session.close();
      resolve(value);
    };
    session.on("error", () => settle(null));
    session.get(oids, (error, varbinds) => {
      if (error !== null || varbinds === undefined) return settle(null);
      settle(Object.fromEntries(varbinds.map(({ oid, value }) => [oid, Buffer.isBuffer(value) ? value.toString("utf8") : value])));
    });
  });
}

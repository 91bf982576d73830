import snmp from "net-snmp";
import { Agent, request } from "undici";
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
}

/** What a JSON page says; null when nothing readable came. */
export async function json(codec: SimulatedCodec, path: string, body?: string): Promise<unknown> {
  const answer = await web(codec, path, body === undefined ? {} : { body });
  return answer === null ? null : JSON.parse(answer.body);
}

/** null when nothing came within the time allowed. */
export async function web(
  codec: SimulatedCodec,
  path: string,
  more: { body?: string; password?: string; waitMs?: number } = {},
): Promise<WebAnswer | null> {
  const waitMs = more.waitMs ?? 3000;
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false, timeout: waitMs }, headersTimeout: waitMs, bodyTimeout: waitMs });
  const authorization = `Basic ${Buffer.from(`admin:${more.password ?? "mot-de-passe"}`).toString("base64")}`;
  try {
    const post = more.body === undefined ? {} : { method: "POST" as const, body: more.body };
    const answer = await request(`${codec.httpUrl}${path}`, { dispatcher, headers: { authorization }, ...post });
    return { status: answer.statusCode, body: await answer.body.text() };
  } catch {
    return null;
  } finally {
    await dispatcher.destroy();
  }
}

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

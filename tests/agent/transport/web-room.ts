import type { HttpSettings } from "../../../agent/poll/endpoint-settings.ts";
import { HttpChannel } from "../../../agent/transport/http.ts";
import { secret } from "../recorded-codec.ts";

const closing: (() => unknown)[] = [];

/** To be called after each test. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

/** Waits for a server to listen; it is closed when the test has ended. */
export async function codec<T extends { close(): unknown }>(starting: Promise<T>): Promise<T> {
  const web = await starting;
  closing.push(() => web.close());
  return web;
}

/** Closed when the test has ended. */
export function channelTo(url: string, more: Partial<HttpSettings> = {}): HttpChannel {
  const channel = new HttpChannel({ url, user: "vigie", password: secret("mot de passe: é"), verifyTls: false, ...more });
  closing.push(() => channel.close());
  return channel;
}

export const status = { method: "GET", path: "/status.xml", accept: "text/xml", deadlineMs: 20_000 } as const;
export const hurried = { ...status, deadlineMs: 300 };

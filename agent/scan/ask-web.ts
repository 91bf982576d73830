import type { WebBanner } from "../drivers/driver.ts";
import type { SecretWord, TlsVersion } from "../poll/endpoint-settings.ts";
import { bannerOf } from "../transport/http-banner.ts";
import { HttpWire } from "../transport/http-wire.ts";

export interface WebPorts {
  readonly httpsPort: number;
  readonly httpPort: number;
  readonly timeoutMs: number;
}

/** What somebody without a name finds at the web ports of a host. */
export interface WebTold {
  /** Root of its web interface; null: its TLS is too old for anything we could allow. */
  readonly url: string | null;
  readonly banner: WebBanner | null;
  readonly oldTls: OldTls | null;
}

/** TLS below what is spoken by default: the version that would have to be allowed for this host, or none that we know. */
export type OldTls = Exclude<TlsVersion, "1.2"> | "none";

/** The newer first: no more is allowed than is needed. */
const olderVersions = ["1.1", "1.0"] as const;

/** One question after the other, without any name or password: HTTPS, and in the clear where nothing else answers. Null: nobody there. */
export async function askWeb(address: string, { httpsPort, httpPort, timeoutMs }: WebPorts): Promise<WebTold | null> {
  const host = address.includes(":") ? `[${address}]` : address;
  const url = urlOf("https", host, httpsPort, 443);
  const today = await rootPage(url, timeoutMs);
  if (today.banner !== null) return { url, banner: today.banner, oldTls: null };
  if (today.note === "tls_too_old") {
    for (const oldTls of olderVersions) {
      const { banner } = await rootPage(url, timeoutMs, oldTls);
      if (banner !== null) return { url, banner, oldTls };
    }
  }
  const clearUrl = urlOf("http", host, httpPort, 80);
  const { banner } = await rootPage(clearUrl, timeoutMs);
  const oldTls = today.note === "tls_too_old" ? "none" : null;
  if (banner !== null) return { url: clearUrl, banner, oldTls };
  return oldTls === null ? null : { url: null, banner, oldTls };
}

/** Nobody: the root page is asked for without credentials. */
const nobody: SecretWord = { reveal: () => "" };

async function rootPage(
  url: string,
  timeoutMs: number,
  tlsMinimum: TlsVersion = "1.2",
): Promise<{ readonly banner: WebBanner | null; readonly note: string | null }> {
  const wire = new HttpWire({ url, user: "", password: nobody, verifyTls: false, tlsMinimum });
  await wire.ready();
  const reply = await wire.send({ method: "GET", path: "/", headers: { accept: "text/html, */*" } }, AbortSignal.timeout(timeoutMs));
  await wire.hangUp();
  return reply.outcome === "replied" ? { banner: bannerOf(reply), note: null } : { banner: null, note: reply.note };
}

const urlOf = (scheme: string, host: string, port: number, usual: number): string =>
  `${scheme}://${host}${port === usual ? "" : `:${port}`}`;

import { isIPv6 } from "node:net";
import type { PlanHttp } from "../../contract/plan.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { problemOfWebAddress } from "../../settings/web-address.ts";
import { pollingFr } from "./fr-polling.ts";
import type { PollLevels, Tell } from "./poll-levels.ts";
import type { HttpEntry, PollingEntry } from "./polling-entry.ts";

type CodecTls = NonNullable<Sifted<PollingEntry>["codecTls"]>;

/** The web interface of one endpoint: at https:// and its host where no address is given. */
export function resolveHttp({ common, site, poll }: PollLevels, tell: Tell): PlanHttp | null {
  const laid: Sifted<HttpEntry> = { ...common.http, ...site.http, ...poll.http };
  const codecTls: CodecTls = { ...common.codecTls, ...site.codecTls };
  const missing = (["user", "password"] as const).filter((key) => !(key in laid));
  if (missing.length > 0) tell("http" in poll ? ["http"] : [], pollingFr.missing(missing.map((key) => `http.${key}`)));
  const url = "url" in laid ? laid.url : addressOf(poll.host);
  if (url === undefined || !isRightAddress(url, tell)) return null;
  const tls = url.startsWith("http:") ? clear(poll.http ?? {}, codecTls, tell) : guarded(laid, poll.http ?? {}, codecTls, tell);
  const { user, password } = laid;
  return user === undefined || password === undefined ? null : { url: url.replace(/\/+$/, ""), user, password, ...tls };
}

type Tls = Pick<PlanHttp, "verifyTls" | "ca" | "tlsMinimum" | "fingerprintSha256">;

function guarded(laid: Sifted<HttpEntry>, own: Sifted<HttpEntry>, codecTls: CodecTls, tell: Tell): Tls {
  const { tlsMinimum, fingerprintSha256 } = laid;
  // A fingerprint alone is enough: a codec signs its own certificate.
  const verifyTls = laid.verifyTls ?? (codecTls.policy === "verify" && fingerprintSha256 === undefined);
  if (!verifyTls && own.ca !== undefined) tell(["http", "ca"], pollingFr.caWithoutVerification);
  const ca = verifyTls ? (laid.ca ?? codecTls.ca) : undefined;
  return {
    verifyTls,
    ...(ca !== undefined && { ca }),
    ...(tlsMinimum !== undefined && { tlsMinimum }),
    ...(fingerprintSha256 !== undefined && { fingerprintSha256 }),
  };
}

function addressOf(host: string | undefined): string | undefined {
  return host === undefined ? undefined : `https://${isIPv6(host) ? `[${host}]` : host}`;
}

function isRightAddress(url: string, tell: Tell): boolean {
  const problem = problemOfWebAddress(url, { mayHavePath: false });
  if (problem !== null) tell(["http", "url"], problem);
  return problem === null;
}

function clear(own: Sifted<HttpEntry>, codecTls: CodecTls, tell: Tell): Tls {
  for (const name of ["fingerprintSha256", "ca", "tlsMinimum"] as const) {
    if (own[name] !== undefined) tell(["http", name], pollingFr.tlsOnly);
  }
  if (own.verifyTls === true) tell(["http", "verifyTls"], pollingFr.tlsOnly);
  else if (codecTls.policy === "verify" && !("verifyTls" in own)) tell(["http", "url"], pollingFr.clearDespitePolicy);
  return { verifyTls: false };
}

import type { Evidence, WebBanner } from "../drivers/driver.ts";
import { genericMib2 } from "../drivers/generic-mib2.ts";
import { evidenceOf, evidenceOids, recognise } from "../drivers/recognise.ts";
import type { SecretWord, SnmpSettings } from "../poll/endpoint-settings.ts";
import { newTransportCounters } from "../transport/counters.ts";
import { HttpChannel } from "../transport/http.ts";
import { SnmpChannel } from "../transport/snmp.ts";

/** How the hosts of a scan are asked. */
export interface Manners {
  /** Null: SNMP is not asked, because nobody gave a community. */
  readonly snmp: SnmpSettings | null;
  readonly httpsPort: number;
  readonly httpPort: number;
  /** How long each of the two or three questions may wait. */
  readonly timeoutMs: number;
}

/** What a host turned out to be: a codec of a family, a device known to be none, or something that answers and does not say. */
export type Kind =
  | { readonly is: "codec"; readonly family: string }
  | { readonly is: "not_a_codec"; readonly name: string }
  | { readonly is: "unsure" };

export interface FoundHost {
  readonly address: string;
  readonly kind: Kind;
  readonly answersSnmp: boolean;
  /** Root of its web interface; null: none. */
  readonly webUrl: string | null;
  /** Its own words, on one line: sysDescr, or the title of its page. */
  readonly says: string | null;
}

interface SnmpTold {
  readonly evidence: Evidence;
  /** False: somebody is there and refuses us. */
  readonly isAnswered: boolean;
}

/** One question after the other: SNMP, then the root page without any name or password. Null: nobody there. Never rejects. */
export async function askHost(address: string, manners: Manners): Promise<FoundHost | null> {
  const snmp = manners.snmp === null ? null : await askSnmp(address, manners.snmp, manners.timeoutMs);
  const web = await askWeb(address, manners);
  if (snmp === null && web === null) return null;
  return {
    address,
    kind: kindOf({ ...(snmp ?? unheard).evidence, web: web?.banner ?? null }),
    answersSnmp: snmp?.isAnswered === true,
    webUrl: web?.url ?? null,
    says: oneLine(snmp?.evidence.sysDescr ?? web?.banner.title ?? null),
  };
}

const unheard: SnmpTold = { evidence: evidenceOf([]), isAnswered: false };

/** Anything that answers SNMP could be a generic codec: a server, a clock. */
function kindOf(evidence: Evidence): Kind {
  const recognition = recognise(evidence);
  if (recognition === null) return { is: "unsure" };
  if ("notACodec" in recognition) return { is: "not_a_codec", name: recognition.notACodec };
  return recognition.driver === genericMib2 ? { is: "unsure" } : { is: "codec", family: recognition.driver.family };
}

async function askSnmp(address: string, snmp: SnmpSettings, timeoutMs: number): Promise<SnmpTold | null> {
  const channel = new SnmpChannel({ host: address, snmp, timeoutMs, retries: 0 }, newTransportCounters());
  const answer = await channel.get(evidenceOids);
  channel.close();
  if (answer.outcome !== "answered") return answer.outcome === "silent" ? null : unheard;
  return { evidence: evidenceOf(answer.values), isAnswered: true };
}

/** Nobody: a banner is asked without credentials. */
const nobody: SecretWord = { reveal: () => "" };

async function askWeb(address: string, manners: Manners): Promise<{ readonly url: string; readonly banner: WebBanner } | null> {
  const host = address.includes(":") ? `[${address}]` : address;
  const urls = [urlOf("https", host, manners.httpsPort, 443), urlOf("http", host, manners.httpPort, 80)];
  for (const url of urls) {
    const channel = new HttpChannel({ url, user: "", password: nobody, verifyTls: false });
    const banner = await channel.banner(manners.timeoutMs);
    await channel.close();
    if (banner !== null) return { url, banner };
  }
  return null;
}

const urlOf = (scheme: string, host: string, port: number, usual: number): string =>
  `${scheme}://${host}${port === usual ? "" : `:${port}`}`;

const longest = 100;

function oneLine(text: string | null): string | null {
  const line = (text ?? "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, longest);
  return line === "" ? null : line;
}

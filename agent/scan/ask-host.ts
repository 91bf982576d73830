import type { Evidence } from "../drivers/driver.ts";
import { genericMib2 } from "../drivers/generic-mib2.ts";
import { evidenceOf, evidenceOids, recognise } from "../drivers/recognise.ts";
import type { SnmpSettings } from "../poll/endpoint-settings.ts";
import { newTransportCounters } from "../transport/counters.ts";
import { SnmpChannel } from "../transport/snmp.ts";
import { askWeb, type OldTls, type WebPorts, type WebTold } from "./ask-web.ts";

/** How the hosts of a scan are asked. */
export interface Manners extends WebPorts {
  /** Null: SNMP is not asked, because nobody gave a community. */
  readonly snmp: SnmpSettings | null;
  /** How long each of the two or three questions may wait; five for a host with an old TLS. */
  readonly timeoutMs: number;
}

/**
 * What a host turned out to be: a codec of a family, a device known to be none, or something that answers and does not say what it is;
 * its number may name a maker of codecs and of other things.
 */
export type Kind =
  | { readonly is: "codec"; readonly family: string }
  | { readonly is: "not_a_codec"; readonly name: string }
  | { readonly is: "unsure"; readonly maker?: string };

export interface FoundHost {
  readonly address: string;
  readonly kind: Kind;
  readonly answersSnmp: boolean;
  /** Root of its web interface; null: none. */
  readonly webUrl: string | null;
  /** Its HTTPS is older than what is spoken by default; null: it is not, or it has none. */
  readonly oldTls: OldTls | null;
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
  const { evidence, isAnswered } = snmp ?? unheard;
  const { url, banner, oldTls } = web ?? noWeb;
  return {
    address,
    kind: kindOf({ ...evidence, web: banner }),
    answersSnmp: isAnswered,
    webUrl: url,
    oldTls,
    says: oneLine(evidence.sysDescr ?? banner?.title ?? null),
  };
}

const unheard: SnmpTold = { evidence: evidenceOf([]), isAnswered: false };
const noWeb: WebTold = { url: null, banner: null, oldTls: null };

/** Anything that answers SNMP could be a generic codec: a server, a clock. */
function kindOf(evidence: Evidence): Kind {
  const recognition = recognise(evidence);
  if (recognition === null) return { is: "unsure" };
  if ("notACodec" in recognition) return { is: "not_a_codec", name: recognition.notACodec };
  if ("makerAlone" in recognition) return { is: "unsure", maker: recognition.makerAlone };
  return recognition.driver === genericMib2 ? { is: "unsure" } : { is: "codec", family: recognition.driver.family };
}

async function askSnmp(address: string, snmp: SnmpSettings, timeoutMs: number): Promise<SnmpTold | null> {
  const channel = new SnmpChannel({ host: address, snmp, timeoutMs, retries: 0 }, newTransportCounters());
  const answer = await channel.get(evidenceOids);
  channel.close();
  if (answer.outcome !== "answered") return answer.outcome === "silent" ? null : unheard;
  return { evidence: evidenceOf(answer.values), isAnswered: true };
}

const longest = 100;

function oneLine(text: string | null): string | null {
  const line = (text ?? "")
    .replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ")
    .trim()
    .slice(0, longest);
  return line === "" ? null : line;
}

import type { Channel } from "../../contract/observation.ts";
import type { Driver } from "../drivers/driver.ts";
import { drivers } from "../drivers/index.ts";
import { evidenceOids, recognise } from "../drivers/recognise.ts";
import type { HttpChannel } from "../transport/http.ts";
import type { SnmpChannel } from "../transport/snmp.ts";
import { fetchDocument } from "./ask-http.ts";
import type { ChannelResult } from "./ask-snmp.ts";

export interface Identification {
  readonly driver: Driver | null;
  readonly notACodec: string | null;
  /** How the channels behaved while nothing was recognised. */
  readonly results: Readonly<Partial<Record<Channel, ChannelResult>>>;
}

interface Channels {
  readonly snmp: SnmpChannel | null;
  readonly http: HttpChannel | null;
}

/** Tells the family of a codec from what it says itself: SNMP first, then the web interface where SNMP says nothing precise. */
export async function identify({ snmp, http }: Channels, timeoutMs: number): Promise<Identification> {
  const bySnmp = snmp === null ? null : await askEvidence(snmp);
  if (bySnmp?.notACodec !== undefined) return { driver: null, notACodec: bySnmp.notACodec, results: { snmp: notACodecResult } };
  const isPrecise = bySnmp?.driver !== undefined && bySnmp.driver.signature !== undefined;
  const byHttp = http === null || isPrecise ? null : await askSignatures(http, timeoutMs);
  return {
    driver: byHttp?.driver ?? bySnmp?.driver ?? null,
    notACodec: null,
    results: { ...(bySnmp === null ? {} : { snmp: bySnmp.result }), ...(byHttp === null ? {} : { http: byHttp.result }) },
  };
}

const notACodecResult: ChannelResult = { outcome: "garbled", note: "not_a_codec" };
const unknownFamily: ChannelResult = { outcome: "garbled", note: "unknown_family" };

async function askEvidence(snmp: SnmpChannel): Promise<{ driver?: Driver; notACodec?: string; result: ChannelResult }> {
  const answer = await snmp.get(evidenceOids);
  if (answer.outcome !== "answered") return { result: answer };
  const [sysObjectId, sysDescr, polyModel] = answer.values.map((value) => (value === null ? null : String(value)));
  const recognition = recognise({ sysObjectId: sysObjectId ?? null, sysDescr: sysDescr ?? null, polyModel: polyModel ?? null, web: null });
  return recognition === null ? { result: unknownFamily } : { ...recognition, result: { outcome: "answered" } };
}

async function askSignatures(http: HttpChannel, timeoutMs: number): Promise<{ driver?: Driver; result: ChannelResult }> {
  for (const driver of drivers) {
    if (driver.signature === undefined) continue;
    const fetched = await fetchDocument(http, driver.signature, timeoutMs);
    if (fetched.outcome === "answered" && fetched.ownership === "ours") return { driver, result: { outcome: "answered" } };
    // One wrong password is enough: the next family would be refused too, and the codec may lock its door.
    if (fetched.outcome === "refused" || fetched.outcome === "silent") return { result: fetched };
  }
  return { result: unknownFamily };
}

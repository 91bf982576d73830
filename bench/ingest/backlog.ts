import { encodeEnvelope } from "../../agent/uplink/encode.ts";
import { packObservations } from "../../contract/columns.ts";
import { wireVersion } from "../../contract/envelope.ts";
import type { Observation } from "../../contract/observation.ts";
import { agentId, observationsOf, take } from "../ledger/fleet.ts";

/** One envelope ready to be posted, and the same observations in InfluxDB's words. */
export interface Parcel {
  readonly site: number;
  readonly body: Buffer;
  readonly lines: string;
}

const outbox = "00000000000000be";
const boot = "0000be4c";

/** Gives the next envelopes of a fleet whose agents have a backlog: `size` observations each, sites in turn. */
export function createBacklog(siteCount: number, fromMs: number): (envelopes: number, size: number) => Parcel[] {
  const sites = Array.from({ length: siteCount }, (_, site) => ({ site, next: 1, source: observationsOf(site, fromMs) }));
  let turn = 0;
  return (envelopes, size) =>
    Array.from({ length: envelopes }, () => {
      const origin = sites[turn % sites.length];
      if (origin === undefined) throw new RangeError("a backlog needs a site");
      turn += 1;
      const observations = take(origin.source, size);
      const first = origin.next;
      origin.next += size;
      return { site: origin.site, body: bodyOf(origin.site, first, observations), lines: observations.map(lineOf).join("\n") };
    });
}

/** The body of one envelope, sent now. */
export function bodyOf(site: number, first: number, observations: readonly Observation[]): Buffer {
  const sentAt = Date.now();
  return encodeEnvelope({
    version: wireVersion,
    agent: agentId(site),
    outbox,
    first,
    sentAt,
    boot,
    ...packObservations(observations),
  });
}

/** One point an observation, the fewest InfluxDB could be given. */
export function lineOf({ endpoint, channels, elapsedMs, readings, observedAt }: Observation): string {
  const fields = readings.map(({ kind, instance, value }) => {
    const name = instance === undefined ? kind : `${kind}_${instance}`;
    return `${name}=${typeof value === "number" ? value : `"${value}"`}`;
  });
  return `state,endpoint=${endpoint} ${[`outcome="${channels.snmp ?? channels.http}"`, `elapsed_ms=${elapsedMs}i`, ...fields].join(",")} ${observedAt}`;
}

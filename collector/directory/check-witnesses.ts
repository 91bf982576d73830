import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { pollingFr } from "./fr-polling.ts";
import { isNowhere } from "./host-rules.ts";
import type { ReachEntry, WitnessesEntry } from "./polling-entry.ts";

interface Place {
  readonly key: KeyPath;
  /** Fictional sites may be on this machine. */
  readonly isFictional: boolean;
}

type SiftedWitness = Sifted<ReachEntry & { readonly host: string }>;

export function checkWitnesses(witnesses: Sifted<WitnessesEntry> | undefined, place: Place, report: Report): void {
  const { gateway, neighbours = [] } = witnesses ?? {};
  if (gateway !== undefined) checkWitness(gateway, { ...place, key: [...place.key, "gateway"] }, report);
  const names = new Set<string>();
  for (const [index, neighbour] of neighbours.entries()) {
    if (neighbour === undefined) continue;
    const key = [...place.key, "neighbours", index];
    checkWitness(neighbour, { ...place, key }, report);
    if (neighbour.name === undefined) continue;
    if (names.has(neighbour.name)) report([...key, "name"], pollingFr.neighbourTwice);
    names.add(neighbour.name);
  }
}

function checkWitness(witness: SiftedWitness, { key, isFictional }: Place, report: Report): void {
  const { host } = witness;
  if (host !== undefined && !isFictional && isNowhere(host)) report([...key, "host"], pollingFr.loopback);
  if (!("tcpPort" in witness) && (!("icmp" in witness) || witness.icmp === false)) report(key, pollingFr.noWitness);
}

import type { PlanSnmp } from "../../contract/plan.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { pollingFr } from "./fr-polling.ts";
import type { PollLevels, Tell } from "./poll-levels.ts";
import type { SnmpEntry } from "./polling-entry.ts";

const needed = {
  "2c": ["community"],
  "3": ["user", "authProtocol", "authPassword", "privProtocol", "privPassword"],
} as const satisfies Record<string, readonly (keyof SnmpEntry)[]>;

/** SNMP of one endpoint. A level that speaks of another version counts for its port only. */
export function resolveSnmp({ common, site, poll }: PollLevels, tell: Tell): PlanSnmp | null {
  const entries: Sifted<SnmpEntry>[] = [common.snmp, site.snmp, poll.snmp].map((entry) => entry ?? {});
  const version = entries.findLast((entry) => "version" in entry)?.version;
  const at = "snmp" in poll ? ["snmp"] : [];
  if (version === undefined) {
    if (!entries.some((entry) => "version" in entry)) tell(at, pollingFr.missing(["snmp.version"]));
    return null;
  }
  tellUseless(poll.snmp ?? {}, version, tell);
  const laid = layOver(entries, version);
  const missing = needed[version].filter((key) => !(key in laid));
  if (missing.length > 0) tell(at, pollingFr.missing(missing.map((key) => `snmp.${key}`)));
  return wholeSnmp(laid, version);
}

function tellUseless(own: Sifted<SnmpEntry>, version: "2c" | "3", tell: Tell): void {
  for (const key of needed[version === "3" ? "2c" : "3"]) {
    if (key in own) tell(["snmp", key], pollingFr.otherVersion(version));
  }
}

function wholeSnmp(laid: Sifted<SnmpEntry>, version: "2c" | "3"): PlanSnmp | null {
  const port = laid.port === undefined ? {} : { port: laid.port };
  const { community, user, authProtocol, authPassword, privProtocol, privPassword } = laid;
  if (version === "2c") return community === undefined ? null : { version, ...port, community };
  const isWhole = user !== undefined && authProtocol !== undefined && privProtocol !== undefined;
  if (!isWhole || authPassword === undefined || privPassword === undefined) return null;
  return { version, ...port, user, authProtocol, authPassword, privProtocol, privPassword };
}

function layOver(entries: readonly Sifted<SnmpEntry>[], version: "2c" | "3"): Sifted<SnmpEntry> {
  return entries.reduce<Sifted<SnmpEntry>>((laid, entry) => {
    if (entry.version === undefined || entry.version === version) return { ...laid, ...entry };
    return entry.port === undefined ? laid : { ...laid, port: entry.port };
  }, {});
}

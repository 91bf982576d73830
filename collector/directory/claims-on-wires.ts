import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { EndpointPolling } from "./directory.ts";
import { pollingFr } from "./fr-polling.ts";

/** One endpoint that is polled, and where it is written. */
export interface Polled {
  readonly key: KeyPath;
  readonly polling: EndpointPolling;
}

interface Claim {
  /** What only one endpoint of an agent may have. */
  readonly name: string;
  readonly key: KeyPath;
  readonly what: string;
}

/**
 * Reports a codec that one agent would poll under two names, naming where the first is. True where the endpoint has the address
 * to itself.
 *
 * @param agent whom to name; null: that of the site
 */
export function claimsOnWires(report: Report, agent: string | null = null): (polled: Polled) => boolean {
  const firstOf = new Map<string, KeyPath>();
  return ({ polling, key: at }) => {
    let isAlone = true;
    for (const { name, key, what } of claimsOf(polling)) {
      const first = firstOf.get(name);
      if (first === undefined) firstOf.set(name, [...at, ...key]);
      else if (isAlone) report([...at, ...key], (lineOf) => pollingFr.twice(what, lineOf(first), agent));
      isAlone &&= first === undefined;
    }
    return isAlone;
  };
}

function claimsOf({ host, snmp, http }: EndpointPolling): Claim[] {
  const claims: Claim[] = [];
  const machine = host.toLowerCase();
  const port = snmp?.port ?? 161;
  if (snmp !== undefined) {
    claims.push({ name: `snmp ${machine} ${port}`, key: ["host"], what: pollingFr.snmpTwice(port) });
  }
  if (http !== undefined) claims.push({ name: `http ${new URL(http.url).origin}`, key: ["host"], what: pollingFr.httpTwice });
  if (claims.length === 0) claims.push({ name: `reach ${machine}`, key: ["host"], what: pollingFr.reachTwice });
  return claims;
}

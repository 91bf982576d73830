import type { PlanPaces } from "../../contract/plan.ts";
import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { Polled } from "./claims-on-wires.ts";
import { pollingFr } from "./fr-polling.ts";

/** 20,000 endpoints at the usual paces make 433. */
const mostPollsPerSecond = 500;

interface Load {
  readonly paces: PlanPaces;
  /** Endpoints that are polled. */
  readonly count: number;
  /** How many the agent takes; it refuses a plan that has more. */
  readonly most: number;
}

/** Refuses what one agent could not keep up with. */
export function checkLoad({ paces, count, most }: Load, key: KeyPath, report: Report): void {
  const perSecond = count * (1 / paces.stateSeconds + 1 / paces.statusSeconds + 1 / paces.historySeconds);
  if (perSecond > mostPollsPerSecond) report(key, pollingFr.tooManyPolls(Math.round(perSecond), mostPollsPerSecond));
  if (count > most) report(key, pollingFr.tooManyEndpoints(count, most));
}

/** How long one poll of a codec that says nothing takes; its witnesses are asked after it. */
export function silentSecondsOf({ polling }: Polled): number {
  const waits =
    (polling.snmp === undefined && polling.http === undefined ? 0 : polling.retries + 1) + (polling.reach === undefined ? 0 : 1);
  return (polling.timeoutMs * waits) / 1_000;
}

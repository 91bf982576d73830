import { planLimits } from "../../contract/plan.ts";
import { nearestWord } from "../../settings/nearest.ts";
import type { KeyPath } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { checkDeclaredAgent } from "./check-declared-agent.ts";
import { checkLoad, silentSecondsOf } from "./check-load.ts";
import { checkWitnesses } from "./check-witnesses.ts";
import { claimsOnWires, type Polled } from "./claims-on-wires.ts";
import { pollingFr } from "./fr-polling.ts";
import type { Inventory, SiteEntry } from "./inventory.ts";
import type { PollingEntry } from "./polling-entry.ts";
import { pacesOf } from "./polling-paces.ts";
import { resolvePoll } from "./resolve-poll.ts";

/** Refuses, each with its reason, the plans that would break an agent. */
export function checkPolling(inventory: Sifted<Inventory>, report: Report): void {
  const common = inventory.polling ?? {};
  checkZone(common, ["polling"], report);
  const bySite = new Map<string, readonly Polled[]>();
  for (const [index, site] of (inventory.sites ?? []).entries()) {
    if (site === undefined) continue;
    const polled = checkSitePolling(site, common, ["sites", index], report);
    if (site.id !== undefined) bySite.set(site.id, polled);
  }
  for (const [index, agent] of (inventory.agents ?? []).entries()) {
    if (agent !== undefined) checkDeclaredAgent(agent, { common, bySite, key: ["agents", index] }, report);
  }
}

function checkSitePolling(site: Sifted<SiteEntry>, common: Sifted<PollingEntry>, key: KeyPath, report: Report): readonly Polled[] {
  const own = site.polling ?? {};
  const isFictional = site.isFictional === true;
  checkZone(own, [...key, "polling"], report);
  checkWitnesses(site.polling?.witnesses, { key: [...key, "polling", "witnesses"], isFictional }, report);
  const polled = (site.endpoints ?? []).flatMap((endpoint, place): Polled[] => {
    if (endpoint?.poll === undefined) return [];
    const at = [...key, "endpoints", place, "poll"];
    const levels = { common, site: own, poll: endpoint.poll, isFictional };
    const polling = resolvePoll(levels, (inner, message) => report([...at, ...inner], message));
    return polling === null ? [] : [{ key: at, polling }];
  });
  checkNobodyIsForgotten(site, key, report);
  const claim = claimsOnWires(report);
  for (const one of polled) claim(one);
  const paces = pacesOf([common.paces, own.paces]);
  for (const one of polled) {
    const silentS = silentSecondsOf(one);
    if (silentS > paces.stateSeconds) report(one.key, pollingFr.tooSlow(silentS, paces.stateSeconds));
  }
  checkLoad({ paces, count: polled.length, most: planLimits.endpointsByDefault }, key, report);
  return polled;
}

/** Whose agent has a plan is polled by the plan or by nobody; what was removed needs nobody. */
function checkNobodyIsForgotten({ endpoints = [] }: Sifted<SiteEntry>, key: KeyPath, report: Report): void {
  const isPlanned = endpoints.some((endpoint) => endpoint !== undefined && "poll" in endpoint);
  if (!isPlanned) return;
  for (const [place, endpoint] of endpoints.entries()) {
    if (endpoint !== undefined && !("poll" in endpoint) && !isRemoved(endpoint)) report([...key, "endpoints", place], pollingFr.notPolled);
  }
}

function isRemoved(endpoint: Sifted<SiteEntry["endpoints"][number]>): boolean {
  return "removedOn" in (endpoint.inService?.at(-1) ?? endpoint);
}

function checkZone({ zone }: Sifted<PollingEntry>, key: KeyPath, report: Report): void {
  if (zone === undefined || isZone(zone)) return;
  report([...key, "zone"], pollingFr.unknownZone(nearestWord(zone, Intl.supportedValuesOf("timeZone"))));
}

/** An offset such as +01:00 is no zone: it does not know summer. */
function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "" && /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

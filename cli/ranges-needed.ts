import type { CollectorSettings } from "../collector/config/collector-settings.ts";
import { loadDirectory } from "../collector/directory/load-directory.ts";
import { planOf } from "../collector/plans/plan-of.ts";
import type { PlanEndpoint } from "../contract/plan.ts";
import { isPermittedByDefault } from "../settings/host-ranges.ts";

/**
 * Machines of an agent's plan that it will not ask unless its site declares them, and whether the plan has others too: those must then
 * be declared as well. Nobody but the site can do it, so that is said when its code is given.
 */
export function rangesNeeded(
  settings: CollectorSettings,
  agentId: string,
): { readonly hosts: readonly string[]; readonly hasOthers: boolean } {
  const directory = loadDirectory(settings.inventoryFile);
  const agent = directory.agent(agentId);
  const endpoints = (agent === undefined ? null : planOf(directory, agent))?.endpoints ?? [];
  const hosts = [...new Set(endpoints.flatMap(hostsToDeclare))];
  return { hosts, hasOthers: endpoints.some((endpoint) => hostsToDeclare(endpoint).length === 0) };
}

/** Names, which lead anywhere; addresses that are not private; whoever would be told a password in clear. */
function hostsToDeclare({ host, http }: PlanEndpoint): string[] {
  const web = http === undefined ? null : new URL(http.url);
  const asked = [host, ...(web === null ? [] : [web.hostname])];
  const inClear = web?.protocol === "http:" ? [web.hostname] : [];
  return [...new Set([...asked.filter((one) => !isPermittedByDefault(one)), ...inClear])];
}

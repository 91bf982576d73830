import type { Directory } from "../directory/directory.ts";
import type { Ledger } from "../ledger/port.ts";
import type { LineCuts } from "./overview.ts";

const dayMs = 86_400_000;

/** When each agent was cut off from the collector in the last 24 hours, by its own account; those that were not are absent. */
export async function lineCutsOf(
  ledger: Pick<Ledger, "agentEvents">,
  directory: Pick<Directory, "agents">,
  nowMs: number,
): Promise<ReadonlyMap<string, LineCuts>> {
  const cuts = new Map<string, LineCuts>();
  for (const { id } of directory.agents) {
    const events = await ledger.agentEvents(id, nowMs - dayMs, nowMs);
    const own = events.filter(({ event }) => event.kind === "silence" && event.witness === "collector");
    const newest = own.at(-1);
    if (newest === undefined) continue;
    const lasted = own.map(({ from, to }) => Math.max(0, Math.min(to ?? nowMs, nowMs) - Math.max(from, nowMs - dayMs)));
    const seconds = Math.round(lasted.reduce((sum, ms) => sum + ms, 0) / 1000);
    cuts.set(id, { count: own.length, seconds, from: newest.from, to: newest.to });
  }
  return cuts;
}

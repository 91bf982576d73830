import type { AgentEventOf } from "../../contract/agent-event.ts";
import type { Observation } from "../../contract/observation.ts";
import type { StoredEvent } from "../ledger/port.ts";
import type { Cut } from "../sla/states-from-samples.ts";
import type { Watcher } from "./watchers.ts";

interface Silence extends StoredEvent {
  readonly event: AgentEventOf<"silence">;
}

/**
 * What the silence of a codec is to be laid to, where the agent's gateway gave no answer during the poll either: its site's network. Where
 * all neighbours were silent too, or where the agent looks from elsewhere, the agent itself was cut off, and knows nothing.
 */
export function cutsOf(
  { vantage, neighbours }: Watcher,
  events: readonly StoredEvent[],
): (poll: Pick<Observation, "observedAt" | "elapsedMs">) => Cut | null {
  const silences = events.filter(isSilence);
  const gateways = silences.filter(({ event }) => event.witness === "gateway");
  if (gateways.length === 0) return () => null;
  return (poll) => {
    const gateway = gateways.find((silence) => isDuring(silence, poll));
    if (gateway === undefined) return null;
    const silent = neighbours.flatMap((name) => silences.find((one) => isNeighbour(one, name) && isDuring(one, poll)) ?? []);
    const isAlone = neighbours.length > 0 && silent.length === neighbours.length;
    if (vantage === "central" || isAlone) return { state: "unknown", cause: "agent_cut_off", events: idsOf([gateway, ...silent]) };
    return { state: "site", cause: "site_network", events: [gateway.event.id] };
  };
}

function isSilence(event: StoredEvent): event is Silence {
  return event.event.kind === "silence";
}

function isNeighbour({ event }: Silence, name: string): boolean {
  return event.witness === "neighbour" && event.name === name;
}

/** A poll lasts: what happens before its last try has an end may be why it failed. */
function isDuring({ from, to }: Silence, { observedAt, elapsedMs }: Pick<Observation, "observedAt" | "elapsedMs">): boolean {
  return from < observedAt + Math.max(1, elapsedMs) && (to === null || to > observedAt);
}

function idsOf(silences: readonly Silence[]): string[] {
  return silences.map(({ event }) => event.id);
}

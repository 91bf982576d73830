import type { Ledger, StateConclusion, StoredEvent, TimeSpan } from "../ledger/port.ts";
import { Around } from "./around.ts";
import { breathe } from "./breathe.ts";
import { concludeSpan } from "./conclude-states.ts";
import { weighingOn } from "./gaps.ts";
import type { StateRules } from "./sample-of.ts";
import { statesFollower } from "./states-follower.ts";
import { ToldByAgents } from "./told-by-agents.ts";
import type { Watchers } from "./watchers.ts";

const eventsPerStep = 200;
/** A silence of weeks is concluded again a part at a time. */
const longestSpanMs = 12 * 3_600_000;

/**
 * Follows what agents tell of themselves: states of their endpoints that an event may have changed are concluded again, however late it
 * comes. As with the observations, conclusions and cursor are written together.
 *
 * @returns how many events were followed; 0 when there is nothing new
 */
export async function followEvents(
  ledger: Ledger,
  rules: StateRules,
  onFailure: (endpoint: string, error: unknown) => void,
  watchers: Watchers,
): Promise<number> {
  const cursor = await ledger.cursorOf(statesFollower, "agent_events");
  const fresh = await ledger.agentEventsAfter(cursor, eventsPerStep);
  const last = fresh.at(-1);
  if (last === undefined) return 0;
  const told = new ToldByAgents(ledger);
  const states: StateConclusion[] = [];
  const concludedAgain = async (spans: readonly TimeSpan[], endpoint: string): Promise<StateConclusion[]> => {
    const conclusions: StateConclusion[] = [];
    for (const span of spans) {
      if (await isForgotten(ledger, endpoint, span)) continue;
      const around = new Around(ledger, endpoint);
      conclusions.push(await concludeSpan(around, span, [], rules, { watchers: watchers.of(endpoint), told }));
      await breathe();
    }
    return conclusions;
  };
  for (const [agent, spans] of await spansByAgent(fresh, told)) {
    for (const endpoint of watchers.endpointsOf(agent)) {
      try {
        states.push(...(await concludedAgain(spans, endpoint)));
      } catch (error) {
        onFailure(endpoint, error);
      }
    }
  }
  await ledger.keepConclusions({ states }, { follower: statesFollower, stream: "agent_events", entry: last.entry });
  return fresh.length;
}

async function spansByAgent(events: readonly StoredEvent[], told: ToldByAgents): Promise<Map<string, readonly TimeSpan[]>> {
  const byAgent = new Map<string, TimeSpan[]>();
  for (const event of events) {
    const touched = touchedBy(event);
    if (touched === null || !(await mayTell(event, touched, told))) continue;
    byAgent.set(event.agent, [...(byAgent.get(event.agent) ?? []), touched]);
  }
  return new Map([...byAgent].map(([agent, spans]) => [agent, joined(spans).flatMap(inParts)]));
}

/** That a collector was silent tells something of a line only where it heard others meanwhile: most often it was being restarted. */
async function mayTell({ agent, event }: StoredEvent, span: TimeSpan, told: ToldByAgents): Promise<boolean> {
  return event.kind !== "silence" || event.witness !== "collector" || (await told.heardOthers(agent, span));
}

/** Where an event may change what was concluded. Until it was told that a silence ended, all that came since was laid to it. */
function touchedBy({ event, from, to, receivedAt }: StoredEvent): TimeSpan | null {
  switch (event.kind) {
    case "silence":
      return { from, to: Math.max(to ?? receivedAt, receivedAt) };
    case "started":
      // One that remembers nothing ends what went on before it.
      return { from, to: Math.max(weighingOn({ from, to: to ?? from }).to, event.previous === undefined ? receivedAt : from) };
    case "loss":
      return { from, to: to ?? from };
    case "clock_step":
      return null;
  }
}

/** Spans that touch, as one. */
function joined(spans: readonly TimeSpan[]): TimeSpan[] {
  const wholes: TimeSpan[] = [];
  for (const span of spans.toSorted((left, right) => left.from - right.from)) {
    const last = wholes.at(-1);
    if (last !== undefined && span.from <= last.to) wholes[wholes.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else wholes.push(span);
  }
  return wholes;
}

function inParts({ from, to }: TimeSpan): TimeSpan[] {
  const parts: TimeSpan[] = [];
  for (let start = from; start <= to; start += longestSpanMs) parts.push({ from: start, to: Math.min(to, start + longestSpanMs) });
  return parts;
}

/** What was concluded from observations that are kept no longer stays. */
async function isForgotten(ledger: Ledger, endpoint: string, { from, to }: TimeSpan): Promise<boolean> {
  const [oldest] = await ledger.observationsOf(endpoint, 0, to + 1, 1);
  if (oldest !== undefined) return false;
  return (await ledger.statesOf(endpoint, Math.floor(from / 1000), Math.ceil(to / 1000))).length > 0;
}

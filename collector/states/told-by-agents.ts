import type { Ledger, StoredEvent, TimeSpan } from "../ledger/port.ts";
import { hasHeardOthers } from "./heard-others.ts";
import { type LineCut, lineCutsOf } from "./line-cuts.ts";
import type { Watcher } from "./watchers.ts";

type LedgerOfAgents = Pick<Ledger, "agentEvents" | "observationsAfter" | "lastEntries">;

/** A little more is read than is asked for: what lies near is asked for next. */
const marginMs = 86_400_000;

/** What agents told of themselves and their sites, read once an agent for all that is concluded in one step. */
export class ToldByAgents {
  readonly #ledger: LedgerOfAgents;
  readonly #known = new Map<string, { readonly span: TimeSpan; readonly events: readonly StoredEvent[] }>();
  readonly #heardOthers = new Map<string, Promise<boolean>>();

  constructor(ledger: LedgerOfAgents) {
    this.#ledger = ledger;
  }

  /** When the line of the site was cut, as those say who watch from the site. */
  async lineCuts(watchers: readonly Watcher[], span: TimeSpan): Promise<LineCut[]> {
    const cuts: LineCut[] = [];
    for (const { agent, vantage } of watchers) {
      if (vantage !== "site") continue;
      cuts.push(...(await lineCutsOf(agent, await this.between(agent, span), (of, during) => this.heardOthers(of, during))));
    }
    return cuts;
  }

  /** Whether the collector took observations of others, and none of this agent, within a span. */
  heardOthers(agent: string, span: TimeSpan): Promise<boolean> {
    const key = `${agent} ${span.from} ${span.to}`;
    const known = this.#heardOthers.get(key) ?? hasHeardOthers(this.#ledger, agent, span);
    this.#heardOthers.set(key, known);
    return known;
  }

  /** Events that go on at some instant of a span, oldest first. */
  async between(agent: string, { from, to }: TimeSpan): Promise<readonly StoredEvent[]> {
    const known = this.#known.get(agent);
    const isKnown = known !== undefined && known.span.from <= from && known.span.to >= to;
    const { events } = isKnown ? known : await this.#read(agent, { from, to });
    if (events.length === 0) return events;
    return events.filter((event) => event.from <= to && (event.to === null || event.to >= from));
  }

  async #read(agent: string, { from, to }: TimeSpan): Promise<{ readonly events: readonly StoredEvent[] }> {
    const before = this.#known.get(agent)?.span;
    const span = { from: Math.min(from - marginMs, before?.from ?? from), to: Math.max(to + marginMs, before?.to ?? to) };
    const told = await this.#ledger.agentEvents(agent, span.from, span.to + 1);
    const goingOn = told.filter(goesOn).map((event) => event.from);
    const since = Math.min(span.from, ...goingOn);
    const known = { span, events: ended(since < span.from ? await this.#ledger.agentEvents(agent, since, span.to + 1) : told) };
    this.#known.set(agent, known);
    return known;
  }
}

/**
 * A silence that goes on ends at the latest where the same witness was found silent anew, or where the agent began without remembering
 * anything: nobody is left to tell its end.
 */
function ended(events: readonly StoredEvent[]): StoredEvent[] {
  return events.map((silence) => {
    if (!goesOn(silence)) return silence;
    const next = events.find((one) => one.from > silence.from && (isSameWitness(one, silence) || isFirstStart(one)));
    return next === undefined ? silence : { ...silence, to: next.from };
  });
}

function goesOn({ event, to }: StoredEvent): boolean {
  return event.kind === "silence" && to === null;
}

function isSameWitness({ event: one }: StoredEvent, { event: other }: StoredEvent): boolean {
  return one.kind === "silence" && other.kind === "silence" && one.witness === other.witness && one.name === other.name;
}

function isFirstStart({ event }: StoredEvent): boolean {
  return event.kind === "started" && event.previous === undefined;
}

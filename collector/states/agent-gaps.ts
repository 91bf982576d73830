import type { LossReason } from "../../contract/agent-event.ts";
import type { Ledger } from "../ledger/port.ts";

/** "From A to B this agent lost so many observations, for this reason." Times are ms since 1970 UTC. */
export interface AgentGap {
  readonly from: number;
  readonly to: number;
  /** False where nothing says between which instants: they are then when the loss was noticed. */
  readonly isDated: boolean;
  readonly count: number;
  readonly reason: LossReason;
}

/** What an agent gave up between two instants, oldest first. */
export async function agentGaps(ledger: Pick<Ledger, "agentEvents">, agent: string, from: number, to: number): Promise<AgentGap[]> {
  const events = await ledger.agentEvents(agent, from, to);
  return events.flatMap(({ event, from: begins, to: ends }) => {
    if (event.kind !== "loss") return [];
    const isDated = event.oldest !== undefined || event.newest !== undefined;
    return [{ from: begins, to: ends ?? begins, isDated, count: event.count, reason: event.reason }];
  });
}

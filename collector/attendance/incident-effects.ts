import { type AccountsQuestion, accountsOf, type EndpointAccount } from "../accounts/accounts.ts";
import type { Ledger } from "../ledger/port.ts";
import { intersect, type Span, secondsWithin } from "../sla/spans.ts";
import { type IncidentEffect, incidentEffect, type SiteUseHistory } from "../usage/incident-effect.ts";
import { monthsBefore } from "../usage/months.ts";
import { isUseful, usesOf } from "../usage/uses.ts";

type EffectLedger = Pick<Ledger, "statesOfMany" | "callsOfMany" | "usageParts">;

const reachMonths = 12;

/** Use of rooms before their long incidents and after, over the last year, as far as its calls are kept: hours are needed, not months. */
export async function incidentEffectsOf(ledger: EffectLedger, question: Omit<AccountsQuestion, "period">): Promise<IncidentEffect> {
  const period = { from: monthsBefore(question.until, reachMonths).from, to: question.until };
  const forgotten = forgottenUntil(ledger, period);
  const histories: SiteUseHistory[] = [];
  for await (const account of accountsOf(ledger, { ...question, period })) {
    const from = Math.max(period.from, forgotten.get(account.endpoint.id) ?? 0, account.states[0]?.from ?? period.to);
    if (from < period.to) histories.push(await historyOf(ledger, account, { from, to: period.to }));
  }
  return incidentEffect(histories);
}

/** By endpoint, the end of the last month whose calls are gone. */
function forgottenUntil(ledger: Pick<Ledger, "usageParts">, { from, to }: Span): Map<string, number> {
  const ends = new Map<string, number>();
  for (const part of ledger.usageParts(from, to)) {
    if (part.isPurged) ends.set(part.endpoint, Math.max(part.to, ends.get(part.endpoint) ?? 0));
  }
  return ends;
}

async function historyOf(
  ledger: Pick<Ledger, "callsOfMany">,
  { endpoint, states, terms, incidents }: EndpointAccount,
  watched: Span,
): Promise<SiteUseHistory> {
  const worked = states.filter(({ state }) => state === "up" || state === "degraded");
  const { expected } = terms.time;
  const useStarts: number[] = [];
  for await (const { calls } of ledger.callsOfMany([endpoint.id], watched.from, watched.to))
    useStarts.push(...usesOf(calls.filter(isUseful)).map(({ startedAt }) => startedAt));
  return {
    watched,
    incidents: incidents.map(({ from, to }) => ({ from, to, serviceSeconds: secondsWithin({ from, to }, expected) })),
    useStarts,
    usable: intersect(worked, expected),
  };
}

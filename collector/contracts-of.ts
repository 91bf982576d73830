import type { LiveAccounts } from "./accounts/live-accounts.ts";
import { type Basis, termsOver } from "./accounts/terms.ts";
import type { Ledger } from "./ledger/port.ts";
import type { ContractNow } from "./metrics/source.ts";
import { networkTimeZone, quarterAt, quarterSpan } from "./sla/calendar.ts";
import { secondsOf } from "./sla/spans.ts";
import { attemptsOf } from "./usage/attempts.ts";

const recentS = 7 * 86_400;
const tenThousandths = 10_000;

/** What each endpoint may lose of the quarter and has lost, from its account, and how calls from it went in the last seven days. */
export async function contractsOf(
  ledger: Pick<Ledger, "callsOfMany">,
  basis: Basis,
  live: LiveAccounts,
  nowMs: number,
): Promise<ContractNow[]> {
  const until = Math.floor(nowMs / 1000);
  const quarter = quarterSpan(quarterAt(until, networkTimeZone), networkTimeZone) ?? { from: until, to: until };
  const terms = termsOver(basis, { period: quarter, around: quarter });
  const accounts = await live.current();
  const attempts = await recentAttempts(ledger, [...accounts.keys()], until);
  return [...accounts.values()].map(({ endpoint, site, account }) => {
    const { time, contract } = terms(endpoint, site);
    const target = contract.targetBasisPoints;
    return {
      endpoint: endpoint.id,
      site: site.id,
      territory: site.territory,
      budgetSeconds: target === null ? null : (secondsOf(time.expected) * (tenThousandths - target)) / tenThousandths,
      lostSeconds: account.down + account.site,
      ...(attempts.get(endpoint.id) ?? { attempts: 0, failedAttempts: 0 }),
    };
  });
}

async function recentAttempts(ledger: Pick<Ledger, "callsOfMany">, ids: readonly string[], until: number) {
  const span = { from: until - recentS, to: until + 1 };
  const found = new Map<string, Pick<ContractNow, "attempts" | "failedAttempts">>();
  for await (const { endpoint, calls } of ledger.callsOfMany(ids, span.from, span.to)) {
    const { attempts, failedAttempts } = attemptsOf(calls, span);
    found.set(endpoint, { attempts, failedAttempts });
  }
  return found;
}

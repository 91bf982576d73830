import { closedFigures } from "../collector/accounts/closed-quarter.ts";
import type { EndpointFigures } from "../collector/accounts/period-figures.ts";
import type { ClosedQuarter } from "../collector/ledger/closings.ts";
import type { Arguments } from "./arguments.ts";
import { closeFr } from "./fr-sla-close.ts";
import { WordsWrong } from "./maintenance-options.ts";
import type { AskedPeriod, SlaOffice } from "./sla-question.ts";

/** What was closed of the quarter: the revision that is asked for, the last otherwise; null: nothing. @throws WordsWrong */
export async function closingAsked(
  { declarations }: SlaOffice,
  { quarter }: AskedPeriod,
  { options }: Arguments,
): Promise<ClosedQuarter | null> {
  const told = options.get("revision");
  if (told === undefined) return quarter === null ? null : declarations.lastClosing(quarter);
  if (quarter === null || !/^\d{1,4}$/.test(told)) throw new WordsWrong(closeFr.revisionWrong(told));
  const closing = await declarations.closingOf(quarter, Number(told));
  if (closing === null) throw new WordsWrong(closeFr.revisionUnknown(quarter, told));
  return closing;
}

/** What a revision says of one endpoint. */
export const closedFiguresOf = ({ figures }: ClosedQuarter, id: string): EndpointFigures | null =>
  closedFigures(figures).endpoints.find((one) => one.id === id) ?? null;

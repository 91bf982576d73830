import { changesOfThePast, type SeenChange, touching } from "../collector/accounts/keep-terms.ts";
import { type FiguresQuestion, type PeriodFigures, periodFigures } from "../collector/accounts/period-figures.ts";
import { DeskRefused } from "../collector/desk/desk-refused.ts";
import { secondOf, toldTime } from "../collector/desk/told-time.ts";
import type { Directory } from "../collector/directory/directory.ts";
import { type LedgerReader, openLedgerToRead } from "../collector/ledger/read-ledger.ts";
import { networkTimeZone, quarterAt, quarterSpan } from "../collector/sla/calendar.ts";
import type { Span } from "../collector/sla/spans.ts";
import { statesFollower } from "../collector/states/states-follower.ts";
import { nearestWord } from "../settings/nearest.ts";
import type { Arguments } from "./arguments.ts";
import { atDesk, type DeskOffice } from "./desk-office.ts";
import { commonFr } from "./fr.ts";
import { slaQuestionFr } from "./fr-sla-figures.ts";
import type { Io } from "./io.ts";
import { WordsWrong } from "./maintenance-options.ts";

export const periodOptions = ["quarter", "from", "to", "config"] as const;

/** What period is asked for; with its name where it is a quarter. */
export interface AskedPeriod extends Span {
  readonly quarter: string | null;
}

/** The quarter to date, where nothing else is asked. @throws WordsWrong */
export function periodIn({ options }: Arguments, nowMs: number): AskedPeriod {
  const [from, to, told] = [options.get("from"), options.get("to"), options.get("quarter")];
  if (from === undefined && to === undefined) return quarterIn(told, nowMs);
  if (told !== undefined || from === undefined || to === undefined) throw new WordsWrong(slaQuestionFr.periodWanted);
  const period = { from: instantIn(from), to: instantIn(to) };
  if (period.to <= period.from) throw new WordsWrong(slaQuestionFr.endFirst);
  return { ...period, quarter: null };
}

function quarterIn(told: string | undefined, nowMs: number): AskedPeriod {
  const quarter = told?.replace("Q", "T") ?? quarterAt(Math.floor(nowMs / 1000), networkTimeZone);
  const span = quarterSpan(quarter, networkTimeZone);
  if (span === null) throw new WordsWrong(slaQuestionFr.quarterWrong(told ?? ""));
  return { ...span, quarter };
}

/** A quarter that is named and has ended. @throws WordsWrong */
export function endedQuarterIn({ options }: Arguments, nowMs: number): AskedPeriod & { readonly quarter: string } {
  const told = options.get("quarter");
  if (told === undefined) throw new WordsWrong(slaQuestionFr.quarterWanted);
  const period = quarterIn(told, nowMs);
  if (period.to > nowMs / 1000) throw new WordsWrong(slaQuestionFr.notEnded(told));
  return { ...period, quarter: period.quarter ?? told };
}

/** A day is its midnight. */
function instantIn(text: string): number {
  try {
    return secondOf(toldTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text, networkTimeZone));
  } catch (error) {
    if (error instanceof DeskRefused) throw new WordsWrong(slaQuestionFr.timeWrong(text));
    throw error;
  }
}

/** The ledger as it is now, beside a collector that may be running. */
export interface SlaOffice extends DeskOffice {
  readonly ledger: LedgerReader;
  /** s since 1970 UTC */
  readonly until: number;
}

/** @throws WordsWrong */
export function atLedgerNow(found: Arguments, io: Io, work: (office: SlaOffice) => Promise<number>): Promise<number> {
  const config = found.options.get("config");
  if (config === undefined) throw new WordsWrong(commonFr.configWanted);
  return atDesk(config, io, async (office) => {
    const ledger = openLedgerToRead(office.ledgerFile, statesFollower);
    try {
      return await work({ ...office, ledger, until: Math.floor(office.now() / 1000) });
    } finally {
      await ledger.close();
    }
  });
}

export async function questionOf({ declarations, directory, until }: SlaOffice, period: Span): Promise<FiguresQuestion> {
  const [maintenance, notes] = [await declarations.maintenanceEntries(), await declarations.incidentNotes()];
  return { directory, maintenance, notes, period, until };
}

export async function figuresNow(office: SlaOffice, period: Span): Promise<PeriodFigures> {
  return periodFigures(office.ledger, await questionOf(office, period));
}

/** What the inventory changed of a period after it had passed; of one endpoint where one is given. */
export async function changesIn(
  office: SlaOffice,
  period: Span,
  one?: { readonly id: string; readonly site: string },
): Promise<SeenChange[]> {
  return touching(await changesOfThePast(office.declarations, office.directory, office.until), period, one);
}

/** The endpoint that was most likely meant; null: none is near. */
export const nearestEndpoint = (id: string, { endpoints }: Directory): string | null =>
  nearestWord(
    id,
    endpoints.map((one) => one.id),
  );

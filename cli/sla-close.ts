import { awaitedOf } from "../collector/accounts/awaited.ts";
import {
  canonicalJson,
  closedFigures,
  type Difference,
  differencesIn,
  differencesOf,
  sha256Of,
} from "../collector/accounts/closed-quarter.ts";
import { keepTerms } from "../collector/accounts/keep-terms.ts";
import type { PeriodFigures } from "../collector/accounts/period-figures.ts";
import { plainWords } from "../collector/desk/words.ts";
import type { ClosedQuarter, Closing, ClosingDraft } from "../collector/ledger/closings.ts";
import type { Span } from "../collector/sla/spans.ts";
import { statesFollower } from "../collector/states/states-follower.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import { productVersion } from "../settings/product-version.ts";
import type { Arguments } from "./arguments.ts";
import { isoLocal } from "./fr-moments.ts";
import { closeFr, differencesFr, revisionsFr } from "./fr-sla-close.ts";
import type { Io } from "./io.ts";
import { reasonIn } from "./maintenance-options.ts";
import { printableJson } from "./printable.ts";
import { atLedgerNow, endedQuarterIn, figuresNow, periodIn, type SlaOffice } from "./sla-question.ts";

/** `vigie sla close`: revision 0 of a quarter that has ended. */
export function runSlaClose(found: Arguments, io: Io): Promise<number> {
  const { quarter, ...period } = endedQuarterIn(found, Date.now());
  return atLedgerNow(found, io, async (office) => {
    const last = await office.declarations.lastClosing(quarter);
    if (last !== null) return refused(closeFr.alreadyClosed(last), io);
    if (!(await isConcluded(office, quarter, period, io))) return exitCodes.failure;
    await keepTermsOf(office);
    const draft = draftOf(office, quarter, await figuresNow(office, period));
    return written(await office.declarations.writeClosing(draft, office.writer), null, found, io);
  });
}

/** `vigie sla restate`: the next revision, with what changed; none where nothing did. */
export function runSlaRestate(found: Arguments, io: Io): Promise<number> {
  const { quarter, ...period } = endedQuarterIn(found, Date.now());
  const reason = reasonIn(found);
  return atLedgerNow(found, io, async (office) => {
    const last = await office.declarations.lastClosing(quarter);
    if (last === null) return refused(closeFr.notClosed(quarter), io);
    if (!(await isConcluded(office, quarter, period, io))) return exitCodes.failure;
    await keepTermsOf(office);
    const figures = await figuresNow(office, period);
    if (canonicalJson(figures) === last.figures) return refused(closeFr.nothingChanged(last), io);
    const differences = differencesOf(closedFigures(last.figures), figures);
    const draft = { ...draftOf(office, quarter, figures), revision: last.revision + 1, reason: plainWords(reason) };
    const closing = await office.declarations.writeClosing({ ...draft, differences: canonicalJson(differences) }, office.writer);
    return written(closing, differences, found, io);
  });
}

/** Nobody signs for figures that what has arrived would change at once. What agents still hold is told, as nobody can wait for it for ever. */
async function isConcluded({ ledger, directory }: SlaOffice, quarter: string, period: Span, io: Io): Promise<boolean> {
  const { unconcluded, agents } = await awaitedOf(ledger, statesFollower, period);
  if (unconcluded.count > 0) {
    io.stderr(closeFr.notConcluded(quarter, unconcluded));
    return false;
  }
  const known = agents.filter(({ agent }) => directory.agent(agent) !== undefined);
  if (known.length > 0) io.stderr(closeFr.awaited(quarter, known));
  return true;
}

/** What is signed for is held against terms that are written, also where no collector has seen the inventory since. */
const keepTermsOf = ({ declarations, directory, until, writer }: SlaOffice) => keepTerms(declarations, directory, until, writer);

function draftOf({ ledger, until }: SlaOffice, quarter: string, figures: PeriodFigures): ClosingDraft {
  const text = canonicalJson(figures);
  return {
    quarter,
    revision: 0,
    reason: null,
    horizon: ledger.horizon ?? until,
    version: productVersion(),
    sha256: sha256Of(text),
    figures: text,
    differences: null,
  };
}

/** `vigie sla revisions` */
export function runSlaRevisions(found: Arguments, io: Io): Promise<number> {
  const quarter = found.options.has("quarter") ? periodIn(found, Date.now()).quarter : null;
  return atLedgerNow(found, io, async ({ declarations }) => {
    const all = (await declarations.closings()).filter((one) => quarter === null || one.quarter === quarter);
    const last = quarter === null ? null : await declarations.lastClosing(quarter);
    if (last !== null) requireWhole(last);
    const differences = last === null ? null : differencesIn(last.differences);
    if (found.flags.has("json")) io.stdout(printableJson({ revisions: all.map(asJson), differences }));
    else io.stdout(`${revisionsFr(all, io.columns)}${differences === null ? "" : differencesFr(differences, io.columns)}`);
    return exitCodes.done;
  });
}

/** What was signed is what is shown. */
function requireWhole({ quarter, revision, figures, sha256 }: ClosedQuarter): void {
  if (sha256Of(figures) !== sha256) throw new Error(`the figures of ${quarter}, revision ${revision}, are not those that were closed`);
}

function written(closing: Closing, differences: readonly Difference[] | null, { flags }: Arguments, io: Io): number {
  if (flags.has("json")) io.stdout(printableJson({ ...asJson(closing), differences }));
  else io.stdout(`${closeFr.written(closing)}${differences === null ? "" : differencesFr(differences, io.columns)}`);
  return exitCodes.done;
}

const asJson = ({ at, horizon, ...closing }: Closing): object => ({ ...closing, at: isoLocal(at), dataHorizon: isoLocal(horizon) });

function refused(sentence: string, io: Io): number {
  io.stderr(sentence);
  return exitCodes.usage;
}

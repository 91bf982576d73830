import type { Account } from "../sla/account.ts";
import { type Figures, figuresOf, type Ratio } from "../sla/figures.ts";
import { displayOf } from "../sla/fr.ts";
import { endpointStates } from "../sla/state-interval.ts";
import { ratioWords } from "./fr-format.ts";
import { figureLabels, secondsLabels, serviceWords, workings } from "./fr-service.ts";
import { exactDuration } from "./french-dates.ts";
import { percentage } from "./french-format.ts";

/** One figure with how it comes about. */
export interface FigureRow {
  readonly label: string;
  readonly working: string;
  readonly result: string;
}

export interface SecondsRow {
  readonly label: string;
  readonly lasted: string;
}

export interface ServiceFigures {
  /** « 99,24 % », « n.d. » */
  readonly service: string;
  readonly reservation: string | null;
  readonly target: string;
  /** Whether the target is held; null: neither. */
  readonly isMet: boolean | null;
  readonly verdict: string;
  readonly coverage: string;
  readonly bounds: string | null;
  readonly seconds: readonly SecondsRow[];
  readonly workings: readonly FigureRow[];
}

/** What is shown of a quarter: what was signed for where it was closed, what the ledger says otherwise. */
export interface CountedService {
  readonly account: Account;
  readonly isMet: boolean | null;
  readonly targetBasisPoints: number | null;
}

export function serviceFigures({ account, isMet, targetBasisPoints: target }: CountedService, isOver: boolean): ServiceFigures {
  const figures = figuresOf(account);
  return {
    service: displayOf(figures.service),
    reservation: figures.isSubjectToCaveat ? ratioWords.reservation : null,
    target: target === null ? serviceWords.noTarget : percentage(target / 10_000),
    isMet,
    verdict: verdictOf(account, figures, { isMet, isOver }),
    coverage: displayOf(figures.coverage),
    bounds: boundsOf(figures),
    seconds: secondsRows(account),
    workings: workingRows(account, figures),
  };
}

function verdictOf(account: Account, { service }: Figures, { isMet, isOver }: { isMet: boolean | null; isOver: boolean }): string {
  if (account.expected === 0) return serviceWords.nothingExpected;
  if (service === null) return serviceWords.cannotTell;
  if (isMet === null) return serviceWords.noTarget;
  if (isOver) return isMet ? serviceWords.met : serviceWords.missed;
  return isMet ? serviceWords.metSoFar : serviceWords.missedSoFar;
}

function boundsOf({ bounds: [low, high], coverage }: Figures): string | null {
  if (low === null || high === null || coverage === null || coverage.part === coverage.whole) return null;
  return `${ratioWords.between} ${displayOf(low)} ${ratioWords.and} ${displayOf(high)}`;
}

/** What adds up to the time expected, and what was taken out before. */
function secondsRows(account: Account): SecondsRow[] {
  const { expected, maintenance } = account;
  const row = (label: keyof typeof secondsLabels, seconds: number) => ({ label: secondsLabels[label], lasted: exactDuration(seconds) });
  return [
    row("open", expected + maintenance),
    ...(maintenance === 0 ? [] : [row("maintenance", maintenance)]),
    row("expected", expected),
    ...endpointStates.filter((state) => account[state] > 0 || state === "up").map((state) => row(state, account[state])),
  ];
}

function workingRows(account: Account, figures: Figures): FigureRow[] {
  const [low, high] = figures.bounds;
  const row = (name: keyof typeof workings, ratio: Ratio | null): FigureRow[] =>
    ratio === null ? [] : [{ label: figureLabels[name], working: filled(workings[name], ratio), result: displayOf(ratio) }];
  return [
    ...row("service", figures.service),
    ...(account.site === 0 ? [] : row("equipment", figures.equipment)),
    ...(account.degraded === 0 ? [] : row("strict", figures.strict)),
    ...row("coverage", figures.coverage),
    ...(account.unknown === 0 ? [] : [...row("low", low), ...row("high", high)]),
  ];
}

function filled(working: string, { part, whole }: Ratio): string {
  return working.replace("{part}", exactDuration(part)).replace("{whole}", exactDuration(whole));
}

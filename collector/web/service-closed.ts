import type { ClosedEndpoint, RevisionOfEndpoint } from "../accounts/closed-endpoint.ts";
import type { EndpointFigures } from "../accounts/period-figures.ts";
import { figuresOf } from "../sla/figures.ts";
import { displayOf } from "../sla/fr.ts";
import { closedWords } from "./fr-service-closed.ts";
import { exactDuration } from "./french-dates.ts";
import { dateTime, machineTime, number, percentage } from "./french-format.ts";
import { typographic } from "./typography.ts";

/** What was signed for of a quarter, and in what the ledger says otherwise today. */
export interface ClosedView {
  /** « Trimestre clos le 05/10/2026 09:12, révision 1. » */
  readonly sentence: string;
  readonly isOutdated: boolean;
  readonly verdict: string;
  readonly differences: readonly DifferenceRow[];
  readonly revisions: readonly RevisionRow[];
}

interface DifferenceRow {
  readonly label: string;
  readonly signed: string;
  readonly today: string;
  readonly difference: string;
}

interface RevisionRow {
  readonly name: string;
  readonly at: { readonly text: string; readonly machine: string };
  readonly horizon: string;
  readonly service: string;
  readonly reason: string;
  readonly fingerprint: string;
}

export function closedView({ revisions, now, isOutdated }: ClosedEndpoint): ClosedView | null {
  const last = revisions.at(-1);
  if (last === undefined) return null;
  const { revision, at, horizon } = last.closing;
  const sentence = revision === 0 ? closedWords.closed : closedWords.revised.replace("{revision}", number(revision));
  return {
    sentence: sentence.replace("{when}", dateTime(at * 1000)).replace("{horizon}", dateTime(horizon * 1000)),
    isOutdated,
    verdict: verdictOf(last, isOutdated),
    differences: isOutdated && last.figures !== null ? differencesOf(last.figures, now) : [],
    revisions: revisions.toReversed().map(revisionRow),
  };
}

function verdictOf({ figures }: RevisionOfEndpoint, isOutdated: boolean): string {
  if (figures === null) return closedWords.notCounted;
  return isOutdated ? closedWords.outdated : closedWords.unchanged;
}

function revisionRow({ closing: { revision, at, horizon, reason, sha256 }, figures }: RevisionOfEndpoint): RevisionRow {
  return {
    name: revision === 0 ? closedWords.closing : `${closedWords.revision} ${number(revision)}`,
    at: { text: dateTime(at * 1000), machine: machineTime(at * 1000) },
    horizon: dateTime(horizon * 1000),
    service: figures === null ? closedWords.absent : displayOf(figuresOf(figures.account).service),
    reason: reason ?? closedWords.first,
    fingerprint: sha256,
  };
}

type Signed = NonNullable<RevisionOfEndpoint["figures"]>;

const durations = ["expected", "maintenance", "up", "degraded", "down", "site", "unknown"] as const;
const counts = ["incidents", "restoreBreaches", "takeChargeBreaches", "restarts", "microOutages"] as const;

/** Only what differs. Where all sums are the same, the intervals are not, or what was promised. */
function differencesOf(signed: Signed, now: EndpointFigures): DifferenceRow[] {
  const [before, after] = [figuresOf(signed.account), figuresOf(now.account)];
  const rates = (["service", "coverage"] as const).map((name): DifferenceRow => {
    const [was, is] = [displayOf(before[name]), displayOf(after[name])];
    return { label: closedWords.rates[name], signed: was, today: is, difference: closedWords.none };
  });
  const lengths = durations.map((name): DifferenceRow => {
    const [was, is] = [signed.account[name], now.account[name]];
    return { label: closedWords.durations[name], signed: exactDuration(was), today: exactDuration(is), difference: change(is - was) };
  });
  const clock = [signed.clockSeconds, now.clockSeconds] as const;
  const numbers = counts.map((name): DifferenceRow => {
    const [was, is] = [signed[name], now[name]];
    return {
      label: closedWords.counts[name],
      signed: number(was),
      today: number(is),
      difference: `${signOf(is - was)}${number(Math.abs(is - was))}`,
    };
  });
  const outOfService: DifferenceRow = {
    label: closedWords.clock,
    signed: exactDuration(clock[0]),
    today: exactDuration(clock[1]),
    difference: change(clock[1] - clock[0]),
  };
  const target: DifferenceRow = {
    label: closedWords.target,
    signed: targetOf(signed.targetBasisPoints),
    today: targetOf(now.targetBasisPoints),
    difference: closedWords.none,
  };
  return [...rates, target, ...lengths, ...numbers, outOfService].filter((row) => row.signed !== row.today);
}

const targetOf = (basisPoints: number | null): string => (basisPoints === null ? closedWords.none : percentage(basisPoints / 10_000));

const signOf = (difference: number): string => (difference < 0 ? "−" : "+");

const change = (seconds: number): string => typographic(`${signOf(seconds)} ${exactDuration(Math.abs(seconds))}`);

import type { Explanation, Standing, TracedSpan } from "../accounts/explain.ts";
import type { CausedState, StoredEvent } from "../ledger/port.ts";
import type { StateOwner } from "../sla/owner.ts";
import type { EndpointState } from "../sla/state-interval.ts";
import { evidenceOf } from "./evidence.ts";
import { ownerWords } from "./fr-evidence.ts";
import { serviceWords, standingWords } from "./fr-service.ts";
import { causeSentences } from "./fr-states.ts";
import { clockTime, exactDuration } from "./french-dates.ts";
import { dateTime, machineTime } from "./french-format.ts";
import { dateOf } from "./local-days.ts";

/** One stretch that was not up, as a line of the table that says what the picture shows. */
export interface LostRow {
  readonly state: EndpointState;
  readonly stateWord: string;
  readonly from: Instant;
  readonly to: Instant;
  /** The page of the day it began on. */
  readonly dayHref: string;
  /** Of it, what lies in the hours the service is promised in. */
  readonly lasted: string;
  readonly cause: string;
  readonly owner: string;
  readonly evidence: string;
}

interface Instant {
  readonly text: string;
  readonly machine: string;
}

export const instant = (second: number): Instant => ({ text: dateTime(second * 1000), machine: machineTime(second * 1000) });
export const precise = (second: number): Instant => ({ text: clockTime(second * 1000), machine: machineTime(second * 1000) });

type MeasuredSpan = TracedSpan & { readonly standing: EndpointState };

/** Whether a line of the trace is time that was measured, not time that does not count. */
const isMeasured = (line: TracedSpan): line is MeasuredSpan => line.cause !== null;

/** In the order they happened. An outage that lasted over night is one row: its pieces rest on the same evidence. */
export function lostRows({ lines, states }: Explanation, events: readonly StoredEvent[], href: string): LostRow[] {
  const lost = lines.filter(isMeasured).filter(({ standing }) => standing !== "up");
  return [...Map.groupBy(lost, ({ evidence }) => evidence).values()].flatMap((pieces) => {
    const [first] = pieces;
    const last = pieces.at(-1);
    return first === undefined || last === undefined ? [] : [rowOf({ first, last, pieces, states, events, href })];
  });
}

interface Pieces {
  readonly first: MeasuredSpan;
  readonly last: MeasuredSpan;
  readonly pieces: readonly MeasuredSpan[];
  readonly states: readonly CausedState[];
  readonly events: readonly StoredEvent[];
  readonly href: string;
}

function rowOf({ first, last, pieces, states, events, href }: Pieces): LostRow {
  // The ledger knows when it truly began and ended; service hours only say how much of it counts.
  const whole = states.find(({ from, to, state }) => from <= first.from && to >= last.to && state === first.standing);
  const [from, to] = [whole?.from ?? first.from, whole?.to ?? last.to];
  const seconds = pieces.reduce((sum, piece) => sum + piece.to - piece.from, 0);
  return {
    state: first.standing,
    stateWord: standingWords[first.standing],
    from: instant(from),
    to: instant(to),
    dayHref: `${href}?jour=${dateOf(first.from)}#journee-titre`,
    lasted: exactDuration(seconds),
    cause: first.cause === null ? serviceWords.noCause : causeSentences[first.cause],
    owner: ownerWord(first.owner),
    evidence: evidenceOfSpan(first, events),
  };
}

export const ownerWord = (owner: StateOwner | null): string => (owner === null ? serviceWords.noCause : ownerWords[owner]);

/** What a line of the trace rests on. */
export function evidenceOfSpan({ from, to, standing, cause, evidence }: TracedSpan, events: readonly StoredEvent[]): string {
  if (cause === null || evidence === null || !isState(standing)) return serviceWords.noCause;
  return evidenceOf({ from, to, state: standing, cause, evidence }, events);
}

const isState = (standing: Standing): standing is EndpointState =>
  standing !== "off_hours" && standing !== "maintenance" && standing !== "not_in_service";

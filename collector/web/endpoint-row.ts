import type { EndpointState } from "../sla/state-interval.ts";
import { isRefused } from "./access.ts";
import { accessWords } from "./fr-endpoint.ts";
import { answeredSentence, causeSentences, stateWords } from "./fr-states.ts";
import { age, availabilityFigure, bounds, dateTime, lasting, machineTime, reservation, since } from "./french-format.ts";
import type { Availability, EndpointOverview, QuarterAvailability } from "./overview.ts";
import { targetWords } from "./pooled-view.ts";

/** An answered endpoint whose state is not known by then has a trouble of its own: the usual cause is said again. */
const establishedWithinMs = 300_000;

/** One endpoint, in the words of the page: what templates print without deciding anything. */
export interface EndpointRow {
  readonly id: string;
  readonly href: string;
  readonly name: string;
  readonly device: string;
  readonly state: EndpointState;
  readonly stateWord: string;
  readonly cause: string;
  readonly isInCall: boolean;
  /** A short word where our credentials are refused on one channel, whatever the others say. */
  readonly refused: string | null;
  readonly since: Moment;
  /** The same without « depuis », for a column that says it. */
  readonly lasting: string;
  readonly proof: Moment;
  /** Only where it says more than the proof: the endpoint was asked since, and proved nothing. */
  readonly observed: Moment | null;
  readonly today: Figure;
  readonly month: Figure;
  readonly quarter: QuarterFigure;
}

/** An instant as a duration a person reads at a glance, with the date behind it. */
export interface Moment {
  readonly text: string;
  readonly date: string | null;
  readonly machine: string | null;
}

export interface Figure {
  readonly text: string;
  readonly reservation: string | null;
  readonly bounds: string | null;
}

export interface QuarterFigure extends Figure {
  /** « objectif tenu »; null: nothing was promised, or nothing can be said. */
  readonly target: string | null;
  readonly isMissed: boolean;
}

export function endpointRow(endpoint: EndpointOverview, nowMs: number): EndpointRow {
  return {
    id: endpoint.id,
    href: endpointHref(endpoint.id),
    name: endpoint.name,
    device: [endpoint.model, endpoint.firmware].filter((part) => part !== null).join(" · "),
    state: endpoint.state,
    stateWord: stateWords[endpoint.state],
    cause: causeOf(endpoint, nowMs),
    isInCall: endpoint.isInCall === true,
    refused: isRefused(endpoint) ? accessWords.refused : null,
    since: moment(endpoint.since, since(endpoint.since, nowMs)),
    lasting: lasting(endpoint.since, nowMs),
    proof: moment(endpoint.lastProofAt, age(endpoint.lastProofAt, nowMs)),
    observed: isNewer(endpoint.lastObservedAt, endpoint.lastProofAt) ? momentOfAge(endpoint.lastObservedAt, nowMs) : null,
    today: figure(endpoint.availabilityToday),
    month: figure(endpoint.availability30Days),
    quarter: quarterFigure(endpoint.availabilityQuarter),
  };
}

export function endpointHref(id: string): string {
  return `/endpoints/${encodeURIComponent(id)}`;
}

export function momentOfAge(atMs: number | null, nowMs: number): Moment {
  return moment(atMs, age(atMs, nowMs));
}

export function moment(atMs: number | null, text: string): Moment {
  if (atMs === null) return { text, date: null, machine: null };
  return { text, date: dateTime(atMs), machine: machineTime(atMs) };
}

function quarterFigure(availability: QuarterAvailability): QuarterFigure {
  return { ...figure(availability), target: targetWords(availability), isMissed: availability.isMet === false };
}

function figure(availability: Availability): Figure {
  const reserved = reservation(availability);
  return { text: availabilityFigure(availability), reservation: reserved, bounds: reserved === null ? null : bounds(availability) };
}

/**
 * After a silence (of the agent, most often) a slower question may be answered before the first poll of the state: what the
 * endpoint just proved must not stand beside « on ne sait pas ».
 */
function causeOf({ state, cause, since: began, lastProofAt }: EndpointOverview, nowMs: number): string {
  const isSilence = state === "unknown" && cause === "no_observation";
  const hasJustAnswered = lastProofAt !== null && lastProofAt >= (began ?? 0) && nowMs - lastProofAt < establishedWithinMs;
  return isSilence && hasJustAnswered ? answeredSentence : causeSentences[cause];
}

function isNewer(observedAt: number | null, proofAt: number | null): boolean {
  return observedAt !== null && (proofAt === null || observedAt - proofAt >= 60_000);
}

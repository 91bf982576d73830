import { createHash } from "node:crypto";

/**
 * The instants at which a question is due, on the monotonic clock of the machine: the same after a restart of the agent, and spread
 * over the period, so that the polls of a site do not start together.
 */
export interface Grid {
  readonly periodMs: number;
  readonly phaseMs: number;
}

const firstWithinMs = 10_000;
/** So many first polls of one question in a second: three times the usual pace of as many codecs as one agent may have. */
const firstPerSecond = 170;

export function gridOf(endpoint: string, question: string, periodMs: number): Grid {
  return { periodMs, phaseMs: Math.floor(spread(endpoint, question) * periodMs) };
}

/** The first instant of the grid at or after `earliest`. */
export function nextInstant({ periodMs, phaseMs }: Grid, earliest: number): number {
  return phaseMs + Math.ceil((earliest - phaseMs) / periodMs) * periodMs;
}

/** The poll after one that starts at `startedAt`. Half a period stays between two polls: a late one and the next would be one too many. */
export function instantAfter(grid: Grid, startedAt: number): number {
  return nextInstant(grid, startedAt + grid.periodMs / 2);
}

/**
 * Soon after the start of the agent, so that nobody waits an hour to know; not so soon that many codecs begin faster than they go on.
 * @param together how many begin at the same time
 */
export function firstInstant(endpoint: string, question: string, periodMs: number, startedAt: number, together: number): number {
  return startedAt + Math.floor(spread(endpoint, question) * Math.min(periodMs, withinFor(together)));
}

/** From 0 to 1, the same for ever for one endpoint and question. */
export function spread(endpoint: string, question: string): number {
  return createHash("sha256").update(`${endpoint} ${question}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** How long it takes many codecs to be asked for the first time. */
export function withinFor(together: number): number {
  return Math.max(firstWithinMs, (together / firstPerSecond) * 1_000);
}

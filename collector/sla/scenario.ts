/*
 * A scenario says what happened and what was promised, in a file a person can write: anyone can check our arithmetic with
 * `vigie sla evaluate`. Times are on the clock of `timezone`, or carry an offset. Intervals are half-open.
 */

type Stretches = readonly (readonly [from: string, to: string])[];

export interface Scenario {
  /** IANA name; Europe/Paris where none is given. */
  readonly timezone?: string;
  /** A civil quarter, "2026-T2", or two times. */
  readonly period?: { readonly quarter?: string; readonly from?: string; readonly to?: string };
  /** "24/7", or a part of OSM's opening_hours; round the clock where none is given. */
  readonly serviceHours?: string;
  /** Always in service where none is given. */
  readonly inService?: Stretches;
  readonly maintenance?: readonly { readonly from: string; readonly to: string; readonly declaredAt: string }[];
  readonly noticeSeconds?: number;
  /** All other time is up. */
  readonly states?: Partial<Readonly<Record<"degraded" | "down" | "site" | "unknown", Stretches>>>;
  readonly targetBasisPoints?: number;
  /** Guaranteed time to restore, in the hours of its own clock. */
  readonly gtr?: { readonly seconds: number; readonly clock: string; readonly stableSeconds?: number };
  /** Raw samples instead of `states`, round the clock. */
  readonly polls?: Polls;
}

export interface Polls {
  readonly intervalSeconds?: number;
  readonly holdSeconds: number;
  readonly confirmFailures: number;
  readonly start: string;
  readonly end: string;
  readonly samples: readonly PolledSample[];
}

export interface PolledSample {
  readonly offsetSeconds: number;
  readonly outcome: "answered" | "silent" | "refused" | "garbled";
  readonly uptimeSeconds?: number;
}

/** Seconds of several endpoints, to be pooled: a territory. */
export interface Pool {
  readonly parts: readonly { readonly up: number; readonly total: number }[];
}

/** What went wrong in a scenario, and where: a path of keys such as ["states", "down", 0]. */
export class ScenarioError extends Error {
  readonly path: readonly (string | number)[];
  readonly problem: "time" | "order" | "quarter" | "period" | "timezone" | "hours" | "offsets";
  readonly detail: string;
  constructor(path: ScenarioError["path"], problem: ScenarioError["problem"], detail: string) {
    super(`${path.join("/")}: ${problem}: ${detail}`);
    this.path = path;
    this.problem = problem;
    this.detail = detail;
  }
}

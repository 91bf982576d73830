import { Temporal } from "temporal-polyfill";
import type { Account } from "./account.ts";
import type { EndpointSla } from "./endpoint-sla.ts";
import { evaluateStates, type ReadHours } from "./evaluate.ts";
import { evaluatePolls } from "./evaluate-polls.ts";
import { type figuresOf, percentText, type Ratio } from "./figures.ts";
import { displayOf } from "./fr.ts";
import type { Pool, Scenario } from "./scenario.ts";
import { timeZoneOf } from "./scenario-times.ts";

type Percent = string | null;

/** What `vigie sla evaluate` prints of one scenario. Percentages are text, four decimals, truncated; null: nothing can be said. */
export interface Printed {
  readonly timezone: string;
  readonly seconds: Account;
  readonly service: Percent;
  readonly equipment: Percent;
  readonly strict: Percent;
  readonly coverage: Percent;
  readonly bounds: readonly [Percent, Percent];
  /** In French, two decimals, truncated. */
  readonly display: string;
  readonly isSubjectToCaveat: boolean;
  readonly met?: boolean | null;
  readonly incidents?: readonly PrintedIncident[];
  readonly downOffsets?: readonly (readonly [number, number])[];
  readonly reboots?: number;
  readonly microOutages?: number;
}

export interface PrintedIncident {
  readonly from: string;
  readonly to: string;
  readonly elapsedSeconds: number;
  readonly clockSeconds: number;
  readonly breach: boolean | null;
}

export interface PrintedPool {
  readonly up: number;
  readonly total: number;
  readonly pooled: Percent;
  /** What the mean of the percentages would have said, to be compared: it is not the availability of anything. */
  readonly meanOfPct: Percent;
}

/** @throws ScenarioError */
export function printScenario(scenario: Scenario, readHours: ReadHours): Printed {
  const timezone = timeZoneOf(scenario);
  if (scenario.polls === undefined) return printStates(timezone, evaluateStates(scenario, readHours));
  const { account, figures, downOffsets, reboots, microOutages } = evaluatePolls(scenario.polls, timezone);
  return { ...printFigures(timezone, account, figures), downOffsets, reboots, microOutages };
}

export function printPool({ parts }: Pool): PrintedPool {
  const up = parts.reduce((sum, part) => sum + part.up, 0);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  const observed = parts.filter((part) => part.total > 0);
  return {
    up,
    total,
    pooled: total === 0 ? null : percentText({ part: up, whole: total }, 4),
    meanOfPct: observed.length === 0 ? null : meanText(observed),
  };
}

/** Sixteen digits of each percentage are kept until the end. */
function meanText(parts: Pool["parts"]): string {
  const digits = 10n ** 18n;
  const sum = parts.reduce((added, part) => added + (BigInt(part.up) * digits) / BigInt(part.total), 0n);
  return percentText({ part: Number(sum / BigInt(parts.length) / 10n ** 6n), whole: 10 ** 12 }, 4);
}

function printStates(timezone: string, { account, figures, isMet, incidents }: EndpointSla): Printed {
  return {
    ...printFigures(timezone, account, figures),
    met: isMet,
    incidents: incidents.map(({ from, to, elapsedSeconds, clockSeconds, isBreach }) => ({
      from: isoOf(from),
      to: isoOf(to),
      elapsedSeconds,
      clockSeconds,
      breach: isBreach,
    })),
  };
}

function printFigures(timezone: string, account: Account, figures: ReturnType<typeof figuresOf>): Printed {
  const { service, equipment, strict, coverage, bounds, isSubjectToCaveat } = figures;
  return {
    timezone,
    seconds: account,
    service: fourDecimals(service),
    equipment: fourDecimals(equipment),
    strict: fourDecimals(strict),
    coverage: fourDecimals(coverage),
    bounds: [fourDecimals(bounds[0]), fourDecimals(bounds[1])],
    display: displayOf(service),
    isSubjectToCaveat,
  };
}

function fourDecimals(ratio: Ratio | null): Percent {
  return ratio === null ? null : percentText(ratio, 4);
}

function isoOf(second: number): string {
  return Temporal.Instant.fromEpochMilliseconds(second * 1000).toString();
}

import type { Account } from "./account.ts";

/** A ratio of whole seconds, kept as such: what is compared and shown comes from integers, never from a rounded quotient. */
export interface Ratio {
  readonly part: number;
  readonly whole: number;
}

/** What may be said of an account. Null: nothing can be said, which is neither 0 nor 100 %. */
export interface Figures {
  /** Worked, of the time that is known: the service as a person at the site had it. */
  readonly service: Ratio | null;
  /** The same without the outages of the site: the codec alone. */
  readonly equipment: Ratio | null;
  /** As `service`, but degraded time does not count as worked. */
  readonly strict: Ratio | null;
  /** Known, of the time expected. */
  readonly coverage: Ratio | null;
  /** The service if all that is unknown had been down, and if it had been up. */
  readonly bounds: readonly [low: Ratio | null, high: Ratio | null];
  /** Known enough to be shown, but with a caveat. */
  readonly isSubjectToCaveat: boolean;
}

/** Below these coverages, in basis points, a figure is shown with a caveat, or not at all. */
const caveatBelow = 9_500;
const silentBelow = 5_000;
const basisPoints = 10_000;

export function figuresOf(account: Account): Figures {
  const worked = account.up + account.degraded;
  const known = account.expected - account.unknown;
  const coverage = ratio(known, account.expected);
  const isSayable = coverage !== null && isAtLeast(coverage, silentBelow);
  return {
    service: isSayable ? ratio(worked, known) : null,
    equipment: isSayable ? ratio(worked, known - account.site) : null,
    strict: isSayable ? ratio(account.up, known) : null,
    coverage,
    bounds: [ratio(worked, account.expected), ratio(worked + account.unknown, account.expected)],
    isSubjectToCaveat: isSayable && !isAtLeast(coverage, caveatBelow),
  };
}

/** Whether a target is met, on integers; equality meets it. Null: nothing can be said, or nothing was promised. */
export function isMet(service: Ratio | null, targetBasisPoints: number | null): boolean | null {
  return service === null || targetBasisPoints === null ? null : isAtLeast(service, targetBasisPoints);
}

/** Truncated, never rounded: 99.8996 must not be shown as 99.90. "99.8996" with four decimals. */
export function percentText({ part, whole }: Ratio, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const units = (BigInt(part) * 100n * scale) / BigInt(whole);
  const digits = String(units).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function ratio(part: number, whole: number): Ratio | null {
  return whole === 0 ? null : { part, whole };
}

/** A product of seconds and basis points is beyond what a number holds exactly after 28,000 years of seconds: networks add up. */
function isAtLeast({ part, whole }: Ratio, points: number): boolean {
  return BigInt(part) * BigInt(basisPoints) >= BigInt(points) * BigInt(whole);
}

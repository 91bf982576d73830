import type { SeenChange } from "../collector/accounts/keep-terms.ts";
import { meanOf } from "../collector/accounts/period-figures.ts";
import { type Figures, figuresOf, percentText, type Ratio } from "../collector/sla/figures.ts";
import { isoLocal } from "./fr-moments.ts";
import type { ShownFigures, ShownRow } from "./fr-sla-figures.ts";

/** Percentages are text, four decimals, truncated; null: nothing can be said. Instants carry the offset of the network's clock. */
export function figuresJson({ quarter, period, horizon, closing, changes, rows }: ShownFigures): object {
  return {
    quarter,
    from: isoLocal(period.from),
    to: isoLocal(period.to),
    dataHorizon: horizon === null ? null : isoLocal(horizon),
    closed:
      closing === null
        ? null
        : {
            revision: closing.revision,
            at: isoLocal(closing.at),
            by: closing.by,
            sha256: closing.sha256,
            version: closing.version,
            isOutdated: closing.isOutdated,
          },
    changesOfThePast: changes.map(changeJson),
    figures: rows.map(rowJson),
  };
}

export const changeJson = ({ at, from, to, ...change }: SeenChange): object => ({
  ...change,
  seenAt: at === null ? null : isoLocal(at),
  from: isoLocal(from),
  to: isoLocal(to),
});

function rowJson({ level, id, name, figures, target, isMet, proof }: ShownRow): object {
  const { account, incidents, restoreBreaches, takeChargeBreaches, restarts, microOutages, endpoints } = figures;
  const { bounds, ...percents } = percentsOf(figuresOf(account));
  return {
    level,
    id,
    name,
    seconds: account,
    ...percents,
    bounds,
    targetPercent: target === null ? null : percentText({ part: target, whole: 10_000 }, 2),
    isMet,
    endpoints,
    incidents,
    restoreBreaches,
    takeChargeBreaches,
    meanRestoreSeconds: meanOf(figures.clockSeconds, incidents),
    meanUpSeconds: meanOf(account.up + account.degraded, incidents),
    restarts,
    microOutages,
    lastProof: proofJson(proof),
  };
}

export const proofJson = (proof: ShownRow["proof"]): object | null =>
  proof === null ? null : { poll: momentOf(proof.poll), call: momentOf(proof.call), test: momentOf(proof.test) };

const momentOf = (ms: number | null): string | null => (ms === null ? null : isoLocal(Math.floor(ms / 1000)));

export function percentsOf(figures: Figures) {
  const text = (ratio: Ratio | null): string | null => (ratio === null ? null : percentText(ratio, 4));
  const { service, equipment, strict, coverage, bounds, isSubjectToCaveat } = figures;
  return {
    service: text(service),
    equipment: text(equipment),
    strict: text(strict),
    coverage: text(coverage),
    bounds: [text(bounds[0]), text(bounds[1])] as const,
    isSubjectToCaveat,
  };
}

const columns = [
  "level,id,name,expected_s,maintenance_s,up_s,degraded_s,down_s,site_s,unknown_s,service_percent,equipment_percent,strict_percent",
  "coverage_percent,low_bound_percent,high_bound_percent,is_subject_to_caveat,target_percent,is_met,endpoints,endpoints_met",
  "endpoints_missed,incidents,restore_breaches,take_charge_breaches,mean_restore_s,mean_up_s,restarts,micro_outages",
];

export function figuresCsv({ rows }: ShownFigures): (string | number | null)[][] {
  return [columns.join().split(","), ...rows.map(csvRow)];
}

function csvRow({ level, id, name, figures, target, isMet }: ShownRow): (string | number | null)[] {
  const { account, incidents, endpoints } = figures;
  const { expected, maintenance, up, degraded, down, site, unknown } = account;
  const { service, equipment, strict, coverage, bounds, isSubjectToCaveat } = percentsOf(figuresOf(account));
  return [
    level,
    id,
    name,
    expected,
    maintenance,
    up,
    degraded,
    down,
    site,
    unknown,
    service,
    equipment,
    strict,
    coverage,
    bounds[0],
    bounds[1],
    String(isSubjectToCaveat),
    target === null ? null : percentText({ part: target, whole: 10_000 }, 2),
    isMet === null ? null : String(isMet),
    endpoints?.all ?? null,
    endpoints?.met ?? null,
    endpoints?.missed ?? null,
    incidents,
    figures.restoreBreaches,
    figures.takeChargeBreaches,
    meanOf(figures.clockSeconds, incidents),
    meanOf(up + degraded, incidents),
    figures.restarts,
    figures.microOutages,
  ];
}

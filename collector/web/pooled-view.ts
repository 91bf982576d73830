import { countWords } from "./fr-overview.ts";
import { pooledWords } from "./fr-service.ts";
import { availabilityFigure, bounds, number, percentage, plural, reservation } from "./french-format.ts";
import type { NetworkService, PooledService, QuarterAvailability } from "./overview.ts";
import { quarterTitle } from "./quarters.ts";

/** The quarter of several endpoints together, in words. */
export interface PooledView {
  readonly title: string;
  readonly figure: string;
  readonly reservation: string | null;
  /** « 12 équipements sur 14 à l'objectif », « couverture 99,10 % » */
  readonly facts: readonly string[];
}

export function pooledView(service: PooledService | null, title: string): PooledView | null {
  if (service === null) return null;
  return {
    title,
    figure: availabilityFigure(service),
    reservation: reservation(service),
    facts: [...onTarget(service), ...certainty(service)],
  };
}

export function networkView(service: NetworkService | null): PooledView | null {
  return service === null ? null : pooledView(service, quarterTitle(service.quarter));
}

/** Of those that can be held against a target. */
function onTarget({ endpoints: { met, missed } }: PooledService): string[] {
  const judged = met + missed;
  if (judged === 0) return [];
  return [`${plural(met, ...countWords.endpoint)} ${pooledWords.outOf} ${number(judged)} ${pooledWords.onTarget}`];
}

function certainty(service: PooledService): string[] {
  const between = bounds(service);
  if (service.coverage === null || between === null) return [];
  return [`${pooledWords.coverage} ${percentage(service.coverage)}`, between];
}

/** « objectif tenu », under the figure of one endpoint; null where nothing was promised or nothing can be said. */
export function targetWords({ targetBasisPoints, isMet }: QuarterAvailability): string | null {
  if (targetBasisPoints === null || isMet === null) return null;
  return isMet ? pooledWords.met : pooledWords.missed;
}

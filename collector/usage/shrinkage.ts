import type { Count } from "./poisson.ts";
import { jeffreysPosterior, type RateBelief } from "./posterior.ts";

/** How the rates of sites of one territory spread: as a gamma law, or not at all beyond chance, as one common rate. */
export type RatePrior =
  | { readonly kind: "spread"; readonly mean: number; readonly variance: number; readonly belief: RateBelief }
  | { readonly kind: "pooled"; readonly mean: number; readonly all: Count };

/** A territory of fewer sites takes what is known of the region. */
const fewestSites = 5;

/**
 * By moments, sites of unequal exposure each by their own: mean m = Σn / Σt, variance v = (Σ t (n/t − m)² − (k − 1) m) / (Σt − Σt² / Σt),
 * shape m²/v, rate m/v. v ≤ 0: the sites differ no more than by chance, and are pooled. Null: fewer than two sites with exposure, or no use.
 */
export function ratePrior(sites: readonly Count[]): RatePrior | null {
  const exposed = sites.filter(({ months }) => months > 0);
  const all = { uses: sum(exposed.map(({ uses }) => uses)), months: sum(exposed.map(({ months }) => months)) };
  if (exposed.length < 2 || all.uses === 0) return null;
  const mean = all.uses / all.months;
  const spread = sum(exposed.map(({ uses, months }) => months * (uses / months - mean) ** 2));
  const weight = all.months - sum(exposed.map(({ months }) => months * months)) / all.months;
  const variance = (spread - (exposed.length - 1) * mean) / weight;
  if (variance <= 0) return { kind: "pooled", mean, all };
  return { kind: "spread", mean, variance, belief: { shape: (mean * mean) / variance, rate: mean / variance } };
}

/** The prior of a territory's sites: its own where it has five sites or more that could be used, else the region's. */
export function territoryPrior(territory: readonly Count[], region: readonly Count[]): RatePrior | null {
  const exposed = territory.filter(({ months }) => months > 0);
  return ratePrior(exposed.length < fewestSites ? region : exposed);
}

/** What is believed of a site once its neighbours are heard. Without a prior, its own count alone. */
export function shrunkBelief(site: Count, prior: RatePrior | null): RateBelief | null {
  if (prior === null) return jeffreysPosterior(site);
  if (prior.kind === "pooled") return jeffreysPosterior(prior.all);
  return { shape: prior.belief.shape + site.uses, rate: prior.belief.rate + site.months };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

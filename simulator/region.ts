/** A region of which the truth is known: how often each room would be used in a month of the year like any other. */
export interface SimulatedSite {
  readonly id: string;
  readonly territory: string;
  /** Uses a month, averaged over a year without campaign. */
  readonly rate: number;
  /** Month from which nobody comes any more; null: they go on. */
  readonly endsAt: number | null;
  readonly months: readonly SimulatedMonth[];
}

export interface SimulatedMonth {
  readonly month: string;
  readonly uses: number;
  /** Of them, those of the one user who makes three quarters of them at one site. */
  readonly firstUser: number;
  /** Of the hours it should have been there, 0 to 1. */
  readonly availability: number;
}

export interface SimulatedRegion {
  readonly sites: readonly SimulatedSite[];
  /** Of the site whose calls are one user's for three quarters. */
  readonly regular: string;
  readonly campaign: { readonly territory: string; readonly month: number; readonly effect: number };
  /** Months in which a third of the sites hardly worked. */
  readonly badMonths: readonly number[];
}

const siteCount = 60;
const siteOfTerritory = 5;
const monthCount = 48;
const firstYear = 2022;
/** From January on, 1 on average: nobody calls in August. */
const seasons = [1.1, 1.15, 1.2, 1.1, 1.05, 1.1, 0.75, 0.35, 1.1, 1.15, 1.15, 0.8];
const campaign = { territory: "epci-03", month: 30, effect: 2 };
const badMonths = [18, 19, 20];

/** The same seed gives the same region. */
export function simulateRegion(seed: number): SimulatedRegion {
  const draw = drawing(seed);
  const sites = Array.from({ length: siteCount }, (_, place): SimulatedSite => {
    const territory = `epci-${String(Math.floor(place / siteOfTerritory)).padStart(2, "0")}`;
    // Most rooms are used two or three times a month, as the study found; one in four about once a week or more, where it is hard to tell.
    const rate = place % 4 === 0 ? 3 + 5 * draw() : 0.5 + 3 * draw();
    const endsAt = place % 20 === 7 ? 36 : null;
    const site = { id: `site-${String(place).padStart(2, "0")}`, territory, rate, endsAt, place };
    return { ...site, months: Array.from({ length: monthCount }, (_unused, month) => monthOf(site, month, draw)) };
  });
  return { sites, regular: "site-00", campaign, badMonths };
}

interface Known extends Omit<SimulatedSite, "months"> {
  readonly place: number;
}

function monthOf({ territory, rate, endsAt, place }: Known, month: number, draw: () => number): SimulatedMonth {
  const isBad = badMonths.includes(month) && place % 3 === 0;
  const availability = isBad ? 0.4 + 0.2 * draw() : 0.97 + 0.03 * draw();
  const isFollowing = territory === campaign.territory && month > campaign.month && month <= campaign.month + 6;
  const isOver = endsAt !== null && month >= endsAt;
  const mean = isOver ? 0 : rate * (seasons[month % 12] ?? 1) * availability * (isFollowing ? campaign.effect : 1);
  const isRegular = place === 0;
  // The regular user comes twice when he comes.
  const firstUser = isRegular ? 2 * poisson((0.75 * mean) / 2, draw) : 0;
  const others = poisson(isRegular ? 0.25 * mean : mean, draw);
  const name = `${firstYear + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`;
  return { month: name, uses: firstUser + others, firstUser, availability };
}

/** Knuth's way: small means only. */
function poisson(mean: number, draw: () => number): number {
  const least = Math.exp(-mean);
  let count = -1;
  for (let product = 1; product > least; product *= draw()) count += 1;
  return Math.max(0, count);
}

/** Numbers from 0 to 1, good enough for a simulation: mulberry32. */
function drawing(seed: number): () => number {
  let state = Math.trunc(seed) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

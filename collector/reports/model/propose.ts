import type { ReportModel, SiteRow } from "./model.ts";
import type { IncidentRow, KeyFact, Proposal } from "./sayings.ts";

/** Whether the targets were met, what failed longest, and how many sites nobody used. */
export function keyFacts({ endpoints }: ReportModel["network"], sites: readonly SiteRow[], incidents: readonly IncidentRow[]): KeyFact[] {
  const [longest] = incidents.toSorted((left, right) => right.clockSeconds - left.clockSeconds);
  const observed = sites.filter(({ use }) => use.exposureMonths > 0);
  return [
    { kind: "targets", ...endpoints },
    longest === undefined
      ? { kind: "no_incident" }
      : { kind: "longest_incident", incident: longest.id, clockSeconds: longest.clockSeconds },
    { kind: "sites_without_use", sites: observed.filter(({ use }) => use.uses === 0).length, of: observed.length },
  ];
}

const sitesNamed = 5;
const proposed = 3;

interface Rule {
  readonly rule: Proposal["rule"];
  /** How much a site needs it; 0: not at all. */
  readonly need: (site: SiteRow) => number;
}

const lostSeconds = ({ service: { account } }: SiteRow): number => account.down + account.site;
const calledFor =
  (action: NonNullable<SiteRow["action"]>) =>
  ({ action: own, probability }: SiteRow): number =>
    own === action ? (probability ?? 0) : 0;

/** In the order in which they are asked: what was promised goes before what was hoped for. */
const rules: readonly Rule[] = [
  { rule: "repair", need: (site) => (site.endpoints.missed > 0 ? lostSeconds(site) : 0) },
  { rule: "restore_in_time", need: ({ service }) => service.restoreBreaches },
  { rule: "measure", need: ({ service }) => (isDoubtful(service) ? service.account.unknown : 0) },
  { rule: "repair_then_make_known", need: calledFor("repair_then_make_known") },
  { rule: "make_known", need: calledFor("make_known") },
];

/** Nothing can be said of it, or not without a caveat. */
const isDoubtful = ({ service, isSubjectToCaveat }: SiteRow["service"]): boolean => service === null || isSubjectToCaveat;

/** At most three, each with the sites that need it most. None is made up where no rule asks for it. */
export function proposals(sites: readonly SiteRow[]): Proposal[] {
  return rules.flatMap(({ rule, need }) => mostNeeded(rule, need, sites)).slice(0, proposed);
}

function mostNeeded(rule: Proposal["rule"], need: Rule["need"], sites: readonly SiteRow[]): Proposal[] {
  const own = sites.filter((site) => need(site) > 0).toSorted((left, right) => need(right) - need(left));
  return own.length === 0 ? [] : [{ rule, sites: own.slice(0, sitesNamed).map(({ id }) => id) }];
}

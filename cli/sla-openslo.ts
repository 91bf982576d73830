import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import type { Directory, Endpoint, Site } from "../collector/directory/directory.ts";
import { networkTimeZone, quarterAt, quarterSpan } from "../collector/sla/calendar.ts";
import type { DatedContract } from "../collector/sla/contract.ts";
import { inForceAt } from "../collector/sla/dated-hours.ts";
import { percentText } from "../collector/sla/figures.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { isoLocal } from "./fr-moments.ts";
import { slaFr } from "./fr-sla.ts";
import type { Io } from "./io.ts";
import { atLedgerNow } from "./sla-question.ts";

/** `vigie sla openslo`: what is promised of each endpoint this quarter, as OpenSLO v1 documents. */
export function runSlaOpenSlo(found: Arguments, io: Io): Promise<number> {
  return atLedgerNow(found, io, ({ directory, until }) => {
    const text = openSlo(directory, until)
      .map((document) => stringify(document))
      .join("---\n");
    const file = found.options.get("out");
    if (file === undefined) io.stdout(text);
    else if (!isWritten(file, text, io)) return Promise.resolve(exitCodes.failure);
    return Promise.resolve(exitCodes.done);
  });
}

function isWritten(file: string, text: string, io: Io): boolean {
  try {
    writeFileSync(file, text);
    return true;
  } catch (error) {
    io.stderr(slaFr.outNotWritten(file, error instanceof Error ? error.message : String(error)));
    return false;
  }
}

const apiVersion = "openslo/v1";
const dataSource = "vigie";
const longestName = 63;

interface Promised {
  readonly endpoint: Endpoint;
  readonly site: Site;
  readonly contract: DatedContract;
  readonly target: number;
  /** Of the quarter since when the contract holds, s since 1970 UTC. */
  readonly since: number;
}

/** A service a site, an objective an endpoint that a target was promised of. The contract of a quarter is the one in force as it begins. */
export function openSlo(directory: Directory, at: number): object[] {
  const quarter = quarterOf(at);
  const promised = directory.endpoints.flatMap((endpoint): Promised[] => {
    const site = directory.site(endpoint.site);
    if (site === undefined) return [];
    const contract = inForceAt(site.contracts, quarter.from);
    const target = contract.targetBasisPoints;
    return target === null ? [] : [{ endpoint, site, contract, target, since: sinceWhen(contract, quarter.from) }];
  });
  if (promised.length === 0) return [];
  const sites = new Map(promised.map(({ site }) => [site.id, site]));
  const source = { apiVersion, kind: "DataSource", metadata: { name: dataSource }, spec: { type: "Vigie", connectionDetails: {} } };
  return [source, ...[...sites.values()].map(serviceOf), ...promised.map(objectiveOf)];
}

const quarterOf = (at: number) => quarterSpan(quarterAt(at, networkTimeZone), networkTimeZone) ?? { from: at, to: at };

/** The first quarter that began under the contract; of one that holds since ever nothing is said of former quarters. */
function sinceWhen({ from }: DatedContract, now: number): number {
  if (from === 0) return now;
  const { from: begins, to: next } = quarterOf(from);
  return begins === from ? begins : next;
}

const serviceOf = ({ id, name, commune }: Site): object => ({
  apiVersion,
  kind: "Service",
  metadata: { name: nameOf(id), displayName: name },
  spec: { description: commune },
});

function objectiveOf({ endpoint: { id, name }, site, contract, target, since }: Promised): object {
  const seconds = (of: string) => ({ metricSource: { metricSourceRef: dataSource, type: "Vigie", spec: { endpoint: id, seconds: of } } });
  return {
    apiVersion,
    kind: "SLO",
    metadata: { name: nameOf(id), displayName: name, annotations: annotationsOf(site, contract, target) },
    spec: {
      description: "Seconds that worked, of the seconds known within service hours; planned maintenance and unknown time are in neither",
      service: nameOf(site.id),
      indicator: {
        metadata: { name: nameOf(`${id}-service`) },
        spec: { ratioMetric: { counter: true, good: seconds("up + degraded"), total: seconds("expected - unknown") } },
      },
      timeWindow: [{ duration: "1Q", isRolling: false, calendar: { startTime: startTimeOf(since), timeZone: networkTimeZone } }],
      budgetingMethod: "Occurrences",
      objectives: [{ displayName: "service", targetPercent: targetPercentOf(target) }],
    },
  };
}

/** "2026-01-01 00:00:00", on the clock of the time zone that is written beside it. */
const startTimeOf = (second: number): string => isoLocal(second).slice(0, 19).replace("T", " ");

/** What OpenSLO has no word for: since when which hours hold, and the target as it was promised. */
function annotationsOf({ calendar }: Site, { restoreSeconds, takeChargeSeconds }: DatedContract, target: number): object {
  const hours = calendar.hours.map(({ from, hours: { written } }) => (from === 0 ? written : `${isoLocal(from).slice(0, 10)}: ${written}`));
  return {
    "vigie/target-percent": percentText({ part: target, whole: 10_000 }, 2),
    "vigie/service-hours": hours.join(" | "),
    ...(takeChargeSeconds !== null && { "vigie/gti-seconds": String(takeChargeSeconds) }),
    ...(restoreSeconds !== null && { "vigie/gtr-seconds": String(restoreSeconds) }),
  };
}

/** OpenSLO's targets are below 100 %: the promise itself is told in an annotation. */
const targetPercentOf = (basisPoints: number): number =>
  basisPoints >= 10_000 ? 99.999 : Number(percentText({ part: basisPoints, whole: 10_000 }, 2));

/** As RFC 1123 names labels. */
function nameOf(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-")
    .slice(0, longestName)
    .replace(/^-+|-+$/g, "");
}

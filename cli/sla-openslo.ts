import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import type { Directory, Endpoint, Site } from "../collector/directory/directory.ts";
import { networkTimeZone } from "../collector/sla/calendar.ts";
import { inForceAt } from "../collector/sla/dated-hours.ts";
import { percentText } from "../collector/sla/figures.ts";
import { exitCodes } from "../settings/exit-codes.ts";
import type { Arguments } from "./arguments.ts";
import { slaFr } from "./fr-sla.ts";
import type { Io } from "./io.ts";
import { atLedgerNow } from "./sla-question.ts";

/** `vigie sla openslo`: what is promised of each endpoint today, as OpenSLO v1 documents. */
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
const longestName = 63;

/** A service a site, an objective an endpoint that a target was promised of. */
export function openSlo(directory: Directory, at: number): object[] {
  const promised = directory.endpoints.flatMap((endpoint) => {
    const site = directory.site(endpoint.site);
    const target = site === undefined ? null : inForceAt(site.contracts, at).targetBasisPoints;
    return site === undefined || target === null ? [] : [{ endpoint, site, target }];
  });
  const sites = new Map(promised.map(({ site }) => [site.id, site]));
  return [...[...sites.values()].map(serviceOf), ...promised.map(({ endpoint, site, target }) => objectiveOf(endpoint, site, target))];
}

const serviceOf = ({ id, name, commune }: Site): object => ({
  apiVersion,
  kind: "Service",
  metadata: { name: nameOf(id), displayName: name },
  spec: { description: commune },
});

function objectiveOf({ id, name }: Endpoint, site: Site, target: number): object {
  const seconds = (of: string) => ({ metricSource: { type: "Vigie", spec: { endpoint: id, seconds: of } } });
  return {
    apiVersion,
    kind: "SLO",
    metadata: { name: nameOf(id), displayName: name },
    spec: {
      description: "Seconds that worked, of the seconds known within service hours; planned maintenance and unknown time are in neither",
      service: nameOf(site.id),
      indicator: {
        metadata: { name: nameOf(`${id}-service`) },
        spec: { ratioMetric: { counter: true, good: seconds("up + degraded"), total: seconds("expected - unknown") } },
      },
      timeWindow: [{ duration: "1Q", isRolling: false, calendar: { startTime: "2026-01-01 00:00:00", timeZone: networkTimeZone } }],
      budgetingMethod: "Occurrences",
      objectives: [{ displayName: "service", ...targetOf(target) }],
    },
  };
}

/** OpenSLO's targets are below 100 %. */
const targetOf = (basisPoints: number) => ({
  targetPercent: basisPoints >= 10_000 ? 99.999 : Number(percentText({ part: basisPoints, whole: 10_000 }, 2)),
});

/** As RFC 1123 names labels. */
function nameOf(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-")
    .slice(0, longestName)
    .replace(/^-+|-+$/g, "");
}

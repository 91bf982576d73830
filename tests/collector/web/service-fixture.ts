import type { ClosedEndpoints } from "../../../collector/accounts/closed-endpoint.ts";
import type { Site } from "../../../collector/directory/directory.ts";
import type { Ledger } from "../../../collector/ledger/port.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import type { IncidentNote } from "../../../collector/sla/incident-notes.ts";
import type { MaintenanceEntry } from "../../../collector/sla/maintenance.ts";
import type { Span } from "../../../collector/sla/spans.ts";
import { type EndpointService, endpointServiceOf } from "../../../collector/web/endpoint-service.ts";
import { at, networkOf, siteOf, tell } from "../accounts/small-network.ts";

type Told = Parameters<typeof tell>[2];

/** What is known of one endpoint, « salle », and what was promised and declared. */
export interface ServiceFacts {
  readonly told?: readonly Told[];
  readonly site?: Partial<Site>;
  readonly inService?: readonly Span[];
  readonly maintenance?: readonly MaintenanceEntry[];
  readonly notes?: readonly IncidentNote[];
  readonly quarter?: string;
  readonly closed?: ClosedEndpoints;
  /** On the clock on the wall. */
  readonly now?: string;
}

/** Through a real ledger, as the collector tells its pages. */
export async function serviceOf(facts: ServiceFacts): Promise<EndpointService> {
  const ledger = await openSqliteLedger({ file: ":memory:" });
  try {
    return await askedOf(ledger, facts);
  } finally {
    await ledger.close();
  }
}

const neverClosed: ClosedEndpoints = () => Promise.resolve(null);

async function askedOf(ledger: Ledger, { told = [], site, inService, maintenance = [], notes = [], ...asked }: ServiceFacts) {
  await tell(ledger, "salle", ...told);
  const room = { id: "salle", name: "Salle du conseil", site: "mairie" };
  const directory = networkOf([siteOf("mairie", site)], [inService === undefined ? room : { ...room, inService }]);
  const { quarter = "2026-T2", now = "2026-07-10T12:00", closed = neverClosed } = asked;
  const question = { directory, maintenance, notes, id: "salle", quarter, nowMs: at(now) * 1000, closed, changes: [] };
  const service = await endpointServiceOf(ledger, question);
  if (service === null) throw new Error("the fixture has no such endpoint or quarter");
  return service;
}

function declared(change: Partial<MaintenanceEntry> & Pick<MaintenanceEntry, "time" | "declaredAt">): MaintenanceEntry {
  return {
    entry: 1,
    id: "m1",
    act: "declared",
    by: "unix:martin",
    reason: "Mise à jour du micrologiciel",
    scope: { kind: "site", id: "mairie" },
    ...change,
  };
}

/** A quarter with some of everything: an outage over night, a degradation, a site cut, a hole, a maintenance in time and one too late. */
export const eventful: ServiceFacts = {
  told: [
    ["up", "2026-04-01T00:00", "2026-04-14T16:00"],
    ["down", "2026-04-14T16:00", "2026-04-15T09:30"],
    ["up", "2026-04-15T09:30", "2026-05-05T10:00"],
    ["degraded", "2026-05-05T10:00", "2026-05-05T11:00"],
    ["up", "2026-05-05T11:00", "2026-06-02T09:00"],
    ["site", "2026-06-02T09:00", "2026-06-02T10:00"],
    ["up", "2026-06-02T10:00", "2026-06-10T08:00"],
    ["up", "2026-06-10T12:00", "2026-07-01T00:00"],
  ],
  site: {
    contracts: [
      {
        from: 0,
        targetBasisPoints: 9_900,
        noticeSeconds: 172_800,
        takeChargeSeconds: 3_600,
        restoreSeconds: 14_400,
        stableSeconds: 900,
        clockHours: null,
      },
    ],
  },
  maintenance: [
    declared({ declaredAt: at("2026-05-01T09:00"), time: { kind: "once", from: at("2026-05-12T08:00"), to: at("2026-05-12T10:00") } }),
    declared({
      entry: 2,
      id: "m2",
      reason: "Remplacement de l'écran",
      declaredAt: at("2026-06-15T18:00"),
      time: { kind: "once", from: at("2026-06-16T14:00"), to: at("2026-06-16T15:00") },
    }),
  ],
  notes: [
    {
      entry: 1,
      endpoint: "salle",
      at: at("2026-04-14T16:30"),
      writtenAt: at("2026-04-14T16:40"),
      by: "token:astreinte",
      said: { kind: "acknowledged" },
    },
    {
      entry: 2,
      endpoint: "salle",
      at: at("2026-04-14T16:30"),
      writtenAt: at("2026-04-15T09:40"),
      by: "token:astreinte",
      said: { kind: "comment", text: "Bloc d'alimentation remplacé." },
    },
  ],
};

import { metricNames as m } from "../../contract/metric-names.ts";

/** Series by name and labels, each with values as promtool writes them, one a minute. */
export type World = Readonly<Record<string, string>>;

/** Ends after two hours. The clock of promtool begins at 0. */
export const minutes = 120;
export const always = (value: number): string => `${value}+0x${minutes}`;
/** An instant that goes along with the clock. */
const now = `0+60x${minutes}`;

export const sitesOf = { s1: "t1", s2: "t1", s3: "t1", s4: "t1", s5: "t2", s6: "t2" } as const;
export type SiteId = keyof typeof sitesOf;

/** The labels of the endpoint of a site. */
export const endpointOf = (site: SiteId): string => `endpoint="e-${site}",site="${site}",territory="${sitesOf[site]}"`;
export const siteOf = (site: SiteId): string => `site="${site}",territory="${sitesOf[site]}"`;
export const agentOf = (site: SiteId): string => `agent="a-${site}",site="${site}"`;

/** Six sites of two territories, all open, with a room and an agent each, and everything as it should be. */
export const healthyWorld: World = {
  'up{job="vigie",instance="c"}': always(1),
  [`${m.collectorStart}{instance="c"}`]: always(-86_400),
  [`${m.ledgerFreeBytes}{instance="c"}`]: always(5e10),
  [`${m.inventoryProblems}{instance="c"}`]: always(0),
  [`${m.followerLag}{follower="states",stream="observations"}`]: always(0),
  [`${m.ingestRejected}{code="unknown_endpoint"}`]: always(0),
  [`${m.ingestRefused}{code="malformed"}`]: always(0),
  [`${m.influxSetAside}{instance="c"}`]: always(0),
  'alertmanager_notifications_failed_total{integration="email"}': always(0),
  ...Object.fromEntries((Object.keys(sitesOf) as SiteId[]).flatMap((site) => Object.entries(healthySite(site)))),
};

function healthySite(site: SiteId): World {
  const endpoint = endpointOf(site);
  const agent = agentOf(site);
  return {
    [`${m.siteInfo}{${siteOf(site)},name="Mairie",commune="Brest",has_technician="${site === "s1"}"}`]: always(1),
    [`${m.siteOpen}{${siteOf(site)}}`]: always(1),
    [`${m.siteOpenFrom}{${siteOf(site)}}`]: always(0),
    [`${m.endpointInfo}{${endpoint},name="Salle"}`]: always(1),
    [`${m.endpointUp}{${endpoint}}`]: always(1),
    [`${m.endpointState}{${endpoint},state="down"}`]: always(0),
    [`${m.endpointState}{${endpoint},state="site"}`]: always(0),
    [`${m.endpointStateSince}{${endpoint}}`]: always(0),
    [`${m.endpointCause}{${endpoint},cause="answered"}`]: always(1),
    [`${m.endpointLastProof}{${endpoint}}`]: now,
    [`${m.endpointMaintenance}{${endpoint}}`]: always(0),
    [`${m.endpointFailedParts}{${endpoint},part="camera"}`]: always(0),
    [`${m.endpointChannelState}{${endpoint},channel="snmp",state="answered"}`]: always(1),
    [`${m.endpointTlsState}{${endpoint},tls="accepted"}`]: always(1),
    [`${m.endpointClockOffset}{${endpoint}}`]: always(2),
    [`up{job="vigie-agents",agent="a-${site}",site="${site}"}`]: always(1),
    [`${m.agentLastContact}{${agent}}`]: now,
    [`${m.agentClockOffset}{${agent}}`]: always(0.2),
    [`${m.agentOutboxObservations}{${agent}}`]: always(3),
    [`${m.agentOutboxOldest}{${agent}}`]: now,
    [`${m.agentOutboxInMemory}{${agent}}`]: always(0),
    [`${m.agentLost}{${agent},reason="bytes"}`]: always(0),
    [`${m.agentReplacedCredential}{${agent}}`]: always(0),
    [`${m.agentPlanState}{${agent},state="refused"}`]: always(0),
  };
}

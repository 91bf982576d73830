import { metricNames as m } from "../../contract/metric-names.ts";
import { agentOf, always, endpointOf, minutes, type SiteId, siteOf, sitesOf, type World } from "./healthy-world.ts";

/** What is otherwise than in the healthy world. Minutes since its beginning. */
export interface AlertCase {
  readonly alert: string;
  readonly because: string;
  readonly world: World;
  /** Of the alerts that fire then; none: it must be silent. */
  readonly at: number;
  readonly fires: readonly ("page" | "ticket" | "none")[];
}

const one = endpointOf("s1");
const agent = agentOf("s1");
const rising = (perMinute: number): string => `0+${perMinute}x${minutes}`;
/** Heard until a minute, and no more. */
const untilMinute = (minute: number): string => `0+60x${minute} ${minute * 60}+0x${minutes - minute - 1}`;
const silentAfter = (minute: number, ...sites: SiteId[]): World =>
  Object.fromEntries(sites.map((site) => [`${m.agentLastContact}{${agentOf(site)}}`, untilMinute(minute)]));
const closed = (...sites: SiteId[]): World =>
  Object.fromEntries(sites.map((site) => [`${m.siteOpenFrom}{${siteOf(site)}}`, always(500_000)]));
const down = (site: SiteId): World => ({ [`${m.endpointState}{${endpointOf(site)},state="down"}`]: always(1) });
const causeOf = (site: SiteId, cause: string): World => ({
  [`${m.endpointCause}{${endpointOf(site)},cause="answered"}`]: `_x${minutes}`,
  [`${m.endpointCause}{${endpointOf(site)},cause="${cause}"}`]: always(1),
});
const all = Object.keys(sitesOf) as SiteId[];

const twelveSites: World = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [
    [`${m.siteInfo}{site="n${index}",territory="t3",name="N",commune="N",has_technician="false"}`, always(1)],
    [`${m.agentLastContact}{agent="a-n${index}",site="n${index}"}`, untilMinute(10)],
  ]).flat() as [string, string][],
);

const page = ["page"] as const;
const ticket = ["ticket"] as const;
const nothing = [] as const;

export const roomCases: readonly AlertCase[] = [
  { alert: "VisioEndpointDown", because: "its codec is down and the site is open", world: down("s1"), at: 5, fires: page },
  {
    alert: "VisioEndpointDown",
    because: "the site is closed until Monday",
    world: { ...down("s1"), ...closed("s1") },
    at: 5,
    fires: ticket,
  },
  {
    alert: "VisioEndpointDown",
    because: "the site opens within the hour",
    world: { ...down("s1"), [`${m.siteOpenFrom}{${siteOf("s1")}}`]: always(4_000) },
    at: 10,
    fires: page,
  },
  {
    alert: "VisioEndpointDown",
    because: "the collector starts anew for three minutes, the fault is still known",
    world: Object.fromEntries(
      [
        `${m.endpointState}{${one},state="down"}`,
        `${m.endpointStateSince}{${one}}`,
        `${m.siteOpenFrom}{${siteOf("s1")}}`,
        `${m.siteInfo}{${siteOf("s1")},name="Mairie",commune="Brest",has_technician="true"}`,
      ].map((series, index) => [series, `${index === 0 || index === 3 ? 1 : 0}+0x20 stale _x90`]),
    ),
    at: 24,
    fires: page,
  },
  {
    alert: "VisioEndpointDown",
    because: "it answers again",
    world: { [`${m.endpointState}{${one},state="down"}`]: "1+0x10 0+0x100" },
    at: 12,
    fires: nothing,
  },
  {
    alert: "VisioRegistrationLost",
    because: "no registration holds for a quarter of an hour",
    world: causeOf("s1", "registration_failed"),
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioRegistrationLost",
    because: "it has only just been lost",
    world: causeOf("s1", "registration_failed"),
    at: 10,
    fires: nothing,
  },
  {
    alert: "VisioPartFailed",
    because: "a camera failed",
    world: { [`${m.endpointFailedParts}{${one},part="camera"}`]: always(1) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioPartFailed",
    because: "a registration that failed is another alert's",
    world: { [`${m.endpointFailedParts}{${one},part="sip_registration"}`]: always(1) },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioTemperatureHigh",
    because: "the codec says that it is hot",
    world: { [`${m.endpointFailedParts}{${one},part="temperature"}`]: always(1) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioTemperatureHigh",
    because: "a camera is no temperature",
    world: { [`${m.endpointFailedParts}{${one},part="camera"}`]: always(1) },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioCredentialsRefused",
    because: "SNMP is refused",
    world: { [`${m.endpointChannelState}{${one},channel="snmp",state="refused"}`]: always(1) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioCredentialsRefused",
    because: "a silence is no refusal",
    world: { [`${m.endpointChannelState}{${one},channel="http",state="silent"}`]: always(1) },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioIdentityRefused",
    because: "the certificate changed",
    world: { [`${m.endpointTlsState}{${one},tls="changed"}`]: always(1) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioIdentityRefused",
    because: "a family renews its own at each restart",
    world: { [`${m.endpointTlsState}{${one},tls="renewed"}`]: always(1) },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioCodecClockWrong",
    because: "it is an hour behind",
    world: { [`${m.endpointClockOffset}{${one}}`]: always(-3_600) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioCodecClockWrong",
    because: "a minute harms nobody",
    world: { [`${m.endpointClockOffset}{${one}}`]: always(60) },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioProofTooOld",
    because: "nothing was proven for more than a day",
    world: { [`${m.endpointLastProof}{${one}}`]: always(-90_000) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioProofTooOld",
    because: "that it is down says all",
    world: { [`${m.endpointLastProof}{${one}}`]: always(-90_000), ...down("s1") },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioCallQualityPoor",
    because: "a twentieth of the packets is lost",
    world: { [`${m.streamRecentLoss}{${one},stream="video-in"}`]: always(0.06) },
    at: 5,
    fires: ticket,
  },
  {
    alert: "VisioCallQualityPoor",
    because: "the loss is from the beginning of the call, lately there is none",
    world: { [`${m.streamLoss}{${one},stream="video-in"}`]: always(0.2), [`${m.streamRecentLoss}{${one},stream="video-in"}`]: always(0) },
    at: 5,
    fires: nothing,
  },
  {
    alert: "VisioMaintenance",
    because: "work was announced",
    world: { [`${m.endpointMaintenance}{${one}}`]: always(1) },
    at: 1,
    fires: ["none"],
  },
  { alert: "VisioMaintenance", because: "none was announced", world: {}, at: 1, fires: nothing },
];

export const siteCases: readonly AlertCase[] = [
  { alert: "VisioNetworkCut", because: "twelve sites of eighteen fall silent", world: { ...twelveSites }, at: 16, fires: page },
  { alert: "VisioNetworkCut", because: "six sites are not many", world: silentAfter(10, ...all), at: 16, fires: nothing },
  { alert: "VisioTerritoryCut", because: "all its sites fall silent", world: silentAfter(10, "s1", "s2", "s3", "s4"), at: 15, fires: page },
  {
    alert: "VisioTerritoryCut",
    because: "all its sites fall silent at night",
    world: { ...silentAfter(10, "s1", "s2", "s3", "s4"), ...closed("s1", "s2", "s3", "s4") },
    at: 15,
    fires: ticket,
  },
  { alert: "VisioTerritoryCut", because: "two sites may have two causes", world: silentAfter(10, "s1", "s2"), at: 20, fires: nothing },
  {
    alert: "VisioTerritoryCut",
    because: "the collector has just started, agents are coming back",
    world: { ...silentAfter(10, "s1", "s2", "s3", "s4"), [`${m.collectorStart}{instance="c"}`]: always(840) },
    at: 16,
    fires: nothing,
  },
  { alert: "VisioSiteCut", because: "its gateway is silent", world: causeOf("s1", "site_network"), at: 1, fires: page },
  {
    alert: "VisioSiteCut",
    because: "the line beyond the gateway is another's",
    world: causeOf("s1", "operator_link"),
    at: 1,
    fires: nothing,
  },
  { alert: "VisioSiteLinkCut", because: "its line is cut", world: causeOf("s1", "operator_link"), at: 1, fires: page },
  { alert: "VisioSiteLinkCut", because: "the gateway is the site's", world: causeOf("s1", "site_network"), at: 1, fires: nothing },
  { alert: "VisioAgentSilent", because: "it was not heard for six minutes", world: silentAfter(10, "s1"), at: 16, fires: page },
  { alert: "VisioAgentSilent", because: "four minutes may be a slow line", world: silentAfter(10, "s1"), at: 14, fires: nothing },
  {
    alert: "VisioAgentSilent",
    because: "the collector was away for half an hour and has just started",
    world: { ...silentAfter(10, ...all), [`${m.collectorStart}{instance="c"}`]: always(2_400) },
    at: 41,
    fires: nothing,
  },
  {
    alert: "VisioCentralAgentSilent",
    because: "the central agent is silent, at whatever hour",
    world: { [`${m.agentLastContact}{agent="centre"}`]: always(0), ...closed(...all) },
    at: 8,
    fires: page,
  },
  { alert: "VisioCentralAgentSilent", because: "one of a site is another alert's", world: silentAfter(10, "s1"), at: 20, fires: nothing },
  {
    alert: "VisioAgentNeverHeard",
    because: "it never called",
    world: { 'up{job="vigie-agents",agent="a-new",site="s1"}': always(0) },
    at: 70,
    fires: ticket,
  },
  {
    alert: "VisioAgentNeverHeard",
    because: "one that called once is silent, not unknown",
    world: { 'up{job="vigie-agents",agent="a-s1",site="s1"}': always(0) },
    at: 70,
    fires: nothing,
  },
  {
    alert: "VisioRegistrarDown",
    because: "three rooms of six lose their registration",
    world: { ...causeOf("s1", "registration_failed"), ...causeOf("s3", "registration_failed"), ...causeOf("s5", "registration_failed") },
    at: 5,
    fires: page,
  },
  { alert: "VisioRegistrarDown", because: "one room does", world: causeOf("s1", "registration_failed"), at: 60, fires: nothing },
  {
    alert: "VisioSiteMaintenance",
    because: "all its rooms are worked on",
    world: { [`${m.endpointMaintenance}{${one}}`]: always(1) },
    at: 1,
    fires: ["none"],
  },
  {
    alert: "VisioSiteMaintenance",
    because: "one room of two is",
    world: { [`${m.endpointMaintenance}{endpoint="e2",${siteOf("s1")}}`]: always(1) },
    at: 1,
    fires: nothing,
  },
  {
    alert: "VisioTerritoryMaintenance",
    because: "all its rooms are worked on",
    world: Object.fromEntries((["s5", "s6"] as const).map((site) => [`${m.endpointMaintenance}{${endpointOf(site)}}`, always(1)])),
    at: 1,
    fires: ["none"],
  },
  {
    alert: "VisioTerritoryMaintenance",
    because: "one of its sites is",
    world: { [`${m.endpointMaintenance}{${endpointOf("s5")}}`]: always(1) },
    at: 1,
    fires: nothing,
  },
];

export const serviceCases: readonly AlertCase[] = [
  {
    alert: "VisioAgentClockWrong",
    because: "it is a minute off",
    world: { [`${m.agentClockOffset}{${agent}}`]: always(-60) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioAgentClockWrong",
    because: "a second is the line",
    world: { [`${m.agentClockOffset}{${agent}}`]: always(1) },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioAgentBacklogGrowing",
    because: "more waits every minute",
    world: { [`${m.agentOutboxObservations}{${agent}}`]: rising(5), [`${m.agentOutboxOldest}{${agent}}`]: always(-3_600) },
    at: 70,
    fires: ticket,
  },
  {
    alert: "VisioAgentBacklogGrowing",
    because: "a month's backlog is on its way",
    world: {
      [`${m.agentOutboxObservations}{${agent}}`]: `100000-500x${minutes}`,
      [`${m.agentOutboxOldest}{${agent}}`]: always(-2_600_000),
    },
    at: 70,
    fires: nothing,
  },
  {
    alert: "VisioAgentDiskRefuses",
    because: "it keeps in memory",
    world: { [`${m.agentOutboxInMemory}{${agent}}`]: always(1) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioAgentDiskRefuses",
    because: "it was for a moment",
    world: { [`${m.agentOutboxInMemory}{${agent}}`]: "1+0x3 0+0x100" },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioObservationsLost",
    because: "a loss was told",
    world: { [`${m.agentLost}{${agent},reason="bytes"}`]: "0+0x70 12+0x40" },
    at: 75,
    fires: ticket,
  },
  {
    alert: "VisioObservationsLost",
    because: "an old loss is known",
    world: { [`${m.agentLost}{${agent},reason="bytes"}`]: always(12) },
    at: 75,
    fires: nothing,
  },
  {
    alert: "VisioReplacedCredentialUsed",
    because: "the old one was shown",
    world: { [`${m.agentReplacedCredential}{${agent}}`]: "0+0x70 1+0x40" },
    at: 75,
    fires: ticket,
  },
  {
    alert: "VisioReplacedCredentialUsed",
    because: "it was shown long ago",
    world: { [`${m.agentReplacedCredential}{${agent}}`]: always(1) },
    at: 75,
    fires: nothing,
  },
  {
    alert: "VisioPlanNotApplied",
    because: "it refuses its plan",
    world: { [`${m.agentPlanState}{${agent},state="refused"}`]: always(1) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioPlanNotApplied",
    because: "it applied its plan",
    world: { [`${m.agentPlanState}{${agent},state="applied"}`]: always(1) },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioCollectorDown",
    because: "it does not answer for five minutes",
    world: { 'up{job="vigie",instance="c"}': "1+0x10 0+0x100" },
    at: 17,
    fires: page,
  },
  {
    alert: "VisioCollectorDown",
    because: "it started anew",
    world: { 'up{job="vigie",instance="c"}': "1+0x10 0+0x2 1+0x100" },
    at: 17,
    fires: nothing,
  },
  {
    alert: "VisioStatesLate",
    because: "what waits gets no less",
    world: { [`${m.followerLag}{follower="states",stream="observations"}`]: rising(100) },
    at: 40,
    fires: ticket,
  },
  {
    alert: "VisioStatesLate",
    because: "it catches up with a month",
    world: { [`${m.followerLag}{follower="states",stream="observations"}`]: `200000-1000x${minutes}` },
    at: 40,
    fires: nothing,
  },
  {
    alert: "VisioInfluxStuck",
    because: "it takes nothing for twenty minutes",
    world: { [`${m.influxFailingSince}{instance="c"}`]: always(0) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioInfluxStuck",
    because: "it started anew",
    world: { [`${m.influxFailingSince}{instance="c"}`]: always(0) },
    at: 10,
    fires: nothing,
  },
  {
    alert: "VisioInfluxSetAside",
    because: "points were refused",
    world: { [`${m.influxSetAside}{instance="c"}`]: "0+0x50 5+0x50" },
    at: 60,
    fires: ticket,
  },
  { alert: "VisioInfluxSetAside", because: "none was", world: {}, at: 60, fires: nothing },
  {
    alert: "VisioLedgerDiskFull",
    because: "less than a gibibyte is left",
    world: { [`${m.ledgerFreeBytes}{instance="c"}`]: always(9e8) },
    at: 10,
    fires: page,
  },
  { alert: "VisioLedgerDiskFull", because: "there is room", world: {}, at: 10, fires: nothing },
  {
    alert: "VisioLedgerDiskFilling",
    because: "it will be full in a day",
    world: { [`${m.ledgerFreeBytes}{instance="c"}`]: `5e10-3e7x${minutes}` },
    at: 100,
    fires: ticket,
  },
  {
    alert: "VisioLedgerDiskFilling",
    because: "it will last for weeks",
    world: { [`${m.ledgerFreeBytes}{instance="c"}`]: `5e10-1e6x${minutes}` },
    at: 100,
    fires: nothing,
  },
  {
    alert: "VisioInventoryRefused",
    because: "the newest has problems",
    world: { [`${m.inventoryProblems}{instance="c"}`]: always(2) },
    at: 20,
    fires: ticket,
  },
  {
    alert: "VisioInventoryRefused",
    because: "it was put right at once",
    world: { [`${m.inventoryProblems}{instance="c"}`]: "2+0x5 0+0x100" },
    at: 20,
    fires: nothing,
  },
  {
    alert: "VisioEnvelopesRefused",
    because: "they are refused again and again",
    world: { [`${m.ingestRefused}{code="malformed"}`]: rising(1) },
    at: 60,
    fires: ticket,
  },
  {
    alert: "VisioEnvelopesRefused",
    because: "one was",
    world: { [`${m.ingestRefused}{code="malformed"}`]: "0+0x30 1+0x80" },
    at: 60,
    fires: nothing,
  },
  {
    alert: "VisioObservationsRejected",
    because: "some were",
    world: { [`${m.ingestRejected}{code="unknown_endpoint"}`]: "0+0x70 4+0x40" },
    at: 75,
    fires: ticket,
  },
  {
    alert: "VisioObservationsRejected",
    because: "none was since",
    world: { [`${m.ingestRejected}{code="unknown_endpoint"}`]: always(4) },
    at: 75,
    fires: nothing,
  },
  {
    alert: "VisioNotificationsFailing",
    because: "e-mail fails",
    world: { 'alertmanager_notifications_failed_total{integration="email"}': rising(1) },
    at: 20,
    fires: ticket,
  },
  { alert: "VisioNotificationsFailing", because: "all arrive", world: {}, at: 20, fires: nothing },
  { alert: "VisioWatchdog", because: "all is well", world: {}, at: 5, fires: ["none"] },
];

import { metricNames as m } from "../../contract/metric-names.ts";
import { type AlertCase, causeOf, closed, nothing, one, page, silentAfter, ticket, untilMinute } from "./alert-case.ts";
import { always, endpointOf, type SiteId, siteOf, sitesOf, type World } from "./healthy-world.ts";

const all = Object.keys(sitesOf) as SiteId[];

const twelveSites: World = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [
    [`${m.siteInfo}{site="n${index}",territory="t3",name="N",commune="N",has_technician="false"}`, always(1)],
    [`${m.agentLastContact}{agent="a-n${index}",site="n${index}"}`, untilMinute(10)],
  ]).flat() as [string, string][],
);

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
  {
    alert: "VisioTerritoryCut",
    because: "sites without a room any more are no sites",
    world: {
      ...silentAfter(10, "s1", "s2", "s3"),
      ...Object.fromEntries(["r1", "r2", "r3", "r4"].map((site) => [`${m.siteInfo}{site="${site}",territory="t1"}`, always(1)])),
    },
    at: 15,
    fires: page,
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

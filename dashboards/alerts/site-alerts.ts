import { metricNames as m } from "../../contract/metric-names.ts";
import type { AlertingSettings, Waits } from "../settings.ts";
import type { Alert } from "./alert.ts";
import { collectorIsSettled, cutSites, lately, livingSites, silentAgents } from "./promql.ts";

/** Below these, what looks like one cause is two or three chances. */
const fewestSites = 3;
const fewestOfNetwork = 10;

/** What goes wrong with a site, its agent or its link, and what many of them have in common. */
export function siteAlerts(waits: Waits, { jobs }: Pick<AlertingSettings, "jobs">): Alert[] {
  return [...commonCauses(waits), ...cuts(waits), ...silences(waits, jobs.agents)];
}

function commonCauses(waits: Waits): Alert[] {
  // Agents come back one by one: the common cause outlives the last of its effects, which would be told in its place.
  const steady = { forS: 0, keepS: waits.steady + waits.collectorStart };
  const settled = `and ${collectorIsSettled(waits)}`;
  const cut = cutSites(waits);
  const cutIn = `count by (territory) (${cut})`;
  const unregistered = `count(${m.endpointCause}{cause="registration_failed"} == 1)`;
  return [
    {
      name: "VisioNetworkCut",
      scope: "network",
      owner: "operator",
      urgency: "page",
      condition: `(count(${cut}) >= ${fewestOfNetwork} and count(${cut}) / count(${livingSites(waits)}) >= 0.5) ${settled}`,
      ...steady,
    },
    {
      name: "VisioTerritoryCut",
      scope: "territory",
      owner: "network_provider",
      urgency: "page-if-usable",
      condition: `(${cutIn} >= ${fewestSites} and ${cutIn} / count by (territory) (${livingSites(waits)}) >= 0.5) ${settled}`,
      ...steady,
    },
    {
      name: "VisioRegistrarDown",
      scope: "network",
      owner: "operator",
      urgency: "page",
      condition: `${unregistered} >= ${fewestSites} and ${unregistered} / count(${m.endpointUp} == 1) >= 0.3`,
      forS: Math.floor(waits.ticket / 5),
      keepS: waits.steady,
    },
  ];
}

function cuts(waits: Waits): Alert[] {
  const caused = (causes: string) => `max by (site, territory) (${m.endpointCause}{cause=~"${causes}"}) == 1`;
  const site = { scope: "site", urgency: "page-if-usable", forS: 0, keepS: waits.steady } as const;
  return [
    { name: "VisioSiteCut", ...site, owner: "host", condition: caused("site_network|site_power") },
    { name: "VisioSiteLinkCut", ...site, owner: "network_provider", condition: caused("operator_link") },
  ];
}

function silences(waits: Waits, job: string): Alert[] {
  const agent = { scope: "agent", owner: "operator" } as const;
  const steady = { forS: 0, keepS: waits.steady };
  const settled = `and ${collectorIsSettled(waits)}`;
  const ofCentral = `time() - ${lately(m.agentLastContact, waits, '{site=""}')} > ${waits.agentSilent}`;
  return [
    {
      name: "VisioAgentSilent",
      ...agent,
      urgency: "page-if-usable",
      condition: `(${silentAgents(waits.agentSilent, waits)}) ${settled}`,
      ...steady,
    },
    { name: "VisioCentralAgentSilent", ...agent, urgency: "page", condition: `(${ofCentral}) ${settled}`, ...steady },
    {
      name: "VisioAgentNeverHeard",
      ...agent,
      urgency: "ticket",
      condition: `up{job="${job}"} == 0 unless on (agent) ${lately(m.agentLastContact, waits)}`,
      forS: 4 * waits.ticket,
      keepS: waits.steady,
    },
  ];
}

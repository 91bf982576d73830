export interface Inhibition {
  readonly source_matchers: readonly string[];
  readonly target_matchers: readonly string[];
  readonly equal?: readonly string[];
}

const narrowerThan = {
  collector: "network|territory|site|agent|endpoint",
  network: "territory|site|agent|endpoint",
  territory: "site|agent|endpoint",
  site: "agent|endpoint",
} as const;

/**
 * One physical cause pages once: the wider alert is told, the narrower ones are not. `equal` names labels that both carry; a label that
 * is missing on both would count as equal, so each source here has all those it names.
 */
export const inhibitions: readonly Inhibition[] = [
  { source_matchers: ['alertname="VisioCollectorDown"'], target_matchers: [`scope=~"${narrowerThan.collector}"`] },
  { source_matchers: ['alertname="VisioNetworkCut"'], target_matchers: [`scope=~"${narrowerThan.network}"`] },
  { source_matchers: ['alertname="VisioRegistrarDown"'], target_matchers: ['alertname="VisioRegistrationLost"'] },
  {
    source_matchers: ['alertname="VisioTerritoryCut"'],
    target_matchers: [`scope=~"${narrowerThan.territory}"`],
    equal: ["territory"],
  },
  {
    source_matchers: ['alertname=~"VisioSiteCut|VisioSiteLinkCut"'],
    target_matchers: [`scope=~"${narrowerThan.site}"`],
    equal: ["site"],
  },
  { source_matchers: ['alertname="VisioAgentSilent"'], target_matchers: ['scope="endpoint"'], equal: ["site"] },
  {
    source_matchers: ['alertname="VisioEndpointDown"'],
    target_matchers: ['scope="endpoint"', 'alertname!~"VisioEndpointDown|VisioMaintenance"'],
    equal: ["endpoint"],
  },
  // Work that was announced: nobody is told of what it stops, nor that it is back.
  { source_matchers: ['alertname="VisioMaintenance"'], target_matchers: ['scope="endpoint"', 'severity!="none"'], equal: ["endpoint"] },
  {
    source_matchers: ['alertname="VisioSiteMaintenance"'],
    target_matchers: ['scope=~"site|agent"', 'severity!="none"'],
    equal: ["site"],
  },
  {
    source_matchers: ['alertname="VisioTerritoryMaintenance"'],
    target_matchers: ['scope="territory"', 'severity!="none"'],
    equal: ["territory"],
  },
];

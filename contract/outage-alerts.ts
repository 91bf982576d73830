/** Alerts that tell of an outage: who is paged by one is paged for the incidents that began by then. Rules and collector name them alike. */
export const outageAlerts = ["VisioEndpointDown", "VisioSiteCut", "VisioSiteLinkCut", "VisioTerritoryCut", "VisioNetworkCut"] as const;

/** Who sees to it. */
export const owners = ["site_technician", "concierge", "operator", "network_provider"] as const;
export type Owner = (typeof owners)[number];

/** What an alert is about; inhibitions go from the wider to the narrower. */
export type AlertScope = "network" | "territory" | "site" | "agent" | "endpoint" | "collector";

/**
 * `page`: whatever the hour. `page-if-usable`: while somebody could use the room now or soon, else the morning list. `ticket`: the
 * morning list. `none`: nobody is told; such an alert mutes others, or shows that all is alive.
 */
export type Urgency = "page" | "page-if-usable" | "ticket" | "none";

export interface Alert {
  readonly name: string;
  readonly scope: AlertScope;
  /** `host`: the technician of the site where it has one, else the concierge. */
  readonly owner: Owner | "host";
  readonly urgency: Urgency;
  /** PromQL. Its labels say where: endpoint, site, territory, agent. */
  readonly condition: string;
  /** s; how long it must hold. */
  readonly forS: number;
  /** Of a territory, the dashboard that shows it, where it is not that of the EPCI. */
  readonly board?: "vigie-epci" | "vigie-contrat" | "vigie-usages";
  /** s; how long it is told after it has ended. */
  readonly keepS?: number;
}

/** What people read of an alert; may hold templates of Prometheus. */
export interface AlertWords {
  readonly summary: string;
  readonly affected: string;
  readonly action: string;
}

/** Who and what is watched, as declared in the inventory. Read-only; a new inventory is a new directory. */
export interface Directory {
  readonly territories: readonly Territory[];
  readonly sites: readonly Site[];
  readonly endpoints: readonly Endpoint[];
  readonly agents: readonly Agent[];
  territory(id: string): Territory | undefined;
  site(id: string): Site | undefined;
  endpoint(id: string): Endpoint | undefined;
  agent(id: string): Agent | undefined;
  /** The endpoints an agent may speak for: those of its site. */
  endpointsOf(agentId: string): ReadonlySet<string>;
}

export type TerritoryKind = "EPCI" | "METROPOLE" | "ILE" | "PAYS" | "HORS_EPCI";
export type HostKind = "collectivite" | "pepiniere" | "autre";

export interface Territory {
  readonly id: string;
  readonly name: string;
  readonly kind: TerritoryKind;
  /** SIREN of the EPCI, or of the commune outside any EPCI; null for a pays. */
  readonly siren: string | null;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly territory: string;
  /** INSEE code of the commune, five characters. */
  readonly insee: string;
  readonly commune: string;
  readonly hostKind: HostKind;
  /** Subset of OSM opening_hours, as written in the inventory. */
  readonly openingHours: string;
  readonly hasTechnician: boolean;
  readonly regionalAidEuros: number;
  readonly isFictional: boolean;
}

export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly site: string;
}

export interface Agent {
  readonly id: string;
  readonly site: string;
  /** SHA-256 of the bearer token, 64 hexadecimal digits. The token itself is never stored by the collector. */
  readonly tokenSha256: string;
}

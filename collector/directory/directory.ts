import type { PlanEndpoint, PlanPaces, Witnesses } from "../../contract/plan.ts";
import type { DatedContract } from "../sla/contract.ts";
import type { Dated, SiteCalendar } from "../sla/dated-hours.ts";
import type { Span } from "../sla/spans.ts";

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
  /** The endpoints an agent may speak for: those of its sites. An endpoint may have two agents. */
  endpointsOf(agentId: string): ReadonlySet<string>;
  /** The sites of a territory within a period, each with the time it belonged to it: a commune may change its EPCI. */
  sitesOf(territoryId: string, period: Span): readonly SiteStay[];
}

export interface SiteStay {
  readonly site: Site;
  readonly spans: readonly Span[];
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
  readonly calendar: SiteCalendar;
  /** What was promised here; where the inventory promises nothing, one contract without figures. */
  readonly contracts: Dated<DatedContract>;
  readonly memberships: Dated<Membership>;
  readonly hasTechnician: boolean;
  readonly regionalAidEuros: number;
  readonly isFictional: boolean;
}

/** Where a site belongs from an instant (s since 1970 UTC) until the next one. */
export interface Membership {
  readonly from: number;
  /** Of its commune; null: outside any, or of a commune that no table knows and no territory tells. */
  readonly epci: Epci | null;
  /** Ids of the territories it is counted in, its EPCI, métropole or commune outside any first, then islands and pays. */
  readonly territories: readonly string[];
}

export interface Epci {
  readonly siren: string;
  readonly name: string;
}

export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  /** From each commissioning to the removal that follows, where the inventory dates one; absent: always. */
  readonly inService?: readonly Span[];
  /** Absent: the agent's own settings say how, if any does. */
  readonly polling?: EndpointPolling;
}

/** How an endpoint is polled, as the inventory says once all its levels are laid over each other. */
export type EndpointPolling = Omit<PlanEndpoint, "id">;

/** `site`: stands where the endpoints are; `central`: sees them from elsewhere, through the link of their site. */
export type Vantage = "site" | "central";

export interface Agent {
  readonly id: string;
  readonly vantage: Vantage;
  /** Where it stands; null: on no site. */
  readonly site: string | null;
  /** Whose endpoints it may speak for. */
  readonly sites: readonly string[];
  /** SHA-256 of a bearer token agreed by hand, 64 hexadecimal digits; null: the agent has what its enrolment gave it. */
  readonly tokenSha256: string | null;
  /** How it goes about its work, where the inventory says so. */
  readonly polling?: AgentPolling;
}

export interface AgentPolling {
  readonly paces: PlanPaces;
  readonly witnesses: Witnesses | null;
  /** Null: all that each endpoint has. */
  readonly channels: readonly ("snmp" | "http")[] | null;
  /** `per-site`: the name of a secret is preceded by that of the site, for two sites may call different words the same. */
  readonly secrets: "shared" | "per-site";
}

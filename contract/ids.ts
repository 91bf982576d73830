import { type Static, Type } from "typebox";

/** Ids are chosen by the operator in the inventory: lower case, digits and hyphens, at most 64 characters. */
const idPattern = "^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$";

export const EndpointId = Type.String({ pattern: idPattern, description: "A codec, as named in the inventory" });
export type EndpointId = Static<typeof EndpointId>;

export const AgentId = Type.String({ pattern: idPattern, description: "An agent, as named in the inventory" });
export type AgentId = Static<typeof AgentId>;

export const SiteId = Type.String({ pattern: idPattern, description: "A site, as named in the inventory" });
export type SiteId = Static<typeof SiteId>;

export const TerritoryId = Type.String({ pattern: idPattern, description: "A reporting territory, as named in the inventory" });
export type TerritoryId = Static<typeof TerritoryId>;

/** Drawn at random when an outbox file is created; sequences count within one outbox. */
export const OutboxId = Type.String({ pattern: "^[0-9a-f]{16}$", description: "One outbox file of an agent" });
export type OutboxId = Static<typeof OutboxId>;

/** Names the origin of a monotonic clock: two instants compare only within one boot of the agent's machine. */
export const BootId = Type.String({ pattern: "^[0-9a-f]{8}$", description: "One boot of the agent's machine" });
export type BootId = Static<typeof BootId>;

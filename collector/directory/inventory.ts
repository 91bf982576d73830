import { type Static, Type } from "typebox";
import { AgentId, EndpointId, SiteId, TerritoryId } from "../../contract/ids.ts";
import { ClosureEntry, ContractEntry, HoursEntry, Insee, inServiceKeys, MembershipEntry, Siren } from "./calendar-entry.ts";
import type { HostKind, TerritoryKind } from "./directory.ts";
import { expected } from "./fr.ts";
import { AgentEntry, CommonPolling, PollEntry, SitePolling } from "./polling-entry.ts";

const strict = { additionalProperties: false };
const territoryKinds: TerritoryKind[] = ["EPCI", "METROPOLE", "ILE", "PAYS", "HORS_EPCI"];
const hostKinds: HostKind[] = ["collectivite", "pepiniere", "autre"];
const Name = Type.String({
  minLength: 1,
  maxLength: 120,
  pattern: "^[^\\u0000-\\u001f\\u007f-\\u009f]*\\S[^\\u0000-\\u001f\\u007f-\\u009f]*$",
  expected: expected.name,
});

export const TerritoryEntry = Type.Object(
  {
    id: Type.String({ ...TerritoryId, expected: expected.id }),
    name: Name,
    kind: Type.Enum(territoryKinds),
    siren: Type.Optional(Siren),
    communes: Type.Optional(Type.Array(Insee, { minItems: 1, maxItems: 500 })),
    sites: Type.Optional(Type.Array(Type.String({ ...SiteId, expected: expected.id }), { minItems: 1, maxItems: 500 })),
    territories: Type.Optional(Type.Array(Type.String({ ...TerritoryId, expected: expected.id }), { minItems: 1, maxItems: 500 })),
  },
  strict,
);
export type TerritoryEntry = Static<typeof TerritoryEntry>;

export const SiteEntry = Type.Object(
  {
    id: Type.String({ ...SiteId, expected: expected.id }),
    name: Name,
    territory: Type.String({ ...TerritoryId, expected: expected.id }),
    insee: Insee,
    commune: Name,
    hostKind: Type.Enum(hostKinds),
    openingHours: HoursEntry,
    closures: Type.Optional(Type.Array(ClosureEntry, { maxItems: 1_000 })),
    contract: Type.Optional(ContractEntry),
    hasTechnician: Type.Boolean(),
    regionalAidEuros: Type.Number({ minimum: 0, maximum: 10_000_000 }),
    isFictional: Type.Optional(Type.Boolean()),
    agent: Type.Object(
      {
        id: Type.String({ ...AgentId, expected: expected.id }),
        tokenSha256: Type.Optional(Type.String({ pattern: "^[0-9A-Fa-f]{64}$", expected: expected.tokenSha256 })),
      },
      strict,
    ),
    polling: Type.Optional(SitePolling),
    endpoints: Type.Array(
      Type.Object(
        { id: Type.String({ ...EndpointId, expected: expected.id }), name: Name, ...inServiceKeys, poll: Type.Optional(PollEntry) },
        strict,
      ),
      { minItems: 1, maxItems: 500 },
    ),
  },
  strict,
);
export type SiteEntry = Static<typeof SiteEntry>;

/** inventory.yml, as written. */
export const Inventory = Type.Object(
  {
    territories: Type.Array(TerritoryEntry, { minItems: 1, maxItems: 2_000 }),
    memberships: Type.Optional(Type.Array(MembershipEntry, { maxItems: 5_000 })),
    contract: Type.Optional(ContractEntry),
    closures: Type.Optional(Type.Array(ClosureEntry, { maxItems: 1_000 })),
    polling: Type.Optional(CommonPolling),
    sites: Type.Array(SiteEntry, { minItems: 1, maxItems: 20_000 }),
    agents: Type.Optional(Type.Array(AgentEntry, { maxItems: 1_000 })),
  },
  strict,
);
export type Inventory = Static<typeof Inventory>;

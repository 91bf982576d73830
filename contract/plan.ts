import { type Static, Type } from "typebox";
import { AgentId, EndpointId } from "./ids.ts";

const strict = { additionalProperties: false };
const Port = Type.Integer({ minimum: 1, maximum: 65_535 });
const Seconds = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum, description: "s" });

/** Names a file of the site's secrets folder, or a systemd credential. The secret itself never leaves the site. */
export const SecretName = Type.String({ pattern: "^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$" });
export const Host = Type.String({ minLength: 1, maxLength: 253, pattern: "^[A-Za-z0-9._:%-]*$" });

export const snmpAuthWords = ["sha", "sha224", "sha256", "sha384", "sha512"] as const;
export const snmpPrivWords = ["aes", "aes256b", "aes256r"] as const;
export const tlsWords = ["1.0", "1.1", "1.2"] as const;

const PlanSnmp = Type.Union([
  Type.Object({ version: Type.Literal("2c"), port: Type.Optional(Port), community: SecretName }, strict),
  Type.Object(
    {
      version: Type.Literal("3"),
      port: Type.Optional(Port),
      user: Type.String({ minLength: 1, maxLength: 32 }),
      authProtocol: Type.Enum([...snmpAuthWords]),
      authPassword: SecretName,
      privProtocol: Type.Enum([...snmpPrivWords]),
      privPassword: SecretName,
    },
    strict,
  ),
]);

const PlanHttp = Type.Object(
  {
    url: Type.String({ pattern: "^https?://", maxLength: 512 }),
    user: Type.String({ minLength: 1, maxLength: 128 }),
    password: SecretName,
    verifyTls: Type.Optional(Type.Boolean()),
    ca: Type.Optional(SecretName),
    tlsMinimum: Type.Optional(Type.Enum([...tlsWords])),
    fingerprintSha256: Type.Optional(Type.String({ pattern: "^(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31})$" })),
  },
  strict,
);

/** How to reach one machine that is asked only whether it is there. */
export const Reach = Type.Object({ tcpPort: Type.Optional(Port), icmp: Type.Optional(Type.Boolean()) }, strict);

export const PlanEndpoint = Type.Object(
  {
    id: EndpointId,
    host: Host,
    family: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    snmp: Type.Optional(PlanSnmp),
    http: Type.Optional(PlanHttp),
    reach: Type.Optional(Reach),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 30_000 })),
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })),
  },
  strict,
);
export type PlanEndpoint = Static<typeof PlanEndpoint>;

export const Paces = Type.Object(
  {
    stateSeconds: Type.Optional(Seconds(1, 3_600)),
    statusSeconds: Type.Optional(Seconds(1, 86_400)),
    historySeconds: Type.Optional(Seconds(1, 86_400)),
    inventoryAt: Type.Optional(Type.String({ pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", description: "UTC" })),
  },
  strict,
);

/** Whom the agent asks before it says that a codec is silent. The gateway is found by the agent itself where it is not named. */
export const Witnesses = Type.Object(
  {
    gateway: Type.Optional(Type.Object({ host: Host, ...Reach.properties }, strict)),
    neighbours: Type.Optional(
      Type.Array(Type.Object({ name: Type.String({ pattern: "^[a-z0-9-]{1,32}$" }), host: Host, ...Reach.properties }, strict), {
        maxItems: 8,
      }),
    ),
  },
  strict,
);
export type Witnesses = Static<typeof Witnesses>;

/** What one agent is to do, as the collector's inventory says. Its version is its ETag. */
export const Plan = Type.Object(
  {
    version: Type.String({ pattern: "^[0-9a-f]{16}$", description: "Digest of all that follows" }),
    agent: AgentId,
    zone: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "IANA name of the site's time zone" })),
    paces: Type.Optional(Paces),
    witnesses: Type.Optional(Witnesses),
    ignoredDiagnostics: Type.Optional(Type.Array(Type.String({ pattern: "^[A-Za-z0-9._-]{1,64}$" }), { maxItems: 200 })),
    codecTls: Type.Optional(Type.Object({ policy: Type.Enum(["accept", "verify"]), ca: Type.Optional(SecretName) }, strict)),
    endpoints: Type.Array(PlanEndpoint, { maxItems: 20_000 }),
  },
  strict,
);
export type Plan = Static<typeof Plan>;

/** What became of a plan on the site. `partial`: some endpoints could not be taken up; the reason says which and why. */
export const planStates = ["applied", "partial", "refused"] as const;
export type PlanState = (typeof planStates)[number];

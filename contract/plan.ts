import { type Static, Type } from "typebox";
import { AgentId, EndpointId } from "./ids.ts";

const strict = { additionalProperties: false };
const Port = Type.Integer({ minimum: 1, maximum: 65_535 });
const Seconds = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum, description: "s" });

/** Bounds that both sides keep. */
export const planLimits = {
  endpoints: 20_000,
  /** What an agent carries that says nothing else, with the memory its service gives it. */
  endpointsByDefault: 500,
  /** Once unpacked. */
  bytes: 32 * 1024 * 1024,
} as const;

/** A file of the site's secrets folder, or a systemd credential: a name without a path. The secret itself never leaves the site. */
const secretNamePattern = "^[a-z0-9](?:[a-z0-9._-]{0,126}[a-z0-9])?$";
const SecretName = Type.String({ pattern: secretNamePattern, description: "Name of a secret kept on the site" });
export const hostPattern = "^[A-Za-z0-9._:%-]*$";
const Host = Type.String({ minLength: 1, maxLength: 253, pattern: hostPattern });
export const fingerprintPattern = "^(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31})$";
export const diagnosticPattern = "^[A-Za-z0-9._-]{1,64}$";
export const timeOfDayPattern = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$";
export const neighbourNamePattern = "^[a-z0-9-]{1,32}$";

export const snmpAuthWords = ["sha", "sha224", "sha256", "sha384", "sha512"] as const;
export const snmpPrivWords = ["aes", "aes256b", "aes256r"] as const;
export const tlsWords = ["1.0", "1.1", "1.2"] as const;

const PlanSnmpV2c = Type.Object({ version: Type.Literal("2c"), port: Type.Optional(Port), community: SecretName }, strict);

const PlanSnmpV3 = Type.Object(
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
);

const PlanSnmp = Type.Union([PlanSnmpV2c, PlanSnmpV3]);
export type PlanSnmp = Static<typeof PlanSnmp>;

const PlanHttp = Type.Object(
  {
    url: Type.String({ pattern: "^https?://", maxLength: 512 }),
    user: Type.String({ minLength: 1, maxLength: 128 }),
    password: SecretName,
    verifyTls: Type.Boolean(),
    ca: Type.Optional(SecretName),
    tlsMinimum: Type.Optional(Type.Enum([...tlsWords])),
    fingerprintSha256: Type.Optional(Type.String({ pattern: fingerprintPattern })),
  },
  strict,
);
export type PlanHttp = Static<typeof PlanHttp>;

/** How to reach one machine that is asked only whether it is there. */
const reach = { tcpPort: Type.Optional(Port), icmp: Type.Optional(Type.Literal(true)) };
const PlanReach = Type.Object(reach, strict);
export type PlanReach = Static<typeof PlanReach>;

const Zone = Type.String({ minLength: 1, maxLength: 64, description: "IANA name of a time zone" });
const IgnoredDiagnostics = Type.Array(Type.String({ pattern: diagnosticPattern }), { maxItems: 200 });

export const PlanEndpoint = Type.Object(
  {
    id: EndpointId,
    host: Host,
    family: Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: "Absent: told by the codec's first answer" })),
    snmp: Type.Optional(PlanSnmp),
    http: Type.Optional(PlanHttp),
    reach: Type.Optional(PlanReach),
    timeoutMs: Type.Integer({ minimum: 100, maximum: 30_000 }),
    retries: Type.Integer({ minimum: 0, maximum: 5 }),
    zone: Type.Optional(Zone),
    ignoredDiagnostics: Type.Optional(IgnoredDiagnostics),
  },
  strict,
);
export type PlanEndpoint = Static<typeof PlanEndpoint>;

const PlanPaces = Type.Object(
  {
    stateSeconds: Seconds(1, 3_600),
    statusSeconds: Seconds(1, 86_400),
    historySeconds: Seconds(1, 86_400),
    inventoryAt: Type.String({ pattern: timeOfDayPattern, description: "UTC" }),
  },
  strict,
);
export type PlanPaces = Static<typeof PlanPaces>;

/** Whom the agent asks before it says that a codec is silent. The gateway is found by the agent itself where it is not named. */
export const Witnesses = Type.Object(
  {
    gateway: Type.Optional(Type.Object({ host: Host, ...reach }, strict)),
    neighbours: Type.Optional(
      Type.Array(Type.Object({ name: Type.String({ pattern: neighbourNamePattern }), host: Host, ...reach }, strict), { maxItems: 8 }),
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
    paces: PlanPaces,
    witnesses: Type.Optional(Witnesses),
    endpoints: Type.Array(PlanEndpoint, { maxItems: planLimits.endpoints }),
  },
  strict,
);
export type Plan = Static<typeof Plan>;

/** Of what kind a fault is that keeps a plan, or an endpoint of it, from being followed. */
export const planFaults = [
  "secret",
  "address",
  "clear_password",
  "web_address",
  "family",
  "unreadable",
  "other_agent",
  "twice",
  "too_large",
  "ended_agent",
] as const;
export type PlanFault = (typeof planFaults)[number];

/** What became of a plan on the site. `partial`: some endpoints could not be taken up; the reason says which and why. */
export const planStates = ["applied", "partial", "refused"] as const;
export type PlanState = (typeof planStates)[number];

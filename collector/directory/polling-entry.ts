import { type Static, Type } from "typebox";
import { AgentId, SiteId } from "../../contract/ids.ts";
import { speakingChannels } from "../../contract/observation.ts";
import {
  diagnosticPattern,
  fingerprintPattern,
  hostPattern,
  neighbourNamePattern,
  planLimits,
  snmpAuthWords,
  snmpPrivWords,
  timeOfDayPattern,
  tlsWords,
} from "../../contract/plan.ts";
import type { Vantage } from "./directory.ts";
import { expected } from "./fr.ts";
import { expectedOfPolling } from "./fr-polling.ts";

const strict = { additionalProperties: false };
const vantages: Vantage[] = ["site", "central"];
const Port = Type.Integer({ minimum: 1, maximum: 65_535 });
const Seconds = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum, description: "s" });
/** Half of what a plan allows: the name of a site may come before it. */
const Secret = Type.String({ pattern: "^[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?$", expected: expectedOfPolling.secret });
const Host = Type.String({ minLength: 1, maxLength: 253, pattern: hostPattern, expected: expectedOfPolling.host });
const User = Type.String({ minLength: 1, maxLength: 128 });
const Channels = Type.Array(Type.Enum([...speakingChannels]), { maxItems: speakingChannels.length, uniqueItems: true });

/** What a level says of SNMP: the levels are laid over each other, and must be whole together. */
const SnmpEntry = Type.Object(
  {
    version: Type.Optional(Type.Enum(["2c", "3"])),
    port: Type.Optional(Port),
    community: Type.Optional(Secret),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    authProtocol: Type.Optional(Type.Enum([...snmpAuthWords])),
    authPassword: Type.Optional(Secret),
    privProtocol: Type.Optional(Type.Enum([...snmpPrivWords])),
    privPassword: Type.Optional(Secret),
  },
  strict,
);
export type SnmpEntry = Static<typeof SnmpEntry>;

const sharedHttp = { user: Type.Optional(User), password: Type.Optional(Secret), tlsMinimum: Type.Optional(Type.Enum([...tlsWords])) };

/** What belongs to one codec only cannot be said for many. */
const HttpEntry = Type.Object(
  {
    url: Type.Optional(Type.String({ maxLength: 512, pattern: "^https?://", expected: expectedOfPolling.url })),
    ...sharedHttp,
    verifyTls: Type.Optional(Type.Boolean()),
    ca: Type.Optional(Secret),
    fingerprintSha256: Type.Optional(Type.String({ pattern: fingerprintPattern, expected: expectedOfPolling.fingerprint })),
  },
  strict,
);
export type HttpEntry = Static<typeof HttpEntry>;

const reach = { tcpPort: Type.Optional(Port), icmp: Type.Optional(Type.Boolean()) };
const ReachEntry = Type.Object(reach, strict);
export type ReachEntry = Static<typeof ReachEntry>;

const patience = {
  timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 30_000 })),
  retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })),
};

/** How one endpoint is polled. */
export const PollEntry = Type.Object(
  {
    host: Host,
    family: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    channels: Type.Optional(Channels),
    snmp: Type.Optional(SnmpEntry),
    http: Type.Optional(HttpEntry),
    reach: Type.Optional(ReachEntry),
    ...patience,
  },
  strict,
);
export type PollEntry = Static<typeof PollEntry>;

export const PacesEntry = Type.Object(
  {
    stateSeconds: Type.Optional(Seconds(1, 3_600)),
    statusSeconds: Type.Optional(Seconds(1, 86_400)),
    historySeconds: Type.Optional(Seconds(1, 86_400)),
    inventoryAt: Type.Optional(Type.String({ pattern: timeOfDayPattern, expected: expectedOfPolling.timeOfDay })),
  },
  strict,
);
export type PacesEntry = Static<typeof PacesEntry>;

const defaults = {
  paces: Type.Optional(PacesEntry),
  zone: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  ignoredDiagnostics: Type.Optional(
    Type.Array(Type.String({ pattern: diagnosticPattern, expected: expectedOfPolling.diagnostic }), { maxItems: 200 }),
  ),
  codecTls: Type.Optional(Type.Object({ policy: Type.Optional(Type.Enum(["accept", "verify"])), ca: Type.Optional(Secret) }, strict)),
  snmp: Type.Optional(SnmpEntry),
  http: Type.Optional(Type.Object(sharedHttp, strict)),
  reach: Type.Optional(ReachEntry),
  ...patience,
};

const Neighbour = Type.Object(
  { name: Type.String({ pattern: neighbourNamePattern, expected: expectedOfPolling.neighbour }), host: Host, ...reach },
  strict,
);
export const WitnessesEntry = Type.Object(
  {
    gateway: Type.Optional(Type.Object({ host: Host, ...reach }, strict)),
    neighbours: Type.Optional(Type.Array(Neighbour, { maxItems: 8 })),
  },
  strict,
);
export type WitnessesEntry = Static<typeof WitnessesEntry>;

/** What holds for every endpoint that says nothing else. */
export const CommonPolling = Type.Object(defaults, strict);
export const SitePolling = Type.Object({ ...defaults, witnesses: Type.Optional(WitnessesEntry) }, strict);
export type PollingEntry = Static<typeof CommonPolling>;

/** An agent beside those of the sites: a second pair of eyes, on a site or from elsewhere. */
export const AgentEntry = Type.Object(
  {
    id: Type.String({ ...AgentId, expected: expected.id }),
    vantage: Type.Enum(vantages),
    /** Absent: all of them, those to come too. */
    sites: Type.Optional(Type.Array(Type.String({ ...SiteId, expected: expected.id }), { minItems: 1, maxItems: 20_000 })),
    tokenSha256: Type.Optional(Type.String({ pattern: "^[0-9A-Fa-f]{64}$", expected: expected.tokenSha256 })),
    secrets: Type.Optional(Type.Enum(["shared", "per-site"])),
    /** As in its own agent.yml. */
    maxEndpoints: Type.Optional(Type.Integer({ minimum: 1, maximum: planLimits.endpoints })),
    channels: Type.Optional(Channels),
    paces: Type.Optional(PacesEntry),
    witnesses: Type.Optional(WitnessesEntry),
  },
  strict,
);
export type AgentEntry = Static<typeof AgentEntry>;

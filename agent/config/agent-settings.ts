import { type Static, Type } from "typebox";
import { AgentId, EndpointId } from "../../contract/ids.ts";
import { planLimits } from "../../contract/plan.ts";
import type { Secret } from "../../settings/secret.ts";
import type { PhoneBook } from "../far-ends/phone-book.ts";
import { type EndpointSettings, snmpAuthProtocols, snmpPrivProtocols, tlsVersions } from "../poll/endpoint-settings.ts";
import { expected } from "./fr.ts";
import type { Ranges } from "./ranges.ts";

/** As many as a plan names at most: what one agent has been seen to poll every minute. */
const mostEndpoints = planLimits.endpoints;

const strict = { additionalProperties: false };
const File = Type.String({ minLength: 1, maxLength: 4096 });
const Port = Type.Integer({ minimum: 1, maximum: 65_535 });
const User = Type.String({ minLength: 1, maxLength: 128 });
const Seconds = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum, description: "s" });

const SnmpV2cDocument = Type.Object({ version: Type.Literal("2c"), port: Type.Optional(Port), communityFile: File }, strict);

const SnmpV3Document = Type.Object(
  {
    version: Type.Literal("3"),
    port: Type.Optional(Port),
    user: Type.String({ minLength: 1, maxLength: 32 }),
    authProtocol: Type.Enum([...snmpAuthProtocols]),
    authPasswordFile: File,
    privProtocol: Type.Enum([...snmpPrivProtocols]),
    privPasswordFile: File,
  },
  strict,
);

const HttpDocument = Type.Object(
  {
    url: Type.String({ pattern: "^https?://", expected: expected.endpointUrl }),
    user: User,
    passwordFile: File,
    verifyTls: Type.Optional(Type.Boolean()),
    caFile: Type.Optional(File),
    tlsMinimum: Type.Optional(Type.Enum([...tlsVersions])),
    fingerprintSha256: Type.Optional(
      Type.String({ pattern: "^(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31})$", expected: expected.fingerprint }),
    ),
  },
  strict,
);

const ReachDocument = Type.Object({ tcpPort: Type.Optional(Port), icmp: Type.Optional(Type.Boolean()) }, strict);

export const EndpointDocument = Type.Object(
  {
    id: Type.String({ ...EndpointId, expected: expected.id }),
    host: Type.String({ minLength: 1, maxLength: 253, pattern: "^[A-Za-z0-9._:%-]*$", expected: expected.host }),
    family: Type.Optional(Type.String({ minLength: 1 })),
    snmp: Type.Optional(Type.Union([SnmpV2cDocument, SnmpV3Document])),
    http: Type.Optional(HttpDocument),
    reach: Type.Optional(ReachDocument),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 100, maximum: 30_000 })),
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })),
  },
  strict,
);
export type EndpointDocument = Static<typeof EndpointDocument>;

/** agent.yml, as written. */
export const AgentDocument = Type.Object(
  {
    agent: Type.String({ ...AgentId, expected: expected.id }),
    collector: Type.Object(
      {
        url: Type.String({ pattern: "^https?://", expected: expected.collectorUrl }),
        tokenFile: Type.Optional(File),
        caFile: Type.Optional(File),
        allowPlainHttp: Type.Optional(Type.Boolean()),
      },
      strict,
    ),
    dataDir: File,
    batchSeconds: Type.Optional(Seconds(1, 120)),
    outbox: Type.Optional(
      Type.Object(
        {
          maxBytes: Type.Optional(Type.Integer({ minimum: 1024 * 1024, maximum: Number.MAX_SAFE_INTEGER })),
          maxDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })),
        },
        strict,
      ),
    ),
    paces: Type.Optional(
      Type.Object(
        {
          stateSeconds: Type.Optional(Seconds(1, 3_600)),
          statusSeconds: Type.Optional(Seconds(1, 86_400)),
          historySeconds: Type.Optional(Seconds(1, 86_400)),
          inventoryAt: Type.Optional(Type.String({ pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$", expected: expected.timeOfDay })),
        },
        strict,
      ),
    ),
    farEndKeyFile: Type.Optional(File),
    phonebookFile: Type.Optional(File),
    zone: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    ignoredDiagnostics: Type.Optional(
      Type.Array(Type.String({ pattern: "^[A-Za-z0-9._-]{1,64}$", expected: expected.diagnostic }), { maxItems: 200 }),
    ),
    codecTls: Type.Optional(Type.Object({ policy: Type.Enum(["accept", "verify"]), caFile: Type.Optional(File) }, strict)),
    logLevel: Type.Optional(Type.Enum(["trace", "debug", "info", "warn", "error", "fatal"])),
    secretsDir: Type.Optional(File),
    ranges: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 253, pattern: "^[A-Za-z0-9.:/_-]*$", expected: expected.range }), {
        minItems: 1,
        maxItems: 500,
      }),
    ),
    maxEndpoints: Type.Optional(Type.Integer({ minimum: 1, maximum: planLimits.endpoints })),
    planSeconds: Type.Optional(Seconds(10, 86_400)),
    endpoints: Type.Optional(Type.Array(EndpointDocument, { minItems: 1, maxItems: mostEndpoints })),
  },
  strict,
);
export type AgentDocument = Static<typeof AgentDocument>;
export type LogLevel = NonNullable<AgentDocument["logLevel"]>;

/** Polls of one codec, each question at its own pace. */
export interface Paces {
  readonly stateSeconds: number;
  readonly statusSeconds: number;
  readonly historySeconds: number;
  /** Time of the daily inventory, UTC. */
  readonly inventoryAt: { readonly hour: number; readonly minute: number };
}

/** agent.yml with defaults, secrets read from their files, and absolute paths. */
export interface AgentSettings {
  readonly agent: string;
  readonly collector: {
    /** Scheme, host, port and perhaps a path, without a final slash. */
    readonly url: string;
    /** The operator's token; null: the agent has what its enrolment left in the data directory. */
    readonly token: Secret | null;
    /** Certificate authority that signs the collector's certificate, PEM; null: the system's own. */
    readonly caPem: string | null;
  };
  readonly dataDir: string;
  readonly batchSeconds: number;
  readonly outbox: { readonly maxBytes: number; readonly maxDays: number };
  readonly paces: Paces;
  /** Key of the hash that hides far ends; null: far ends are not reported. */
  readonly farEndKey: Secret | null;
  /** Where the far ends are, as far as the site knows. */
  readonly phoneBook: PhoneBook;
  /** IANA name of the site's time zone. */
  readonly zone: string;
  /** Types of the codecs' diagnostic messages that this site does not want to hear of. */
  readonly ignoredDiagnostics: readonly string[];
  readonly logLevel: LogLevel;
  /** Those of agent.yml; none where the collector's plan names them. */
  readonly endpoints: readonly EndpointSettings[];
  /** How the collector's plan is followed; null: agent.yml names the endpoints, and no plan is asked for. */
  readonly plan: PlanSettings | null;
}

export interface PlanSettings {
  readonly secrets: { readonly folder: string; readonly credentials: string | null; readonly reserved: readonly string[] };
  readonly ranges: Ranges;
  /** How many endpoints this agent can carry. */
  readonly maxEndpoints: number;
  /** Seconds between two questions about the plan. */
  readonly everySeconds: number;
}

import { type Static, Type } from "typebox";
import type { Secret } from "../../settings/secret.ts";
import type { UsageRules } from "../usage/usage-rules.ts";
import { expected } from "./fr.ts";
import { ReportDocument, type ReportSettings } from "./report-settings.ts";
import { UsageDocument } from "./usage-settings.ts";

const strict = { additionalProperties: false };
const File = Type.String({ minLength: 1, maxLength: 4096 });

const Influx = Type.Object(
  {
    url: Type.String({ pattern: "^https?://", expected: expected.influxUrl }),
    database: Type.String({ minLength: 1, maxLength: 64 }),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    passwordFile: Type.Optional(File),
    batchPoints: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  },
  strict,
);

const DeadMan = Type.Object(
  {
    url: Type.Optional(Type.String({ pattern: "^https?://", maxLength: 2_048, expected: expected.deadManUrl })),
    urlFile: Type.Optional(File),
    method: Type.Optional(Type.Enum(["GET", "POST"])),
    everySeconds: Type.Optional(Type.Integer({ minimum: 10, maximum: 3_600, description: "s" })),
    tellFailures: Type.Optional(Type.Boolean()),
    caFile: Type.Optional(File),
  },
  strict,
);

const Alertmanager = Type.Object(
  {
    url: Type.String({ pattern: "^https?://", maxLength: 2_048, expected: expected.influxUrl }),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    passwordFile: Type.Optional(File),
    caFile: Type.Optional(File),
  },
  strict,
);

/** collector.yml, as written. */
export const CollectorDocument = Type.Object(
  {
    listen: Type.Optional(
      Type.Object(
        {
          host: Type.Optional(Type.String({ minLength: 1, maxLength: 253, pattern: "^[A-Za-z0-9._:%-]*$", expected: expected.host })),
          port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535 })),
        },
        strict,
      ),
    ),
    tls: Type.Optional(Type.Union([Type.Literal("own"), Type.Object({ certFile: File, keyFile: File }, strict)])),
    allowPlainHttp: Type.Optional(Type.Boolean()),
    trustedProxies: Type.Optional(
      Type.Array(Type.String({ pattern: "^[0-9A-Fa-f.:]+(/\\d{1,3})?$", expected: expected.network }), { maxItems: 64 }),
    ),
    allowTokens: Type.Optional(Type.Boolean()),
    publicUrl: Type.Optional(Type.String({ pattern: "^https?://", maxLength: 512, expected: expected.publicUrl })),
    dataDir: File,
    inventoryFile: File,
    observationRetentionDays: Type.Optional(Type.Integer({ minimum: 31, maximum: 4_000 })),
    callRetentionMonths: Type.Optional(Type.Integer({ minimum: 3, maximum: 12 })),
    rules: Type.Optional(
      Type.Object(
        {
          confirmFailures: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
          holdIntervals: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
        },
        strict,
      ),
    ),
    usage: Type.Optional(UsageDocument),
    report: Type.Optional(ReportDocument),
    influx: Type.Optional(Influx),
    deadMan: Type.Optional(DeadMan),
    alertmanager: Type.Optional(Alertmanager),
    demonstration: Type.Optional(Type.Boolean()),
    logLevel: Type.Optional(Type.Enum(["trace", "debug", "info", "warn", "error", "fatal"])),
  },
  strict,
);
export type CollectorDocument = Static<typeof CollectorDocument>;
export type LogLevel = NonNullable<CollectorDocument["logLevel"]>;

export interface InfluxSettings {
  /** Scheme, host, port, without a final slash. */
  readonly url: string;
  readonly database: string;
  /** null: the server asks for nobody's name. */
  readonly login: { readonly user: string; readonly password: Secret } | null;
  readonly batchPoints: number;
}

export interface AlertmanagerSettings {
  /** Scheme, host, port and path, without a final slash. */
  readonly url: string;
  readonly login: { readonly user: string; readonly password: Secret } | null;
  /** PEM; null: the system's own authorities. */
  readonly caPem: string | null;
}

export interface DeadManSettings {
  /** Who knows it can keep the alarm quiet. */
  readonly url: Secret;
  readonly method: "GET" | "POST";
  readonly everySeconds: number;
  readonly tellsFailures: boolean;
  /** PEM; null: the system's own authorities. */
  readonly caPem: string | null;
}

/** `own`: the collector's small authority signs a certificate for these names. */
export type TlsSettings =
  | { readonly kind: "files"; readonly certPem: string; readonly keyPem: Secret }
  | { readonly kind: "own"; readonly hosts: readonly string[] };

/** collector.yml with defaults, secrets and certificates read from their files, and absolute paths. */
export interface CollectorSettings {
  /** Port 0 lets the system choose. */
  readonly listen: { readonly host: string; readonly port: number };
  /** null: plain HTTP, behind a proxy or on loopback. */
  readonly tls: TlsSettings | null;
  /** Networks of the proxies whose word for where a request came from is believed. */
  readonly trustedProxies: readonly string[];
  /** An agent may have a token also where TLS reaches the collector unbroken. */
  readonly allowTokens: boolean;
  /** Where agents and people reach the collector, without a final slash; null: nobody said. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  readonly inventoryFile: string;
  readonly observationRetentionDays: number;
  /** Whole months that a call is kept after its own; what calls came to is kept for ever. A quarter has ended by then. */
  readonly callRetentionMonths: number;
  readonly rules: {
    /** Failed polls in a row before an endpoint is called down. */
    readonly confirmFailures: number;
    /** How many intervals an answer is held before the state is unknown. */
    readonly holdIntervals: number;
  };
  /** What figures of use are judged and converted by. */
  readonly usage: UsageRules;
  /** null: reports are written when somebody asks for them. */
  readonly report: ReportSettings | null;
  /** null: no InfluxDB is fed. */
  readonly influx: InfluxSettings | null;
  /** null: nobody is told that the collector lives. */
  readonly deadMan: DeadManSettings | null;
  /** Asked for silences, which acknowledge incidents; null: nobody is asked. */
  readonly alertmanager: AlertmanagerSettings | null;
  /** True labels every page: the sites are fictional. */
  readonly demonstration: boolean;
  readonly logLevel: LogLevel;
}

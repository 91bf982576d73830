import { type Static, Type } from "typebox";
import { ToldEvents } from "./agent-event.ts";
import { Anchor } from "./anchor.ts";
import { CallRecord } from "./call.ts";
import { AgentId, BootId, EndpointId, OutboxId } from "./ids.ts";
import { type Channel, outcomes, questions } from "./observation.ts";
import { planFaults, planStates } from "./plan.ts";
import { readingKindsInWords } from "./reading-kinds.ts";

/** Version of the wire. A collector says which ones it reads; a change of any schema below is a new version. */
export const wireVersion = 1;

/** Bounds both sides keep, so that one envelope is always small enough to hold in memory. */
export const wireLimits = {
  observations: 5_000,
  endpoints: 500,
  /** Different readings (kind and instance) of one form. */
  readingNames: 500,
  /** Readings of one kind, in `numbers`. */
  numbersOfOneKind: 20_000,
  /** Ten thousand codecs asked every second for three years without a new outbox: what counts further was not counted. */
  sequence: 1e12,
  /** Readings of all observations together, so that a small envelope cannot unfold into a huge one. */
  readings: 250_000,
  callsPerEnvelope: 2_000,
  compressedBytes: 2 * 1024 * 1024,
  plainBytes: 16 * 1024 * 1024,
} as const;

const maxTime = 4_102_444_800_000; // 2100-01-01, so that every sum of times stays a safe integer
const Time = Type.Integer({ minimum: 0, maximum: maxTime, description: "ms since 1970 UTC" });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const strict = { additionalProperties: false };
const column = { maxItems: wireLimits.observations };
const Step = Type.Integer({ minimum: -2 * maxTime, maximum: 2 * maxTime });
const readingName = "^[a-z0-9_]{1,64}(#[A-Za-z0-9._-]{1,32})?$";

/** How the agent itself is doing; sent now and then, not with every envelope. */
export const AgentHealth = Type.Object(
  {
    version: Type.String({ maxLength: 40, pattern: "^[A-Za-z0-9.+-]+$" }),
    startedAt: Time,
    outboxCount: Count,
    outboxBytes: Count,
    lostCount: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "Observations dropped or unreadable, since the outbox exists",
    }),
    rejectedCount: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "Observations the collector rejected one by one",
    }),
    renumberedCount: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description:
          "Observations whose sequence somebody else had used with this agent's credential, sent under another, since the agent started",
      }),
    ),
    eventsAside: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description: "Events of the agent that the collector refused: kept, and tried again after the next start",
      }),
    ),
    isUnlocked: Type.Optional(
      Type.Boolean({ description: "True: the data directory could not be locked, so that a second agent there would poll as well" }),
    ),
    spoofedReplies: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "Replies from an address that was not asked, since the agent started",
    }),
    malformedReplies: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "Replies that could not be decoded, since the agent started",
    }),
    latePolls: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "Polls that could not start on time, since the agent started",
    }),
    rssBytes: Count,
    anonymousBytes: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
        description: "Memory without a file behind it, where the system tells",
      }),
    ),
    polls: Type.Object(
      {
        count: Count,
        timeouts: Type.Integer({
          minimum: 0,
          maximum: Number.MAX_SAFE_INTEGER,
          description: "Polls in which a channel did not answer in time",
        }),
        totalMs: Count,
        longestMs: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "Of the last five minutes" }),
      },
      { additionalProperties: false, description: "Polls since the agent started" },
    ),
    oldestObservedAt: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: maxTime,
        description: "Oldest observation that waits, ms since 1970 UTC; absent when none does",
      }),
    ),
    keptIn: Type.Enum(["disk", "memory"], { description: "Where observations wait; memory while the disk refuses" }),
    plan: Type.Optional(
      Type.Object(
        {
          version: Type.String({ pattern: "^[0-9a-f]{16}$" }),
          state: Type.Enum([...planStates]),
          reason: Type.Optional(Type.String({ maxLength: 500 })),
          faults: Type.Optional(
            Type.Array(Type.Enum([...planFaults]), {
              maxItems: planFaults.length,
              uniqueItems: true,
              description: "Of what kinds the reasons are, whatever words the agent has for them",
            }),
          ),
        },
        { additionalProperties: false, description: "The newest plan the agent was given, and what became of it" },
      ),
    ),
    refusedRelease: Type.Optional(
      Type.Object(
        {
          release: Type.String({ pattern: "^[A-Za-z0-9.+~-]{1,80}$" }),
          reason: Type.String({ pattern: "^[a-z-]{1,40}$", description: "As systemd says how the service ended, or `interrupted`" }),
        },
        {
          additionalProperties: false,
          description: "A release that failed its trial on this site: `version` is the one that was put back",
        },
      ),
    ),
  },
  { additionalProperties: false },
);
export type AgentHealth = Static<typeof AgentHealth>;

const Outcome = Type.Optional(Type.Enum(outcomes));
export const ChannelOutcomes = Type.Object(
  { snmp: Outcome, http: Outcome, tcp: Outcome, icmp: Outcome } satisfies Record<Channel, typeof Outcome>,
  { additionalProperties: false, description: "Absent: not tried, because the agent's configuration has no such channel" },
);

/**
 * What several observations of an envelope have in common, written once: a codec that is well gives the same words at every poll,
 * and codecs of one family the same as each other. `readings` is keyed by `kind` or `kind#instance`.
 */
export const Form = Type.Object(
  {
    question: Type.Enum(questions),
    intervalS: Type.Integer({ minimum: 0, maximum: 31_536_000, description: "Seconds until the question is asked again" }),
    channels: ChannelOutcomes,
    readings: Type.Record(
      Type.String({ pattern: readingName }),
      Type.Union([Type.Number(), Type.String({ maxLength: 120 }), Type.Null()], { description: "null: the value is in `numbers`" }),
      { additionalProperties: false, maxProperties: wireLimits.readingNames, description: readingKindsInWords() },
    ),
  },
  { additionalProperties: false },
);
export type Form = Static<typeof Form>;

/** Observations as columns, one entry a poll, in the order of their sequence. Times are the first value, then differences. */
const Columns = Type.Object(
  {
    endpoint: Type.Array(Type.Integer({ minimum: 0, maximum: wireLimits.endpoints - 1 }), {
      ...column,
      description: "Index in `endpoints`",
    }),
    form: Type.Array(Type.Integer({ minimum: 0, maximum: wireLimits.observations - 1 }), { ...column, description: "Index in `forms`" }),
    observedAt: Type.Array(Step, { ...column, description: "ms since 1970 UTC: first value, then differences" }),
    clockMs: Type.Array(Step, { ...column, description: "observedAt minus the monotonic clock, ms: first value, then differences" }),
    elapsedMs: Type.Array(Type.Integer({ minimum: 0, maximum: 86_400_000 }), column),
  },
  { additionalProperties: false, description: "Columns of equal length" },
);

/** What an agent sends. */
export const Envelope = Type.Object(
  {
    version: Type.Literal(wireVersion),
    agent: AgentId,
    outbox: OutboxId,
    first: Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER - wireLimits.observations,
      description: "Sequence of the first observation; the others follow without a gap. Without observations: of the next one",
    }),
    sentAt: Time,
    boot: BootId,
    monotonicMs: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: maxTime,
        description: "The agent's monotonic clock at `sentAt`; absent when these observations are of a former boot, whose clock is gone",
      }),
    ),
    anchor: Type.Optional(Anchor),
    health: Type.Optional(AgentHealth),
    events: Type.Optional(ToldEvents),
    endpoints: Type.Array(EndpointId, { maxItems: wireLimits.endpoints, uniqueItems: true }),
    forms: Type.Array(Form, { maxItems: wireLimits.observations }),
    columns: Columns,
    numbers: Type.Record(
      Type.String({ pattern: "^[a-z0-9_]{1,64}$" }),
      Type.Array(Type.Number(), { maxItems: wireLimits.numbersOfOneKind }),
      {
        additionalProperties: false,
        maxProperties: wireLimits.readingNames,
        description:
          "Readings that move at every poll, by kind: one entry for each null of the form of each observation, in order. Whole-number kinds: differences per endpoint and instance",
      },
    ),
    calls: Type.Optional(
      Type.Array(
        Type.Object(
          { row: Type.Integer({ minimum: 0, maximum: wireLimits.observations - 1 }), call: CallRecord },
          { additionalProperties: false },
        ),
        {
          maxItems: wireLimits.callsPerEnvelope,
        },
      ),
    ),
  },
  { additionalProperties: false, description: "Observations of one agent, numbered per outbox; none where it has only itself to tell of" },
);
export type Envelope = Static<typeof Envelope>;

/** Why one observation of an otherwise good envelope was not kept, or (CALL_TIME) why one call of it was left out. */
export const rejectionCodes = ["OBSERVED_IN_FUTURE", "OBSERVED_TOO_OLD", "ENDPOINT_UNKNOWN", "CALL_TIME"] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

export const Rejection = Type.Object(
  { sequence: Count, code: Type.Enum(rejectionCodes), message: Type.String() },
  { additionalProperties: false },
);
export type Rejection = Static<typeof Rejection>;

/** Sequences that follow each other, of which the ledger held an observation before this envelope came. */
const SeenRun = Type.Object({ first: Count, count: Type.Integer({ minimum: 1, maximum: wireLimits.observations }) }, strict);

/** The collector's answer once the ledger has committed: everything not in `rejected` is kept for good. */
export const Receipt = Type.Object(
  {
    outbox: OutboxId,
    first: Count,
    count: Count,
    accepted: Count,
    alreadySeen: Count,
    seen: Type.Optional(Type.Array(SeenRun, { maxItems: wireLimits.observations, description: "Which were already seen, where any was" })),
    rejected: Type.Array(Rejection),
    receivedAt: Time,
  },
  { additionalProperties: false },
);
export type Receipt = Static<typeof Receipt>;

/** Why a whole envelope was refused; nothing of it was kept. */
export const refusalCodes = {
  TOKEN_MISSING: { status: 401, meaning: "Neither a client certificate nor a bearer token" },
  TOKEN_UNKNOWN: { status: 401, meaning: "The token belongs to no agent of the inventory" },
  CERTIFICATE_UNKNOWN: { status: 401, meaning: "The certificate was not issued by this collector, or its agent has left the inventory" },
  CREDENTIAL_REVOKED: { status: 401, meaning: "The certificate or token was revoked" },
  CREDENTIAL_REPLACED: { status: 401, meaning: "The agent uses a newer certificate or token" },
  CREDENTIAL_EXPIRED: { status: 401, meaning: "The certificate is past its time" },
  TLS_TOO_OLD: { status: 403, meaning: "Agents speak TLS 1.3" },
  AGENT_MISMATCH: { status: 403, meaning: "The credential belongs to another agent than the envelope names" },
  MEDIA_TYPE: { status: 415, meaning: "Not application/json, or an encoding other than deflate, gzip or identity" },
  TOO_LARGE: { status: 413, meaning: "More bytes than the wire allows, before or after decompression" },
  ENCODING_INVALID: { status: 400, meaning: "The body is not compressed as its Content-Encoding says" },
  NOT_JSON: { status: 400, meaning: "The body is not JSON" },
  VERSION_UNSUPPORTED: { status: 400, meaning: "A wire version this collector does not read" },
  ENVELOPE_INVALID: { status: 400, meaning: "The envelope breaks the schema; the path says where" },
  SEQUENCE_BEYOND_REASON: { status: 422, meaning: "No outbox counts that far" },
  SEQUENCE_ALREADY_SEEN: { status: 409, meaning: "Every observation was already kept: the agent may forget those it has sent before" },
  ALL_REJECTED: { status: 422, meaning: "Not one observation could be kept; the list says why" },
  LEDGER_UNAVAILABLE: { status: 503, meaning: "The ledger cannot write now; nothing is lost, try again later" },
} as const satisfies Record<string, { readonly status: number; readonly meaning: string }>;
export type RefusalCode = keyof typeof refusalCodes;

/** Body of every 4xx and 5xx answer of the ingest. */
export const Refusal = Type.Object({
  code: Type.Enum(Object.keys(refusalCodes) as RefusalCode[]),
  message: Type.String(),
  path: Type.Optional(Type.String({ description: "JSON pointer to the first fault" })),
  supported: Type.Optional(Type.Array(Type.Integer())),
  receipt: Type.Optional(Receipt),
});
export type Refusal = Static<typeof Refusal>;

import { type Static, Type } from "typebox";

const strict = { additionalProperties: false };
const CallKey = Type.String({
  pattern: "^[A-Za-z0-9._:-]{1,64}$",
  description: "Stable name of the call at its codec: the same in every poll, after reboots too",
});
const Time = Type.Integer({ minimum: 0, maximum: 4102444800000, description: "ms since 1970 UTC, on the codec's clock" });
const ratioOfCounts = "Lost packets over all packets, from counts where the codec gives them";
const ratio = { minimum: 0, maximum: 1 };
const LossRatio = Type.Number({ ...ratio, description: ratioOfCounts });
const milliseconds = { minimum: 0, maximum: 3600000 };
const Milliseconds = Type.Integer(milliseconds);

export const media = ["audio", "video", "presentation"] as const;
export type Medium = (typeof media)[number];

/** One medium in one direction, as the codec saw it over the whole call. What is absent was not told. */
export const CallStream = Type.Object(
  {
    medium: Type.Enum(media),
    direction: Type.Union([Type.Literal("in"), Type.Literal("out")]),
    lossRatio: Type.Optional(LossRatio),
    maxJitterMs: Type.Optional(Milliseconds),
    maxLatencyMs: Type.Optional(Milliseconds),
  },
  strict,
);
export type CallStream = Static<typeof CallStream>;

/** Why a call ended, in one word for all families. Absent: the codec said nothing, or nothing that is known. */
export const callCauses = [
  "normal",
  "cancelled",
  "no_answer",
  "busy",
  "rejected",
  "unreachable",
  "incompatible",
  "network",
  "rolled_over",
  "local_fault",
  "remote_fault",
] as const;
export type CallCause = (typeof callCauses)[number];

/**
 * What is known of the quality of a call: `measured` by the codec; `too_short` for its measures to mean anything;
 * `not_told`, because it cannot or because the call never connected.
 */
export const callQualities = ["measured", "too_short", "not_told"] as const;

/** What the far end is, where the phone book of the site tells. Absent: not in it. */
export const farEndKinds = ["room", "bridge", "gateway", "concierge", "test"] as const;
export type FarEndKind = (typeof farEndKinds)[number];

/**
 * Where the far end is, no finer than a commune: "commune:29155" (INSEE), "epci:242900314" (SIREN), "region:53", "france",
 * "abroad" or "unknown".
 */
export const farEndPlacePattern = "^(?:commune:(?:[0-9]{2}|2[AB])[0-9]{3}|epci:[0-9]{9}|region:[0-9]{2}|france|abroad|unknown)$";

/**
 * One call, as read from the codec's own history. The far end never leaves the agent in clear:
 * `farEnd` is a keyed hash (HMAC-SHA-256, 16 hexadecimal digits) whose key stays on the site.
 */
export const CallRecord = Type.Object(
  {
    key: CallKey,
    startedAt: Time,
    endedAt: Type.Optional(Time),
    durationS: Type.Integer({ minimum: 0, maximum: 31622400, description: "Seconds connected; 0 when it never connected" }),
    isConnected: Type.Boolean(),
    direction: Type.Union([Type.Literal("in"), Type.Literal("out"), Type.Literal("unknown")]),
    protocol: Type.Union([Type.Literal("sip"), Type.Literal("h323"), Type.Literal("isdn"), Type.Literal("cloud"), Type.Literal("unknown")]),
    rateKbps: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000000 })),
    isEncrypted: Type.Optional(Type.Boolean({ description: "Absent: the codec does not say" })),
    cause: Type.Optional(Type.Enum(callCauses)),
    retryOf: Type.Optional(
      Type.String({
        pattern: "^[A-Za-z0-9._:-]{1,64}$",
        description: "Key of the first record of the same attempt: the codec tried again, or by another protocol, within 30 s",
      }),
    ),
    isTest: Type.Optional(Type.Literal(true, { description: "A test or concierge number of the site's phone book; absent: a real call" })),
    quality: Type.Enum(callQualities),
    lossRatio: Type.Optional(Type.Number({ ...ratio, description: `${ratioOfCounts}: the worst of audio and main video` })),
    maxJitterMs: Type.Optional(Type.Integer({ ...milliseconds, description: "The worst of audio and main video" })),
    maxLatencyMs: Type.Optional(Type.Integer({ ...milliseconds, description: "Round trip, the worst of audio and main video" })),
    streams: Type.Optional(Type.Array(CallStream, { minItems: 1, maxItems: 6 })),
    farEnd: Type.Optional(Type.String({ pattern: "^[0-9a-f]{16}$" })),
    farEndPlace: Type.Optional(Type.String({ pattern: farEndPlacePattern })),
    farEndKind: Type.Optional(Type.Enum(farEndKinds)),
    clockOffsetS: Type.Optional(
      Type.Integer({
        minimum: -3155760000,
        maximum: 3155760000,
        description: "Codec's clock minus agent's clock when the history was read: the true start is startedAt minus this",
      }),
    ),
  },
  { ...strict, description: "One call of a codec's own history" },
);
export type CallRecord = Static<typeof CallRecord>;

/** When a call ended, on the codec's clock: some families tell the start and how long, others both ends. */
export function endOfCall({ startedAt, endedAt, durationS }: Pick<CallRecord, "startedAt" | "endedAt" | "durationS">): number {
  return endedAt ?? startedAt + durationS * 1000;
}

type QualityFigures = Pick<CallRecord, "quality" | "lossRatio" | "maxJitterMs" | "maxLatencyMs" | "streams">;

/** The figures of a call from those of its streams: the worst of audio and main video; a presentation is told apart, never mixed in. */
export function qualityOfStreams(streams: readonly CallStream[]): QualityFigures {
  const told = streams.filter(({ lossRatio, maxJitterMs, maxLatencyMs }) => (lossRatio ?? maxJitterMs ?? maxLatencyMs) !== undefined);
  if (told.length === 0) return { quality: "not_told" };
  const main = told.filter(({ medium }) => medium !== "presentation");
  return {
    quality: main.length === 0 ? "not_told" : "measured",
    ...worst("lossRatio", main),
    ...worst("maxJitterMs", main),
    ...worst("maxLatencyMs", main),
    streams: told,
  };
}

function worst(name: "lossRatio" | "maxJitterMs" | "maxLatencyMs", streams: readonly CallStream[]): Partial<QualityFigures> {
  const values = streams.flatMap((stream) => stream[name] ?? []);
  return values.length === 0 ? {} : { [name]: Math.max(...values) };
}

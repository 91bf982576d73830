import { type Static, Type } from "typebox";

const Seconds = Type.Number({ minimum: 0, maximum: 31_536_000 });
const lasting = { durationS: Type.Optional(Seconds) };
const Channel = Type.Optional(Type.Union([Type.Literal("snmp"), Type.Literal("http")]));
const strict = { additionalProperties: false } as const;

const Call = Type.Object(
  {
    does: Type.Literal("call"),
    durationS: Seconds,
    lossRatio: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    jitterMs: Type.Optional(Type.Integer({ minimum: 0 })),
    direction: Type.Optional(Type.Union([Type.Literal("in"), Type.Literal("out")])),
    protocol: Type.Optional(Type.Union([Type.Literal("sip"), Type.Literal("h323")])),
    rateKbps: Type.Optional(Type.Integer({ minimum: 0 })),
    farEnd: Type.Optional(Type.String()),
    /** The codec tries H.323 first, fails, and calls again by SIP by itself. */
    rollsOver: Type.Optional(Type.Boolean()),
  },
  strict,
);
/** Why a call that was placed never connected. */
export const callFailures = ["busy", "no_answer", "rejected", "unreachable", "network", "rolled_over"] as const;
export type CallFailure = (typeof callFailures)[number];
const FailedCall = Type.Object(
  {
    does: Type.Literal("failed-call"),
    cause: Type.Enum([...callFailures]),
    protocol: Type.Optional(Type.Union([Type.Literal("sip"), Type.Literal("h323")])),
    farEnd: Type.Optional(Type.String()),
  },
  strict,
);
const MissedCall = Type.Object({ does: Type.Literal("missed-call"), farEnd: Type.Optional(Type.String()) }, strict);
const Reboot = Type.Object({ does: Type.Literal("reboot"), silentS: Seconds }, strict);
const Slow = Type.Object(
  { does: Type.Literal("slow"), answerAfterS: Seconds, trickles: Type.Optional(Type.Boolean()), channel: Channel, ...lasting },
  strict,
);

/** What may happen to a codec. A clock stays as it was set; a fault without `durationS` lasts until `recover`; without `channel` it touches both. */
export const CodecEvent = Type.Union([
  Call,
  FailedCall,
  MissedCall,
  Type.Object({ does: Type.Literal("set-clock"), aheadS: Type.Integer({ minimum: -3_155_760_000, maximum: 3_155_760_000 }) }, strict),
  Type.Object({ does: Type.Literal("hang-up") }, strict),
  Reboot,
  Type.Object({ does: Type.Literal("restart-snmp") }, strict),
  Type.Object({ does: Type.Literal("silence"), channel: Channel, ...lasting }, strict),
  Type.Object({ does: Type.Literal("wrong-password"), channel: Channel, ...lasting }, strict),
  Type.Object({ does: Type.Literal("garbage"), channel: Channel, ...lasting }, strict),
  Slow,
  Type.Object({ does: Type.Literal("lose-registration"), ...lasting }, strict),
  Type.Object({ does: Type.Literal("unplug-camera"), ...lasting }, strict),
  Type.Object({ does: Type.Literal("recover") }, strict),
]);
export type CodecEvent = Static<typeof CodecEvent>;

/** One line of a script: what happens to which codec, how long after the script starts. */
export type ScriptLine = CodecEvent & { readonly atS: number; readonly codec: string };

export type FaultKind = "silent" | "refused" | "garbled" | "slow" | "registration_lost" | "camera_unplugged";

export interface Fault {
  readonly kind: FaultKind;
  readonly untilMs: number;
  readonly channel?: "snmp" | "http";
  readonly answerAfterMs?: number;
  readonly trickles?: boolean;
}

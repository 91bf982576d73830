import { type Static, Type } from "typebox";

/**
 * One call, as read from the codec's own history. The far end never leaves the agent in clear:
 * `farEnd` is a keyed hash (HMAC-SHA-256, 16 hexadecimal digits) whose key stays on the site.
 */
export const CallRecord = Type.Object(
  {
    key: Type.String({
      pattern: "^[A-Za-z0-9._:-]{1,64}$",
      description: "Stable name of the call at its codec: the same in every poll, after reboots too",
    }),
    startedAt: Type.Integer({ minimum: 0, maximum: 4102444800000, description: "ms since 1970 UTC" }),
    durationS: Type.Integer({ minimum: 0, maximum: 31622400, description: "Seconds connected; 0 when it never connected" }),
    isConnected: Type.Boolean(),
    direction: Type.Union([Type.Literal("in"), Type.Literal("out"), Type.Literal("unknown")]),
    protocol: Type.Union([Type.Literal("sip"), Type.Literal("h323"), Type.Literal("cloud"), Type.Literal("unknown")]),
    rateKbps: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000000 })),
    lossRatio: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: "Lost packets over all, worst direction and medium" })),
    maxJitterMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 3600000 })),
    farEnd: Type.Optional(Type.String({ pattern: "^[0-9a-f]{16}$" })),
  },
  { additionalProperties: false, description: "One call of a codec's own history" },
);
export type CallRecord = Static<typeof CallRecord>;

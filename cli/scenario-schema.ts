import { Type } from "typebox";

/* The door of `vigie sla evaluate`: the forms of collector/sla/scenario.ts as a person may write them. */

const strict = { additionalProperties: false };
const Time = Type.String({ minLength: 1, maxLength: 40 });
const Seconds = Type.Integer({ minimum: 0, maximum: 4_102_444_800 });
const Stretches = Type.Array(Type.Tuple([Time, Time]), { maxItems: 100_000 });

const Polls = Type.Object(
  {
    intervalSeconds: Type.Optional(Seconds),
    holdSeconds: Seconds,
    confirmFailures: Type.Integer({ minimum: 1, maximum: 1_000 }),
    start: Time,
    end: Time,
    samples: Type.Array(
      Type.Object(
        {
          offsetSeconds: Type.Number({ minimum: 0, maximum: 4_102_444_800 }),
          outcome: Type.Enum(["answered", "silent", "refused", "garbled"]),
          uptimeSeconds: Type.Optional(Type.Number({ minimum: 0 })),
        },
        strict,
      ),
      { maxItems: 1_000_000 },
    ),
  },
  strict,
);

export const Scenario = Type.Object(
  {
    timezone: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    period: Type.Optional(
      Type.Object({ quarter: Type.Optional(Type.String()), from: Type.Optional(Time), to: Type.Optional(Time) }, strict),
    ),
    serviceHours: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    inService: Type.Optional(Stretches),
    maintenance: Type.Optional(Type.Array(Type.Object({ from: Time, to: Time, declaredAt: Time }, strict), { maxItems: 100_000 })),
    noticeSeconds: Type.Optional(Seconds),
    states: Type.Optional(
      Type.Object(
        {
          degraded: Type.Optional(Stretches),
          down: Type.Optional(Stretches),
          site: Type.Optional(Stretches),
          unknown: Type.Optional(Stretches),
        },
        strict,
      ),
    ),
    targetBasisPoints: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    gtr: Type.Optional(
      Type.Object(
        { seconds: Seconds, clock: Type.String({ minLength: 1, maxLength: 500 }), stableSeconds: Type.Optional(Seconds) },
        strict,
      ),
    ),
    polls: Type.Optional(Polls),
  },
  strict,
);

/** Seconds of several endpoints, to be pooled: a territory. */
export const Pool = Type.Object(
  { parts: Type.Array(Type.Object({ up: Seconds, total: Seconds }, strict), { minItems: 1, maxItems: 100_000 }) },
  strict,
);

import { Type } from "typebox";
import { Compile } from "typebox/compile";

const Name = Type.String({ pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" });
const strict = { additionalProperties: false };
const Metadata = Type.Object(
  { name: Name, displayName: Type.Optional(Type.String()), annotations: Type.Optional(Type.Record(Type.String(), Type.String())) },
  strict,
);
const document = <Kind extends string, Spec extends ReturnType<typeof Type.Object>>(kind: Kind, spec: Spec) =>
  Type.Object({ apiVersion: Type.Literal("openslo/v1"), kind: Type.Literal(kind), metadata: Metadata, spec }, strict);
const Source = Type.Object(
  {
    metricSource: Type.Object(
      { metricSourceRef: Type.Optional(Name), type: Type.Optional(Type.String()), spec: Type.Record(Type.String(), Type.Unknown()) },
      strict,
    ),
  },
  strict,
);
const Ratio = Type.Object({ counter: Type.Boolean(), good: Source, total: Source }, strict);
const Calendar = Type.Object(
  { startTime: Type.String({ pattern: String.raw`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$` }), timeZone: Type.String({ minLength: 1 }) },
  strict,
);
const TimeWindow = Type.Object(
  { duration: Type.String({ pattern: "^[1-9][0-9]*[mhdwMQY]$" }), isRolling: Type.Literal(false), calendar: Calendar },
  strict,
);
const Objective = Type.Object(
  { displayName: Type.Optional(Type.String()), targetPercent: Type.Number({ minimum: 0, exclusiveMaximum: 100 }) },
  strict,
);
const Slo = Type.Object(
  {
    description: Type.Optional(Type.String({ maxLength: 1_050 })),
    service: Name,
    indicator: Type.Object({ metadata: Metadata, spec: Type.Object({ ratioMetric: Ratio }, strict) }, strict),
    timeWindow: Type.Array(TimeWindow, { minItems: 1, maxItems: 1 }),
    budgetingMethod: Type.Enum(["Occurrences", "Timeslices", "RatioTimeslices"]),
    objectives: Type.Array(Objective, { minItems: 1 }),
  },
  strict,
);

/** The part of OpenSLO v1 that we write, as its specification has it: what we write beyond it is refused. */
const OpenSlo = Type.Union([
  document("DataSource", Type.Object({ type: Type.String(), connectionDetails: Type.Record(Type.String(), Type.Unknown()) }, strict)),
  document("Service", Type.Object({ description: Type.Optional(Type.String({ maxLength: 1_050 })) }, strict)),
  document("SLO", Slo),
]);

export const openSloCheck = Compile(OpenSlo);

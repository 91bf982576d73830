import { type Static, Type } from "typebox";
import { Anchor } from "./anchor.ts";
import { BootId, OutboxId } from "./ids.ts";

const maxTime = 4_102_444_800_000; // 2100-01-01
const strict = { additionalProperties: false };

/** One instant as an agent saw it: where its boot is still known, the collector reckons when it truly was. */
export const Instant = Type.Object(
  {
    at: Type.Integer({ minimum: 0, maximum: maxTime, description: "ms since 1970 UTC on the agent's wall clock" }),
    clockMs: Type.Integer({ minimum: -maxTime, maximum: maxTime, description: "`at` minus the agent's monotonic clock, ms" }),
    boot: BootId,
  },
  strict,
);
export type Instant = Static<typeof Instant>;

/** Whom an agent asks when it wonders whether the fault is its own: who is silent tells where a line is cut. */
export const witnessRoles = ["gateway", "neighbour", "collector"] as const;
export type WitnessRole = (typeof witnessRoles)[number];

/** How the former run of the agent ended, as the next one finds it. `machine_restarted`: it runs in another boot. */
export const endings = ["stopped", "killed", "machine_restarted"] as const;
export type Ending = (typeof endings)[number];

/** Why observations were given up before the collector had them. */
export const lossReasons = ["bytes", "age", "damaged", "memory", "rejected"] as const;
export type LossReason = (typeof lossReasons)[number];

const EventId = Type.String({
  pattern: "^[0-9a-f]{16}$",
  description: "Drawn at random: the event is kept once, and its fullest telling stays",
});
const Count = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

const Started = Type.Object(
  {
    id: EventId,
    kind: Type.Literal("started"),
    at: Instant,
    previous: Type.Optional(Instant),
    ending: Type.Optional(Type.Enum(endings)),
  },
  { ...strict, description: "The agent began to run; between `previous`, its last sign of life, and `at` it watched nothing" },
);

const Silence = Type.Object(
  {
    id: EventId,
    kind: Type.Literal("silence"),
    witness: Type.Enum(witnessRoles),
    name: Type.Optional(Type.String({ pattern: "^[a-z0-9-]{1,32}$", description: "Which neighbour" })),
    from: Instant,
    to: Type.Optional(Instant),
  },
  { ...strict, description: "A witness gave no answer from the last moment it did; without `to` it is still silent" },
);

const Loss = Type.Object(
  {
    id: EventId,
    kind: Type.Literal("loss"),
    reason: Type.Enum(lossReasons),
    count: Count,
    outbox: Type.Optional(OutboxId),
    oldest: Type.Optional(Instant),
    newest: Type.Optional(Instant),
    noticed: Instant,
  },
  { ...strict, description: "Observations given up; `oldest` and `newest` only where they can still be read" },
);

const ClockStep = Type.Object(
  { id: EventId, kind: Type.Literal("clock_step"), at: Instant, byMs: Type.Integer({ minimum: -2 * maxTime, maximum: 2 * maxTime }) },
  { ...strict, description: "The wall clock was moved by `byMs` against the monotonic one" },
);

/** What an agent tells of itself and of its site beside its observations. Told again until the collector has it. */
export const AgentEvent = Type.Union([Started, Silence, Loss, ClockStep]);
export type AgentEvent = Static<typeof AgentEvent>;
export type AgentEventOf<Kind extends AgentEvent["kind"]> = Extract<AgentEvent, { kind: Kind }>;

const agentEventLimit = 500;

/** Events as an envelope carries them, with what the agent's clocks say at the sending. */
export const ToldEvents = Type.Object(
  {
    boot: BootId,
    monotonicMs: Type.Integer({ minimum: 0, maximum: maxTime }),
    anchors: Type.Optional(Type.Array(Anchor, { maxItems: 20, description: "Of the boots the events speak of, as far as they are known" })),
    list: Type.Array(AgentEvent, { minItems: 1, maxItems: agentEventLimit }),
  },
  strict,
);
export type ToldEvents = Static<typeof ToldEvents>;

import { type Observation, outcomeOf } from "../../contract/observation.ts";
import type { StateCause } from "../sla/state-interval.ts";
import type { Cut, Sample } from "../sla/states-from-samples.ts";

export interface StateRules {
  /** Consecutive silent polls that confirm an outage. */
  readonly confirmFailures: number;
  /** How many intervals an answer holds when nothing follows. */
  readonly holdIntervals: number;
}

const registrationKinds: readonly string[] = ["sip_registration", "h323_registration", "cloud_registration"];
const partKinds: readonly string[] = ["overall_state", "hardware_state", "camera_state", "microphone_state", "touch_panel_state"];
const tellingKinds: ReadonlySet<string> = new Set([...registrationKinds, ...partKinds]);

/** No answer is held longer than this, however slowly the question is asked: an hour-old answer says nothing of now. */
export const longestHoldMs = 3_600_000;

/** How long an observation speaks when nothing follows it. */
export function holdMsOf({ intervalS }: Pick<Observation, "intervalS">, { holdIntervals }: Pick<StateRules, "holdIntervals">): number {
  return Math.min(holdIntervals * intervalS * 1000, longestHoldMs);
}

/** Only these questions say something of the state; a call history or an inventory read once a day does not. */
export function isTelling({ question }: Pick<Observation, "question">): boolean {
  return question === "state" || question === "status";
}

type Condition = { readonly kind: string; readonly value: number | string; readonly validUntil: number };

/**
 * What the polls of one endpoint say of it, one sample for each poll of its state. Registrations and parts may be read by
 * slower questions: the last word on each holds for `holdIntervals` of its own pace.
 *
 * @param observations of one endpoint by one agent, oldest first
 * @param cutOf what the silence of a poll is to be laid to, if not to the codec
 */
export function samplesOf(observations: readonly Observation[], rules: StateRules, cutOf: CutOf = noCut): Sample[] {
  const conditions = new Map<string, Condition>();
  const samples: Sample[] = [];
  for (const observation of observations.filter(isTelling)) {
    const holdMs = holdMsOf(observation, rules);
    for (const { kind, instance = "", value } of observation.readings) {
      if (!tellingKinds.has(kind)) continue;
      conditions.set(`${kind}#${instance}`, { kind, value, validUntil: observation.observedAt + holdMs });
    }
    if (observation.question !== "state") continue;
    const said = verdictOf(observation, conditions);
    const cut = said.verdict === "failed" ? cutOf(observation) : null;
    samples.push({ at: observation.observedAt, holdMs, ...said, ...(cut !== null && { cut }) });
  }
  return samples;
}

type CutOf = (poll: Observation) => Cut | null;
const noCut: CutOf = () => null;

function verdictOf(observation: Observation, conditions: ReadonlyMap<string, Condition>): Pick<Sample, "verdict" | "state" | "cause"> {
  const outcome = outcomeOf(observation);
  switch (outcome) {
    case "silent":
      return { verdict: "failed", state: "unknown", cause: "silent_unconfirmed" };
    case "refused":
    case "garbled":
      // The codec is there but does not let itself be read: neither up nor down can be proven.
      return { verdict: "unclear", state: "unknown", cause: outcome };
    case "answered": {
      const cause = faultOf([...conditions.values()].filter((condition) => condition.validUntil > observation.observedAt));
      return { verdict: "good", state: cause === "answered" ? "up" : "degraded", cause };
    }
  }
}

function faultOf(conditions: readonly Condition[]): StateCause {
  const registrations = conditions.filter(({ kind }) => registrationKinds.includes(kind)).map(({ value }) => value);
  // One registration is enough to call and be called: SIP down with H.323 up is a choice of many sites.
  if (registrations.includes("failed") && !registrations.includes("registered")) return "registration_failed";
  if (conditions.some(({ kind, value }) => partKinds.includes(kind) && value === "failed")) return "part_failed";
  return "answered";
}

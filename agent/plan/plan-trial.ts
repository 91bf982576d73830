import { readFileSync } from "node:fs";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";

/** What is noted beside a plan that has not proved yet that an agent can live with it. */
const PlanTrial = Type.Object(
  {
    version: Type.String({ pattern: "^[0-9a-f]{16}$" }),
    /** SHA-256 of the plan as it came. */
    digest: Type.String({ pattern: "^[0-9a-f]{64}$" }),
    /** How often the agent has begun to follow it and was not told to stop. */
    starts: Type.Integer({ minimum: 0 }),
    /** It ended the agent each time, and is not followed any more. */
    isRefused: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type PlanTrial = Readonly<Static<typeof PlanTrial>>;
const trialCheck = Compile(PlanTrial);

export const newTrial = (version: string, digest: string): PlanTrial => ({ version, digest, starts: 1, isRefused: false });

/** Null: none, or one that cannot be read. */
export function readTrial(file: string): PlanTrial | null {
  try {
    const note: unknown = JSON.parse(readFileSync(file, "utf8"));
    return trialCheck.Check(note) ? note : null;
  } catch {
    return null;
  }
}

import { Compile } from "typebox/compile";
import { Plan, type PlanFault } from "../../contract/plan.ts";
import { planFr } from "./fr.ts";

const planCheck = Compile(Plan);

/** What an agent can carry: reading more than that may already end it. */
const bytesOfOne = 2_048;
const bytesOfAll = 2 * 1_024 * 1_024;

export const isTooLong = (text: string, maxEndpoints: number): boolean => text.length > bytesOfAll + maxEndpoints * bytesOfOne;

/** The door: from here on a plan is what the contract says, and this agent's. */
export function readPlan(text: string, agent: string): { readonly plan: Plan } | { readonly fault: PlanFault; readonly problem: string } {
  const value = parsed(text);
  if (!planCheck.Check(value)) return { fault: "unreadable", problem: planFr.unreadable(faultOf(value)) };
  if (value.agent !== agent) return { fault: "other_agent", problem: planFr.otherAgent(value.agent) };
  const twice = firstTwice(value.endpoints.map(({ id }) => id));
  return twice === undefined ? { plan: value } : { fault: "twice", problem: planFr.twice(twice) };
}

/** Of two endpoints of one name the second would hide the first. */
function firstTwice(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the log and the page may show: where, never what. */
function faultOf(value: unknown): string {
  if (value === undefined) return "JSON";
  const [fault] = planCheck.Errors(value);
  return fault === undefined ? "?" : `${fault.instancePath.slice(0, 120)} (${fault.keyword})`;
}
